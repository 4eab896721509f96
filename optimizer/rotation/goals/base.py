"""What a goal of the rotation is: parameters, its part of the program, and the value of a finished plan."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from optimizer.errors import Fault
from optimizer.rotation.block import Block, no_rows
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known
from optimizer.solver.program import Integers, Rows


class Goal(BaseModel):
    """Something a plan is measured by; minimised, or maximised where `maximise` is set. One file each.

    A goal that is a sum over cells overrides `counts`; one that needs rows and columns of its own overrides
    `block`, whose weights count the same as `value`, and perhaps `least`. A goal of several stages overrides `parts`; one that
    knows a good plan beforehand overrides `start`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    usage: ClassVar[str] = ""
    sense: ClassVar[str] = ""
    """What it asks for, where its parameters stand beside it with their values; "" = as `usage` has it."""
    maximise: ClassVar[bool] = False

    def __hash__(self) -> int:
        return hash((self.kind, self.model_dump_json()))

    @property
    def name(self) -> str:
        """What its stage is called."""
        return self.kind

    def parts(self, cohort: Cohort) -> tuple[Goal, ...]:
        """The stages it consists of, in their order; most goals are one."""
        return (self,)

    def counts(self, cohort: Cohort) -> Integers:
        """What each cell counts, shape (people, months, units); seats that are only held included."""
        return np.zeros(cohort.shape, np.int64)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """What the goal adds to the program, with the weights of all its columns."""
        weights = self.counts(cohort)[grid.person, grid.month, grid.unit]
        return Block(grid.count, no_rows(), weights=weights)

    def least(self, grid: Grid, rows: Rows, upper: Integers) -> Integers | None:
        """What the goal's own columns are at least in every plan, given all rows and the upper bounds of all columns.

        None = nothing; a goal overrides it where that says more than the relaxation sees.
        """
        return None

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """The goal's value of a finished plan, by plain arithmetic."""
        person, month = np.nonzero(plan >= 0)
        return int(self.counts(cohort)[person, month, plan[person, month]].sum())

    def start(self, cohort: Cohort) -> Plan | None:
        """A plan that is likely to be good, to start from; None = no idea."""
        return None

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """What the goal's parameters name and nobody knows."""
        return ()
