"""Follow-ups stated to the kernel: a column for each change that a person can make, and for each step off the even share."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.rotation.block import Terms, sparse, term
from optimizer.rotation.carry_over.follow_ups import Steps
from optimizer.rotation.cohort import Plan
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers, Rows


@dataclass(frozen=True, eq=False)
class Arcs:
    """The possible changes: which of the `steps`, the units before and after; staying is one of them."""

    steps: Steps
    step: Integers
    before: Integers
    after: Integers

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.step)

    @staticmethod
    def of(steps: Steps, grid: Grid) -> Arcs:
        """Every change that both months' cells allow."""
        left, right = (grid.column[steps.person, month] >= 0 for month in (steps.before, steps.after))
        return Arcs(steps, *np.nonzero(left[:, :, None] & right[:, None, :]))

    def rows(self, grid: Grid) -> Rows:
        """Who is in a unit sets out from it, and arrives in that of the next month: one change each."""
        number, person = grid.count + np.arange(self.count), self.steps.person[self.step]
        parts, start = [], 0
        for month, unit in ((self.steps.before, self.before), (self.steps.after, self.after)):
            cells, row = np.unique(grid.column[person, month[self.step], unit], return_inverse=True)
            parts += [term(start + row, number), term(start + np.arange(len(cells)), cells, -1)]
            start += len(cells)
        return sparse(parts, 0, 0, ("change",) * start)

    def pair(self, units: int) -> Integers:
        """The ordered pair of every change, as one number."""
        return self.before * units + self.after

    def most(self, units: int) -> Integers:
        """How often each pair can follow at most, shape (units, units): in every second step of everybody."""
        many = np.bincount(self.steps.person)
        chances = np.zeros((len(many), units * units), np.int64)
        np.add.at(chances, (self.steps.person[self.step], self.pair(units)), 1)
        reach = np.minimum(chances, (many[:, None] + 1) // 2).sum(axis=0)
        return np.asarray(reach.reshape(units, units), np.int64)

    def taken(self, plan: Plan) -> Integers:
        """1 for each change that a plan makes."""
        person = self.steps.person[self.step]
        left, right = plan[person, self.steps.before[self.step]], plan[person, self.steps.after[self.step]]
        made: Integers = ((left == self.before) & (right == self.after)).astype(np.int64)
        return made


@dataclass(frozen=True, eq=False)
class Levels:
    """Per ordered pair: levels below the even share, each dearer than the last, a free one above it, then dear ones.

    `pairs` is n × 2; `most` (units, units) says how often each can follow at most.
    """

    pairs: Integers
    share: int
    most: Integers

    @property
    def units(self) -> int:
        """How many units there are."""
        return len(self.most)

    @cached_property
    def _sizes(self) -> Integers:
        return self.share + np.maximum(self.most[self.pairs[:, 0], self.pairs[:, 1]] - self.share, 0)

    @cached_property
    def _place(self) -> Integers:
        """The pair of each level."""
        return np.repeat(np.arange(len(self.pairs)), self._sizes)

    @cached_property
    def _off(self) -> Integers:
        """-share … -1 for levels below, 0 for the free one, 1 … above."""
        return np.arange(len(self._place)) - (np.cumsum(self._sizes) - self._sizes)[self._place] - self.share

    @cached_property
    def weight(self) -> Integers:
        """What each level counts: the first one off counts 1, the second 2, and so on."""
        return np.where(self._off < 0, self._off + self.share + 1, self._off)

    def rows(self, arcs: Arcs, offset: int) -> Rows:
        """The changes of each pair, with what is missing and without what is too much, are the even share."""
        place = np.full(self.units**2, -1)
        place[self.pairs @ [self.units, 1]] = np.arange(len(self.pairs))
        row, column = place[arcs.pair(self.units)], offset + np.arange(arcs.count)
        number = offset + arcs.count + np.arange(len(self._place))
        changes = term(row[row >= 0], column[row >= 0])
        levels = Terms(self._place, number, np.where(self._off < 0, 1, -1))
        return sparse([changes, levels], self.share, self.share, ("follow",) * len(self.pairs))

    def taken(self, counts: Integers) -> Integers:
        """1 for each level that so many follow-ups, shape (units, units), are off."""
        off = (counts[self.pairs[:, 0], self.pairs[:, 1]] - self.share)[self._place]
        return np.where(self._off < 0, self._off + self.share < -off, self._off < off).astype(np.int64)
