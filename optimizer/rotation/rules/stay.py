"""Stay (任期): whoever comes to a unit stays for some months before moving on."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.rotation.block import Terms, sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known, in_order
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.rotation.succession import there
from optimizer.solver.program import Integers, Rows


class Stay(Rule):
    """A stay in one of the `units` (none = all) lasts at least `minimum` and at most `maximum` months.

    Both equal: a fixed length. Months of absence do not count and do not end a stay; the last stay of the
    year may go on after it.
    """

    kind: ClassVar[str] = "stay"
    chinese: ClassVar[str] = "任期"
    usage: ClassVar[str] = "在一个单位（units）一次待 minimum（默认 1）到 maximum 个月"
    sense: ClassVar[str] = "在一个单位一次待的月数"
    meaning: ClassVar[str] = "在一个单位太短或太长 / a stay is too short or too long"

    units: list[str] = Field(default_factory=list)
    minimum: int = Field(default=1, ge=1, le=36)
    maximum: int | None = Field(default=None, ge=1, le=36)

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """Whoever arrives is there in each of the next months; in no `maximum` + 1 months all the time."""
        units = cohort.named_units(self.units)
        terms: list[Terms] = []
        labels: list[str] = []
        high: list[int] = []
        for person, line in enumerate(there(cohort)):
            for place in range(len(line)):
                for later in line[place + 1 : place + self.minimum]:
                    if later >= cohort.first:
                        self._arrival(cohort, grid, terms, labels, (person, place, later), line, units)
                        high += [0] * len(units)
                if self.maximum is None:
                    continue
                span = line[place : place + self.maximum + 1]
                if len(span) > self.maximum and span[-1] >= cohort.first:
                    row = len(labels) + np.arange(len(units))
                    terms.append(term(row[None, :], grid.column[person, span][:, units]))
                    labels += [
                        f"{_said(cohort, person, span[0], unit)}任期至多 {self.maximum} 月" for unit in units
                    ]
                    high += [self.maximum] * len(units)
        return sparse(terms, -2, np.array(high, np.int64), labels)

    def _arrival(
        self,
        cohort: Cohort,
        grid: Grid,
        terms: list[Terms],
        labels: list[str],
        at: tuple[int, int, int],
        line: list[int],
        units: list[int],
    ) -> None:
        """Rows, one per unit: who is there now and was not before is there in the later month."""
        person, place, later = at
        row: Integers = len(labels) + np.arange(len(units))
        terms.append(term(row, grid.column[person, line[place], units]))
        if place:
            terms.append(term(row, grid.column[person, line[place - 1], units], -1))
        terms.append(term(row, grid.column[person, later, units], -1))
        labels += [f"{_said(cohort, person, line[place], unit)}任期至少 {self.minimum} 月" for unit in units]

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Walk through everybody's months."""
        units = cohort.named_units(self.units)
        for person, line in enumerate(there(cohort)):
            where = [int(plan[person, month]) for month in line]
            for place, unit in enumerate(where):
                if unit not in units:
                    continue
                name = _said(cohort, person, line[place], unit)
                if not place or where[place - 1] != unit:
                    left = range(place + 1, min(place + self.minimum, len(line)))
                    gone = sum(where[later] != unit and line[later] >= cohort.first for later in left)
                    if gone:
                        yield Breach(f"{name}任期不足 {self.minimum} 月 / leaves too soon", gone)
                if self.maximum is None:
                    continue
                span = where[place : place + self.maximum + 1]
                late = line[min(place + self.maximum, len(line) - 1)] >= cohort.first
                if len(span) > self.maximum and late and all(one == unit for one in span):
                    yield Breach(f"{name}任期超过 {self.maximum} 月 / stays too long")

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units, and a minimum above the maximum."""
        wrong = known.unit_faults(self.units, "units")
        return wrong + in_order(self.minimum, self.maximum)

    def notices(self, known: Known) -> tuple[str, ...]:
        """A stay that cannot end within the year."""
        return known.longer_than_year(self.minimum, "minimum")


def _said(cohort: Cohort, person: int, month: int, unit: int) -> str:
    return f"{cohort.people[person]} 自 {cohort.months[month]} 在{cohort.units[unit]}，"
