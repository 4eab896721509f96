"""Apart (不同单位): some people never work in the same unit at the same time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.rules.base import Breach
from optimizer.rotation.rules.pairs import PeopleRule
from optimizer.solver.program import Rows


class Apart(PeopleRule):
    """Of the people named, no two are at work in the same unit in the same month."""

    kind: ClassVar[str] = "apart"
    chinese: ClassVar[str] = "不在同单位"
    usage: ClassVar[str] = "people 所列的人在岗时两两不在同一单位，自 first_month 至 last_month"
    sense: ClassVar[str] = "所列的人在岗时两两不在同一单位"
    meaning: ClassVar[str] = "应分开的人在同一单位 / people to be kept apart are together"

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """At most one of them in each unit and month."""
        people, months = cohort.named_people(self.people), self.months(cohort)
        units = len(cohort.units)
        row = np.arange(len(months) * units).reshape(len(months), units)
        columns = grid.working[people][:, months]
        labels = [
            f"{'、'.join(cohort.people[p] for p in people)} {cohort.months[month]} 在{unit}至多一人"
            for month in months
            for unit in cohort.units
        ]
        return sparse([term(row[None, :, :], columns)], 0, 1, labels)

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Note who is where in each month."""
        people, worked = cohort.named_people(self.people), cohort.working(plan)
        for month in self.months(cohort):
            first: dict[int, int] = {}
            for person in people:
                unit = int(worked[person, month])
                if unit < 0:
                    continue
                if unit in first:
                    names = f"{cohort.people[first[unit]]} 与 {cohort.people[person]} {cohort.months[month]}"
                    yield Breach(f"{names} 同在{cohort.units[unit]} / are in the same unit")
                first.setdefault(unit, person)
