"""Carry-over (接续均衡): each unit follows each other one equally often, whoever the people are."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.rotation.block import Block
from optimizer.rotation.carry_over.arcs import Arcs, Levels
from optimizer.rotation.carry_over.follow_ups import Steps, follow_ups, imbalance
from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers, Rows


class CarryOver(Goal):
    """Minimise how unevenly the ordered pairs of units follow each other from one month to the next.

    Every pair should follow `share` or `share + 1` times; without one given, that is all steps shared out
    evenly. A pair k times off counts 1 + 2 + … + k, so 0 says that no two pairs differ by more than one.
    What follows a month is the next month that the person has: absences are passed over. `moves` is how long
    a search of its own looks before the solver does.
    """

    kind: ClassVar[str] = "carry-over"
    chinese: ClassVar[str] = "接续均衡"
    usage: ClassVar[str] = "接续均衡：各单位互相接续的次数一样多"

    share: int | None = Field(default=None, ge=0, le=10_000)
    moves: int = Field(default=600_000, ge=1, le=100_000_000)

    def pairs(self, cohort: Cohort) -> Flags:
        """Which ordered pairs are to be balanced, shape (units, units): two units that are open in the year."""
        opened: Flags = np.any(cohort.high[:, cohort.begin :] > 0, axis=1)
        both: Flags = opened[:, None] & opened[None, :] & (np.eye(len(opened)) == 0)
        return both

    def even(self, cohort: Cohort) -> int:
        """How often every pair should follow at least."""
        if self.share is not None:
            return self.share
        return Steps.of(cohort).count // max(int(self.pairs(cohort).sum()), 1)

    def counts_of(self, cohort: Cohort, plan: Plan) -> Integers:
        """How often each pair to be balanced follows in a plan, one number a pair."""
        return follow_ups(plan, Steps.of(cohort), len(cohort.units))[self.pairs(cohort)]

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """Count what follows what, and how far that is from even."""
        return imbalance(self.counts_of(cohort, plan), self.even(cohort))

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """A column per person, month and two units in a row; per pair, columns for each time too few or too many."""
        arcs = Arcs.of(Steps.of(cohort), grid)
        levels = Levels(np.argwhere(self.pairs(cohort)), self.even(cohort), arcs.most(len(cohort.units)))
        own = partial(_own, arcs, levels)
        rows = Rows.stack([arcs.rows(grid), levels.rows(arcs, grid.count)])
        weights = np.concatenate([np.zeros(grid.count + arcs.count, np.int64), levels.weight])
        upper = np.ones(arcs.count + len(levels.weight), np.int64)
        return Block(grid.count, rows, upper, own, weights, np.zeros(rows.count, bool))


def _own(arcs: Arcs, levels: Levels, plan: Plan) -> Integers:
    """The steps that a plan makes, and how far each pair is from even."""
    return np.concatenate([arcs.taken(plan), levels.taken(follow_ups(plan, arcs.steps, levels.units))])
