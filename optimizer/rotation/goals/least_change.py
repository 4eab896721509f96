"""Least change (变动最少): what was planned before stays, above all for few people and in the months at hand."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.grid import Grid
from optimizer.rotation.unkept import unkept
from optimizer.solver.program import Integers, Rows


class LeastChange(Goal):
    """Minimise the price of all changes to the cells that are not fixed: `person` for everybody touched, and for each month.

    A changed month costs 1, and 1 more for each month by which it comes sooner than `notice` months from now.
    Only people who are there now and were planned somewhere can be touched.
    """

    kind: ClassVar[str] = "least-change"
    chinese: ClassVar[str] = "变动最少"
    usage: ClassVar[str] = (
        "与已定轮岗相比变动最少，每变动一人计 person（默认 10），notice（默认 6）个月之内越近越贵"
    )
    sense: ClassVar[str] = "与已定轮岗相比变动最少，越近越贵"

    person: int = Field(default=10, ge=0, le=1000)
    notice: int = Field(default=6, ge=0, le=36)

    def price(self, cohort: Cohort) -> Integers:
        """What a change costs in each month: nothing in the past."""
        ahead = np.arange(len(cohort.months)) - cohort.first
        return np.where(ahead < 0, 0, 1 + np.maximum(self.notice - ahead, 0))

    def counts(self, cohort: Cohort) -> Integers:
        """The price of each cell that is not what was planned before."""
        units = np.arange(len(cohort.units))
        other = (cohort.earlier >= 0)[:, :, None] & (cohort.earlier[:, :, None] != units)
        return np.where(other, self.price(cohort)[None, :, None], 0)

    def _differs(self, grid: Grid) -> Flags:
        """The columns that are not what was planned before, and can still be planned."""
        priced: Flags = (self.counts(grid.cohort)[grid.person, grid.month, grid.unit] > 0) & grid.movable
        return priced

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """A column per person that was planned before: 1 as soon as one month differs."""
        differs = self._differs(grid)
        people = np.unique(grid.person[differs])
        place = np.full(len(cohort.people), -1)
        place[people] = np.arange(len(people))
        pairs = np.unique(np.stack([grid.person[differs], grid.month[differs]]), axis=1)
        number = np.full(cohort.shape[:2], -1)
        number[pairs[0], pairs[1]] = np.arange(pairs.shape[1])
        cells = np.flatnonzero(differs)
        terms = [
            term(number[grid.person[cells], grid.month[cells]], cells),
            term(np.arange(pairs.shape[1]), grid.count + place[pairs[0]], -1),
        ]
        labels = ["touched"] * pairs.shape[1]
        weights = np.concatenate(
            [self.counts(cohort)[grid.person, grid.month, grid.unit], np.full(len(people), self.person)]
        )
        own = partial(_touched, cohort, people)
        asked = np.zeros(len(labels), bool)
        return Block(
            grid.count, sparse(terms, -1, 0, labels), np.ones(len(people), np.int64), own, weights, asked
        )

    def least(self, grid: Grid, rows: Rows, upper: Integers) -> Integers:
        """Whoever cannot keep every month is touched."""
        people = np.unique(grid.person[self._differs(grid)])
        return unkept(grid, rows, upper)[people].astype(np.int64)

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """Walk through everybody's months."""
        price, total = self.price(cohort).tolist(), 0
        for person in range(len(cohort.people)):
            changed = [
                month
                for month in range(cohort.first, len(cohort.months))
                if cohort.earlier[person, month] >= 0 <= plan[person, month] != cohort.earlier[person, month]
            ]
            total += sum(price[month] for month in changed) + (self.person if changed else 0)
        return total


def _touched(cohort: Cohort, people: Integers, plan: Plan) -> Integers:
    """Whose plan differs in a month that can still be planned."""
    months = np.arange(len(cohort.months)) >= cohort.first
    differs = (plan >= 0) & (cohort.earlier >= 0) & (plan != cohort.earlier) & months
    touched: Integers = differs.any(axis=1)[people].astype(np.int64)
    return touched
