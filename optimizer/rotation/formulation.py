"""A cohort stated to the kernel: its cells, the rows of all rules, and the goals as stages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment import lottery
from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.grid import Grid
from optimizer.rotation.rules.base import Rule
from optimizer.solver.program import Integers, Program, Rows, Stage


@dataclass(frozen=True, eq=False)
class Formulation:
    """What is to be found: one unit for each open cell of `cohort`, within `rules`, best by `goals`.

    Columns: the cells, then the own columns of rules and goals in their order. With `bare` set, cells that
    a rule or an announced plan forbids have columns all the same, and rows that forbid them: that is what
    a conflict is found in. Where `within` is given, cells (people, months, units) outside it have no columns.
    """

    cohort: Cohort
    rules: Sequence[Rule]
    goals: Sequence[Goal]
    bare: bool = False
    within: Flags | None = None

    @cached_property
    def grid(self) -> Grid:
        """The columns of the cells."""
        if self.bare:
            return Grid.of(self.cohort, fixed=False)
        return Grid.of(self.cohort, self._allowed)

    @cached_property
    def _allowed(self) -> Flags | None:
        found = self.within
        for rule in self.rules:
            allowed = rule.allows(self.cohort)
            if allowed is not None:
                found = allowed if found is None else found & allowed
        return found

    @cached_property
    def blocks(self) -> list[Block]:
        """What each rule adds, then each goal."""
        rules = [rule.block(self.cohort, self.grid) for rule in self.rules]
        return rules + [goal.block(self.cohort, self.grid) for goal in self.goals]

    @cached_property
    def _offsets(self) -> Integers:
        """Where each block's own columns start, and the number of all columns."""
        return np.cumsum([self.grid.count, *(len(block.upper) for block in self.blocks)])

    @cached_property
    def seats(self) -> Rows:
        """Everybody is in one unit in each open month."""
        person, month = np.nonzero(self.cohort.open)
        names = [
            f"{self.cohort.people[p]} {self.cohort.months[m]} 在一个单位"
            for p, m in zip(person.tolist(), month.tolist(), strict=True)
        ]
        columns = self.grid.column[person, month]
        return sparse([term(np.arange(len(person))[:, None], columns)], 1, 1, names)

    @cached_property
    def program(self) -> Program:
        """The columns with their bounds, and all rows."""
        blocks = [block.shifted(int(at)) for block, at in zip(self.blocks, self._offsets, strict=False)]
        rows = Rows.stack([self.seats, *blocks])
        upper = np.concatenate([np.ones(self.grid.count, np.int64), *(block.upper for block in self.blocks)])
        lower = np.zeros(len(upper), np.int64)
        lower[: self.grid.count] = self.grid.lower
        for number, goal in enumerate(self.goals, len(self.rules)):
            least = goal.least(self.grid, rows, upper)
            if least is not None:
                lower[self._offsets[number] : self._offsets[number + 1]] = least
        return Program(lower, upper, rows)

    @cached_property
    def stages(self) -> list[Stage]:
        """The goals as weights to minimise."""
        found = []
        for number, goal in enumerate(self.goals, len(self.rules)):
            block, weights = self.blocks[number], np.zeros(int(self._offsets[-1]), np.int64)
            weights[: self.grid.count] = block.weights[: self.grid.count]
            weights[self._offsets[number] : self._offsets[number + 1]] = block.weights[self.grid.count :]
            found.append(Stage(goal.name, -weights if goal.maximise else weights))
        return found

    def lottery(self, draw: int) -> Integers:
        """The committed lottery's weight of every column; own columns follow from the cells."""
        people, months, units = self.cohort.numbers
        grid = self.grid
        pair = lottery.join(lottery.join(people[grid.person], months[grid.month]), units[grid.unit])
        own = np.zeros(int(self._offsets[-1]) - grid.count, np.int64)
        return np.concatenate([lottery.weights(pair, draw), own])

    def values(self, plan: Plan) -> Integers | None:
        """All columns' values in a plan; None where it uses a cell that has no column."""
        cells = self.grid.values(plan)
        if cells is None:
            return None
        return np.concatenate([cells, *(block.own(plan) for block in self.blocks)])

    def plan(self, values: Integers) -> Plan:
        """The plan that the columns' values mean."""
        return self.grid.plan(values)
