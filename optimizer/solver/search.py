"""A program handed to CP-SAT: only what is still free, LP-heavy, hinted, with deterministic limits."""

from __future__ import annotations

from typing import Literal

import numpy as np

from optimizer.solver.fused import guided
from optimizer.solver.interrupt import listening
from optimizer.solver.program import Integers, Limits, Program

Manner = Literal["relaxing", "clauses", "turns"]


def search(
    program: Program,
    weights: Integers,
    limits: Limits,
    hint: Integers | None = None,
    *,
    rough: bool = False,
    gap: int = 0,
    cuts: bool = False,
    manner: Manner = "relaxing",
) -> tuple[Integers | None, bool]:
    """Values (None: none found) and whether the search is finished: optimal, or without values infeasible.

    A `rough` search ends with the first values it finds; one with a `gap` also with values no further from the best.
    It is for what is nearly whole, where cuts cost more than they save, unless `cuts` are asked for. Other manners are
    for what a relaxation says little of: "clauses" solves none, "turns" takes up several strategies by turns.
    """
    from ortools.sat.python import cp_model

    free = np.flatnonzero(program.lower < program.upper)
    fixed = np.where(program.lower < program.upper, 0, program.lower)
    if (program.lower > program.upper).any():
        return None, True
    shift = program.activity(fixed)
    low, high = (program.rows.low - shift).tolist(), (program.rows.high - shift).tolist()
    model = cp_model.CpModel()
    columns = [
        model.new_int_var(lower, upper, "")
        for lower, upper in zip(program.lower[free].tolist(), program.upper[free].tolist(), strict=True)
    ]
    matrix = program.matrix()[:, free].tocsr()
    start, index, value = matrix.indptr.tolist(), matrix.indices.tolist(), matrix.data.tolist()
    for row in range(program.rows.count):
        entries = slice(start[row], start[row + 1])
        members = [columns[column] for column in index[entries]]
        if members:
            model.add_linear_constraint(
                cp_model.LinearExpr.weighted_sum(members, value[entries]), low[row], high[row]
            )
        elif low[row] > 0 or high[row] < 0:
            return None, True
    model.minimize(cp_model.LinearExpr.weighted_sum(columns, guided(program.guide, weights)[free].tolist()))
    for column, wanted in zip(columns, hint[free].tolist() if hint is not None else (), strict=False):
        model.add_hint(column, wanted)
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = limits.workers
    solver.parameters.random_seed = 0
    solver.parameters.linearization_level = 0 if manner == "clauses" else 2
    solver.parameters.interleave_search = manner == "turns"
    solver.parameters.cut_level = int(cuts)
    solver.parameters.stop_after_first_solution = rough
    solver.parameters.absolute_gap_limit = gap + 0.5
    solver.parameters.max_deterministic_time = limits.work
    solver.parameters.max_time_in_seconds = limits.left
    solver.parameters.catch_sigint_signal = False
    status = listening(lambda: solver.solve(model), limits, solver.stop_search)
    if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        fixed[free] = [solver.value(column) for column in columns]
        return fixed, bool(status == cp_model.OPTIMAL)
    return None, bool(status == cp_model.INFEASIBLE)
