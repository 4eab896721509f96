"""Together (同单位): some people work in the same unit."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import ClassVar

import numpy as np

from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.rules.base import Breach
from optimizer.rotation.rules.pairs import PeopleRule
from optimizer.solver.program import Rows


class Together(PeopleRule):
    """Of the people named, those at work in a month are all in the same unit."""

    kind: ClassVar[str] = "together"
    chinese: ClassVar[str] = "同在一单位"
    usage: ClassVar[str] = "people 所列的人在岗时同在一个单位，自 first_month 至 last_month"
    sense: ClassVar[str] = "所列的人在岗时同在一个单位"
    meaning: ClassVar[str] = "应在一起的人不在同一单位 / people who belong together are apart"

    def _pairs(self, cohort: Cohort) -> Iterator[tuple[int, int, int]]:
        """Month and two people who follow each other among those at work."""
        people = cohort.named_people(self.people)
        for month in self.months(cohort):
            present = [person for person in people if not cohort.absent[person, month]]
            for one, other in pairwise(present):
                yield month, one, other

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """For each unit: both or neither."""
        found = np.array(list(self._pairs(cohort)), np.int64).reshape(-1, 3)
        month, one, other = found.T
        units = len(cohort.units)
        row = np.arange(len(found) * units).reshape(len(found), units)
        terms = [term(row, grid.column[one, month]), term(row, grid.column[other, month], -1)]
        labels = [
            f"{cohort.people[a]} 与 {cohort.people[b]} {cohort.months[m]} 同在{unit}"
            for m, a, b in found.tolist()
            for unit in cohort.units
        ]
        return sparse(terms, 0, 0, labels)

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Compare each with the next; two units are wrong at once."""
        for month, one, other in self._pairs(cohort):
            if plan[one, month] != plan[other, month]:
                name = f"{cohort.people[one]} 与 {cohort.people[other]} {cohort.months[month]}"
                yield Breach(f"{name} 不在同一单位 / are not in the same unit", 2)
