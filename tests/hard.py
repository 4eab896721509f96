"""A scenario whose search would take minutes: quotas, and balances that nothing can prove quickly."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import optimizer
from optimizer import Scenario
from optimizer.scenario.settings import Settings

ROOT = Path(optimizer.__file__).parent.parent


def hard() -> Scenario:
    """130 of 150 people are placed at once; how evenly their scores can be spread is open for long."""
    given = optimizer.load(ROOT / "scenarios/quotas")
    said = given.settings.model_dump(exclude_none=True)
    goals = [{"kind": "most-placed"}, {"kind": "score-balance"}, {"kind": "total-rank"}]
    said["assignment"] |= {"mechanism": "optimal", "options": {}, "goals": goals}
    return replace(given, settings=Settings.model_validate(said))
