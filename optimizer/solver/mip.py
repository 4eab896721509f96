"""The second opinion: HiGHS as a mixed-integer solver over the whole program, checked in exact integers."""

from __future__ import annotations

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.solver import highs
from optimizer.solver.program import Answer, Integers, Limits, Program, Share
from optimizer.solver.relaxation import relax
from optimizer.solver.search import search


def optimise(
    program: Program,
    weights: Integers,
    limits: Limits,
    hint: Integers | None = None,
    share: Share = None,
) -> Answer:
    """The best values by branch and bound, with the duals of its own relaxation as certified bound."""
    relaxed = relax(program, weights, limits)
    said = highs.run(program, weights, limits, whole=True)
    if relaxed is None or said.status == "infeasible":
        found, finished = search(program, np.zeros_like(weights), limits)
        if found is not None:
            raise EngineDisagreement("HiGHS 称无解，搜索却找到方案 / called infeasible, yet a plan exists")
        return Answer(None, None, 1, optimal=False, infeasible=finished)
    values = None if said.values is None else np.rint(said.values).astype(np.int64)
    if values is not None and not program.admits(values):
        values = hint
    optimal = said.status == "optimal" and values is not None and values is not hint
    return Answer(values, relaxed.duals, relaxed.scale, optimal)
