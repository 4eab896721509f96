"""Headcount (人数): every unit has enough people each month, and not too many."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.plural import counted
from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known, in_order
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.solver.program import Integers, Rows


class Headcount(Rule):
    """At least so many people at work, and at most so many (held seats included), in each unit and month.

    The numbers are those of the tables units and headcounts; `minimum` and `maximum` here replace them for
    the `units` named (none = all). With `spread`, numbers also lie that near the even share: the people
    of the month over the units that are open, rounded either way.
    """

    kind: ClassVar[str] = "headcount"
    chinese: ClassVar[str] = "单位人数"
    usage: ClassVar[str] = (
        "各单位（units，不写为所有单位）每月在岗人数不少于 minimum、不多于 maximum；不写则按轮岗单位表、编制表；spread 为与平均数之差"
    )
    sense: ClassVar[str] = "每月在岗人数；没有写明的，按轮岗单位表、编制表"
    meaning: ClassVar[str] = "单位人数不在编制内 / too few or too many people in a unit"

    units: list[str] = Field(default_factory=list)
    minimum: int | None = Field(default=None, ge=0, le=10_000)
    maximum: int | None = Field(default=None, ge=0, le=10_000)
    spread: int | None = Field(default=None, ge=0, le=10_000)

    def bounds(self, cohort: Cohort) -> tuple[Integers, Integers, Integers]:
        """The units it is about, and their least and most people in each month, shapes (units, months)."""
        units = np.array(cohort.named_units(self.units), np.int64)
        low, high = cohort.low[units], cohort.high[units]
        there = high > 0  # a unit that is closed stays closed
        if self.minimum is not None:
            low = np.where(there, self.minimum, 0)
        if self.maximum is not None:
            high = np.where(there, self.maximum, 0)
        if self.spread is not None:
            open_ = np.maximum((cohort.high > 0).sum(axis=0), 1)
            least = cohort.present // open_ - self.spread
            most = -(-(cohort.open.sum(axis=0)) // open_) + self.spread
            low = np.where(there, np.maximum(low, np.minimum(least, high)), 0)
            high = np.where(there, np.minimum(high, np.maximum(most, low)), 0)
        return units, low, high

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """A row per unit and month for the least, and one for the most."""
        units, low, high = self.bounds(cohort)
        if not len(units):
            return sparse([], 0, 0, ())
        place, month = np.divmod(np.arange(low.size), low.shape[1])
        asked = (month >= cohort.first) & (low.ravel() > 0)
        capped = (month >= cohort.first) & (high.ravel() < len(cohort.people))
        names = [
            (cohort.units[units[p]], cohort.months[m])
            for p, m in zip(place.tolist(), month.tolist(), strict=True)
        ]
        one, other = np.flatnonzero(asked), np.flatnonzero(capped)
        least = [f"{names[at][0]} {names[at][1]} 至少 {low.ravel()[at]} 人" for at in one.tolist()]
        most = [f"{names[at][0]} {names[at][1]} 至多 {high.ravel()[at]} 人" for at in other.tolist()]
        size = len(cohort.people)
        terms = [
            term(np.arange(len(one)), grid.working[:, month[one], units[place[one]]]),
            term(len(one) + np.arange(len(other)), grid.column[:, month[other], units[place[other]]]),
        ]
        lows = np.concatenate([low.ravel()[one], np.zeros(len(other), np.int64)])
        highs = np.concatenate([np.full(len(one), size), high.ravel()[other]])
        return sparse(terms, lows, highs, [*least, *most])

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Count the people of every unit in every month."""
        units, low, high = self.bounds(cohort)
        seats, worked = cohort.counts(plan), cohort.counts(cohort.working(plan))
        wrong = (worked[units] < low) | (seats[units] > high)
        wrong[:, : cohort.first] = False
        for place, month in np.argwhere(wrong).tolist():
            unit = int(units[place])
            there, taken = int(worked[unit, month]), int(seats[unit, month])
            least, most = int(low[place, month]), int(high[place, month])
            name = f"{cohort.units[unit]} {cohort.months[month]}"
            if there < least:
                yield Breach(f"{name} 有 {there} 人，至少 {least} 人 / too few people", least - there)
            if taken > most:
                yield Breach(f"{name} 有 {taken} 人，至多 {most} 人 / too many people", taken - most)

    def counted_out(self, cohort: Cohort, rules: Sequence[Rule]) -> Iterator[str]:
        """More people needed in a month than there are, or more there than all units take."""
        units, low, high = self.bounds(cohort)
        there, held = cohort.present, cohort.open.sum(axis=0)
        whole = len(units) == len(cohort.units)
        for month in range(cohort.first, len(cohort.months)):
            least, most = int(low[:, month].sum()), int(high[:, month].sum())
            name = cohort.months[month]
            if least > there[month]:
                yield (
                    f"{name}: {added(low[:, month])}，共需 {least} 人，在岗只有 {there[month]} 人 / the units need "
                    f"{counted(least, 'person', 'people')}, {there[month]} on hand"
                )
            if whole and most < held[month]:
                yield (
                    f"{name}: {added(high[:, month])}，共容 {most} 人，却有 {held[month]} 人 / the units take "
                    f"{counted(most, 'person', 'people')}, {held[month]} on hand"
                )

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units, and a minimum above the maximum."""
        wrong = known.unit_faults(self.units, "units")
        return wrong + in_order(self.minimum, self.maximum)


def added(numbers: Integers) -> str:
    """How the units' numbers add up: 8 个单位 × 3, or 5 × 3 + 3 × 2."""
    values, many = np.unique(numbers[numbers > 0], return_counts=True)
    told = [
        f"{count} 个单位 × {value} 人" for value, count in zip(values.tolist(), many.tolist(), strict=True)
    ]
    return " + ".join(told) or "没有单位开放 no unit is open"
