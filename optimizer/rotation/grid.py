"""The columns of a cohort: one for each person, month and unit that is possible."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.solver.program import Integers


@dataclass(frozen=True, eq=False)
class Grid:
    """Columns ordered by person, month and unit; what is known of the past is there too, and cannot move.

    `person`, `month`, `unit` say what each column means; `column` (people, months, units) finds it, -1 =
    impossible; `lower` is 1 for the past; `works` says whether the person would be at work.
    """

    cohort: Cohort
    person: Integers
    month: Integers
    unit: Integers
    column: Integers
    lower: Integers

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.person)

    @cached_property
    def works(self) -> Flags:
        """Whether the person is at work: not so where only the seat is held."""
        return ~self.cohort.absent[self.person, self.month]

    @cached_property
    def working(self) -> Integers:
        """`column` without the seats of people who are absent."""
        return np.where(self.cohort.absent[:, :, None], -1, self.column)

    @cached_property
    def movable(self) -> Flags:
        """Which columns lie in months that can still be planned."""
        return self.month >= self.cohort.first

    @staticmethod
    def of(cohort: Cohort, allowed: Flags | None = None, *, fixed: bool = True) -> Grid:
        """The columns of a cohort; `allowed` (people, months, units) leaves some out, `fixed` what was announced against."""
        announced = cohort.fixed[:, :, None] == np.arange(len(cohort.units))
        given = ((cohort.fixed >= 0) & cohort.open)[:, :, None]
        possible = cohort.open[:, :, None] & ((cohort.high.T > 0)[None, :, :] | (given & announced))
        if allowed is not None:
            possible &= allowed
        if fixed:
            possible &= ~given | announced
        past = announced & (np.arange(len(cohort.months)) < cohort.first)[None, :, None]
        person, month, unit = np.nonzero(possible | past)
        column = np.full(cohort.shape, -1)
        column[person, month, unit] = np.arange(len(person))
        return Grid(cohort, person, month, unit, column, past[person, month, unit].astype(np.int64))

    def values(self, plan: Plan) -> Integers | None:
        """The columns' values in a plan; None where the plan uses a cell that has no column."""
        person, month = np.nonzero(plan >= 0)
        columns = self.column[person, month, plan[person, month]]
        if (columns < 0).any():
            return None
        values = np.zeros(self.count, np.int64)
        values[columns] = 1
        return values

    def plan(self, values: Integers) -> Plan:
        """The plan that the columns' values mean."""
        plan = np.full(self.cohort.shape[:2], -1)
        taken = np.flatnonzero(values[: self.count])
        plan[self.person[taken], self.month[taken]] = self.unit[taken]
        return plan
