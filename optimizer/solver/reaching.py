"""What a program leaves to those who come after: every stage known already, whoever found it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.solver.bound import restrict
from optimizer.solver.program import Integers, Limits, Program, Stage
from optimizer.solver.relaxation import relax


def reaching(program: Program, stages: Sequence[Stage], values: Integers, limits: Limits) -> Program:
    """What is left of a program where every stage is to be worth what it is in these values.

    It depends on those worths only, not on the engine that found the values.
    """
    for stage in stages:
        relaxed = relax(program, stage.weights, limits)
        if relaxed is None:
            raise EngineDisagreement("线性松弛称无解，但已有方案 / no relaxation, yet a plan is known")
        worth = int(stage.weights @ values)
        program = restrict(program, stage.name, stage.weights, worth, relaxed.duals, relaxed.scale)
    return program


def kept(program: Program, stage: Stage, values: Integers) -> Program:
    """The program with one more row: the stage is worth no more than in these values. Nothing is solved."""
    nothing = np.zeros(program.rows.count, np.int64)
    return restrict(program, stage.name, stage.weights, int(stage.weights @ values), nothing, 1)
