"""Evenness (人数均衡): units keep their numbers over the year, or have the same numbers each month."""

from __future__ import annotations

from functools import partial
from typing import ClassVar, Literal

import numpy as np

from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers


class Evenness(Goal):
    """Minimise how far the most people lie above the fewest: of each unit over its months, added up over units.

    Across "units" instead: of each month over its open units, added up over months. Only people at work and
    months that can be planned count; a unit does not count in months in which it is closed.
    """

    kind: ClassVar[str] = "evenness"
    chinese: ClassVar[str] = "人数均衡"
    usage: ClassVar[str] = '各单位人数起伏最小；across = "units" 则各月的单位之间最均'
    sense: ClassVar[str] = "单位人数起伏最小"

    across: Literal["months", "units"] = "months"

    def _groups(self, cohort: Cohort) -> tuple[Integers, Integers, Integers]:
        """Every open unit and month, and the group in which it is compared."""
        unit, month = np.nonzero((cohort.high > 0) & (np.arange(len(cohort.months)) >= cohort.first))
        by = unit if self.across == "months" else month
        _, group = np.unique(by, return_inverse=True)
        return unit, month, group.ravel().astype(np.int64)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """For each group a column for the most and one for the fewest; each count lies between them."""
        unit, month, group = self._groups(cohort)
        many, groups = len(unit), int(group.max(initial=-1)) + 1
        row, counted = np.arange(many), grid.working[:, month, unit]
        most, least = grid.count + group, grid.count + groups + group
        terms = [
            term(row, counted),
            term(row, most, -1),
            term(many + row, counted),
            term(many + row, least, -1),
        ]
        size = len(cohort.people)
        low, high = np.repeat([-size, 0], many), np.repeat([0, size], many)
        rows = sparse(terms, low, high, ("most", "fewest") * many)
        weights = np.concatenate([np.zeros(grid.count, np.int64), np.repeat([1, -1], groups)])
        own = partial(self._extremes, cohort)
        asked = np.zeros(2 * many, bool)
        return Block(grid.count, rows, np.full(2 * groups, size), own, weights, asked)

    def _extremes(self, cohort: Cohort, plan: Plan) -> Integers:
        """The most and the fewest people of each group."""
        unit, month, group = self._groups(cohort)
        counts = cohort.counts(cohort.working(plan))[unit, month]
        groups = int(group.max(initial=-1)) + 1
        most, least = np.zeros(groups, np.int64), np.full(groups, len(cohort.people))
        np.maximum.at(most, group, counts)
        np.minimum.at(least, group, counts)
        return np.concatenate([most, least])

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """Count the people of every unit and month and compare."""
        worked = cohort.working(plan)
        found: dict[int, list[int]] = {}
        for unit in range(len(cohort.units)):
            for month in range(cohort.first, len(cohort.months)):
                if cohort.high[unit, month] > 0:
                    key = unit if self.across == "months" else month
                    found.setdefault(key, []).append(int((worked[:, month] == unit).sum()))
        return sum(max(counts) - min(counts) for counts in found.values())
