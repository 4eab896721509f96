"""Closed units in a conflict: which of them it needs, and which to open again for a plan to be possible."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from typing import ClassVar

import numpy as np

from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.folded import folded, runs
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.plan_one import Task
from optimizer.rotation.rules.base import Rule
from optimizer.solver import lexicographic
from optimizer.solver.conflict import Member, WayOut

Shut = Mapping[int, list[int]]
"""The months of some units, by their numbers in a cohort, in which these are closed."""


class Closed(Rule):
    """A unit that is closed in some months takes nobody."""

    kind: ClassVar[str] = "headcounts"
    chinese: ClassVar[str] = "编制"
    meaning: ClassVar[str] = "单位停办 / the unit is closed"


def shut(cohort: Cohort, months: Iterable[int]) -> Shut:
    """The units that are closed in some of these months, and open in another one that is planned."""
    asked = sorted(month for month in set(months) if month >= cohort.first)
    closed = {
        unit: [month for month in asked if cohort.high[unit, month] <= 0]
        for unit in np.flatnonzero((cohort.high[:, cohort.first :] > 0).any(axis=1)).tolist()
    }
    return {unit: found for unit, found in closed.items() if found}


def opened(cohort: Cohort, again: Shut) -> Cohort:
    """The cohort with these units open in these months, within the numbers of the table of units."""
    low, high = cohort.low.copy(), cohort.high.copy()
    least = cohort.unit_table["minimum"].tolist()
    most = cohort.unit_table["maximum"].fillna(len(cohort.people)).tolist()
    for unit, months in again.items():
        low[unit, months], high[unit, months] = least[unit], most[unit]
    return replace(cohort, low=low, high=high)


def needed(cohort: Cohort, closed: Shut, quarrels: Callable[[Cohort], bool]) -> Shut:
    """The closures without any one of which the demands that `quarrels` asks about can be met; none where these quarrel
    although every unit is open."""
    kept = dict(closed)
    if quarrels(opened(cohort, closed)):
        return {}
    for unit in closed:
        fewer = {other: months for other, months in kept.items() if other != unit}
        if quarrels(opened(cohort, {other: closed[other] for other in closed if other not in fewer})):
            kept = fewer
    return kept


def members(cohort: Cohort, closed: Shut) -> Iterator[Member]:
    """Which units are closed when, those of the same months in one sentence."""
    for label in folded([f"{cohort.units[unit]} {_months(cohort, closed[unit])} 停办" for unit in closed]):
        yield Member(Closed(), label, f"{label} / closed then")


def reopened(task: Task, closed: Shut) -> Iterator[WayOut]:
    """The units that make a plan possible when they alone are opened again: in one of these months where that will do,
    else in all of them, else in all months in which the unit is closed."""
    always = shut(task.cohort, range(len(task.cohort.months)))
    for unit, months in closed.items():
        tries = [months, *([always[unit]] if always[unit] != months else [])]
        enough = next((found for found in tries if _possible(task, {unit: found})), None)
        if enough is None:
            continue
        alone = ([month] for month in enough if len(enough) > 1 and _possible(task, {unit: [month]}))
        chosen = next(alone, enough) if enough == months else enough
        where = f"{task.cohort.units[unit]} {_months(task.cohort, chosen)}"
        yield WayOut((f"重开 {where} / open the unit again",), len(chosen), (), least=len(chosen) < 3)


def _possible(task: Task, again: Shut) -> bool:
    """Whether a plan was found with these units open, and honours every rule."""
    cohort = opened(task.cohort, again)
    form = Formulation(cohort, task.rules, ())
    found = lexicographic.anything(form.program, form.lottery(0) * 0, task.limits)
    return found.values is not None and not breaches(cohort, task.rules, form.plan(found.values))


def _months(cohort: Cohort, months: Iterable[int]) -> str:
    return "、".join(runs([cohort.months[month] for month in months]))
