"""Chuyan (雏雁): graduates choose, the organisation guarantees, and every village gets one.

>>> import optimizer
>>> outcome = optimizer.assign(optimizer.load("scenarios/yangquan"))
>>> outcome.placements

Everything public is named here and imported when first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from optimizer.assignment.assign import assign
    from optimizer.assignment.market import Market
    from optimizer.assignment.outcome import Outcome
    from optimizer.assignment.price import prices
    from optimizer.assignment.repair import Repair, repair
    from optimizer.errors import (
        ChuyanError,
        EngineDisagreement,
        Fault,
        Impossible,
        InputFaults,
        LimitReached,
        UsageError,
    )
    from optimizer.evidence.findings import Findings
    from optimizer.evidence.verify import verify
    from optimizer.exchange.load import load
    from optimizer.exchange.rotation_runs import read_rotation
    from optimizer.exchange.runs import read_run
    from optimizer.fairness.compare import Comparison, compare
    from optimizer.fairness.honesty import Honesty, honesty
    from optimizer.reasons.everybody import explain_all
    from optimizer.reasons.explain import explain
    from optimizer.reasons.explanation import Explanation
    from optimizer.reasons.month import MonthExplanation, explain_month
    from optimizer.reasons.post import PostExplanation, explain_post
    from optimizer.rotation.events import Events
    from optimizer.rotation.repair import Mended, repair_rotation
    from optimizer.rotation.rotate import rotate
    from optimizer.rotation.timetable import Timetable
    from optimizer.scenario.model import Scenario
    from optimizer.scenario.synthesis import generate
    from optimizer.sweeping.sweep import Sweep, sweep

_HOMES = {
    "ChuyanError": "errors",
    "Comparison": "fairness.compare",
    "EngineDisagreement": "errors",
    "Events": "rotation.events",
    "Explanation": "reasons.explanation",
    "Fault": "errors",
    "Findings": "evidence.findings",
    "Honesty": "fairness.honesty",
    "Impossible": "errors",
    "InputFaults": "errors",
    "LimitReached": "errors",
    "Market": "assignment.market",
    "Mended": "rotation.repair",
    "MonthExplanation": "reasons.month",
    "Outcome": "assignment.outcome",
    "PostExplanation": "reasons.post",
    "Repair": "assignment.repair",
    "Scenario": "scenario.model",
    "Sweep": "sweeping.sweep",
    "Timetable": "rotation.timetable",
    "UsageError": "errors",
    "assign": "assignment.assign",
    "compare": "fairness.compare",
    "explain": "reasons.explain",
    "explain_all": "reasons.everybody",
    "explain_month": "reasons.month",
    "explain_post": "reasons.post",
    "generate": "scenario.synthesis",
    "honesty": "fairness.honesty",
    "load": "exchange.load",
    "prices": "assignment.price",
    "read_rotation": "exchange.rotation_runs",
    "read_run": "exchange.runs",
    "repair": "assignment.repair",
    "repair_rotation": "rotation.repair",
    "rotate": "rotation.rotate",
    "sweep": "sweeping.sweep",
    "verify": "evidence.verify",
}

__all__ = [
    "ChuyanError",
    "Comparison",
    "EngineDisagreement",
    "Events",
    "Explanation",
    "Fault",
    "Findings",
    "Honesty",
    "Impossible",
    "InputFaults",
    "LimitReached",
    "Market",
    "Mended",
    "MonthExplanation",
    "Outcome",
    "PostExplanation",
    "Repair",
    "Scenario",
    "Sweep",
    "Timetable",
    "UsageError",
    "assign",
    "compare",
    "explain",
    "explain_all",
    "explain_month",
    "explain_post",
    "generate",
    "honesty",
    "load",
    "prices",
    "read_rotation",
    "read_run",
    "repair",
    "repair_rotation",
    "rotate",
    "sweep",
    "verify",
]


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    return __all__
