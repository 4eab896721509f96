"""What a page says of a rotation, as plain public data: every township's grid, and what its rules ask of it."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.report.page.hidden import Hidden
from optimizer.report.rotation_sheets.palette import Palette, states
from optimizer.rotation.kinds import Kinds
from optimizer.rotation.metrics.tables import overall
from optimizer.rotation.names import unit_names
from optimizer.rotation.rules.headcount import Headcount
from optimizer.rotation.rules.no_repeat import NoRepeat
from optimizer.rotation.rules.visit import Visit
from optimizer.rotation.timetable import Timetable, Town

STATES = ("planned", "fixed", "past", "seat", "absent")
CHECKED = (Headcount, NoRepeat, Visit)
"""The rules that the page works out anew."""


def public(timetable: Timetable, hidden: Hidden) -> dict[str, Any]:
    """The data of a page: townships by name, people by number, units and months by position."""
    scenario, palette = timetable.scenario, Palette.of(timetable)
    return {
        "kind": "rotation",
        "name": scenario.settings.scenario.name,
        "seed": scenario.settings.scenario.seed,
        "status": timetable.status,
        "ids": scenario.settings.published.ids,
        "towns": [_town(timetable.kinds, town, palette, hidden) for town in timetable.towns],
        "figures": overall(timetable),
    }


def _town(kinds: Kinds, town: Town, palette: Palette, hidden: Hidden) -> dict[str, Any]:
    """One township; `grid` is a unit per person and month (-1 = absent), `states` a digit for each."""
    cohort, names = town.cohort, unit_names(town.cohort)
    units = [
        [unit, name, palette.colour(unit), palette.units.index(unit)]
        for unit, name in zip(cohort.units, names, strict=True)
    ]
    return {
        "name": cohort.township,
        "months": list(cohort.months),
        "begin": cohort.begin,
        "first": cohort.first,
        "units": units,
        "people": [hidden.number(person) for person in cohort.people],
        "grid": town.plan.tolist(),
        "states": ["".join(str(STATES.index(state)) for state in line) for line in states(town)],
        "away": ["".join(map(str, line)) for line in cohort.absent.astype(int).tolist()],
        "rules": [_asked(rule, town) for rule in kinds.rules if isinstance(rule, CHECKED)],
    }


def _asked(rule: Headcount | NoRepeat | Visit, town: Town) -> dict[str, Any]:
    """What a rule asks of this township, in numbers."""
    cohort = town.cohort
    if isinstance(rule, Headcount):
        units, low, high = rule.bounds(cohort)
        return {"kind": rule.kind, "units": units.tolist(), "low": low.tolist(), "high": high.tolist()}
    if isinstance(rule, NoRepeat):
        return {"kind": rule.kind, "units": cohort.named_units(rule.units), "cooldown": rule.cooldown}
    named, least, most, number = rule.demands(cohort)
    return {
        "kind": rule.kind,
        "units": named,
        "least": _short(least),
        "most": _short(most),
        "number": None if rule.of is None else number.tolist(),
        "from": 0 if rule.history else cohort.begin,
    }


def _short(table: np.ndarray[tuple[int, ...], np.dtype[np.int64]]) -> Any:
    """One number where all are alike."""
    return int(table.flat[0]) if table.size and (table == table.flat[0]).all() else table.tolist()
