"""A program handed to HiGHS in one piece, as a linear or an integer one (Huangfu and Hall 2018)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from threading import Event
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

from optimizer.solver.interrupt import listening
from optimizer.solver.program import Integers, Limits, Program

_LARGE = 10_000

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Reported:
    """What HiGHS says: the status, and floats that still have to be rounded and checked."""

    status: Literal["optimal", "infeasible", "limit"]
    values: Floats | None
    duals: Floats | None


def run(
    program: Program, weights: Integers, limits: Limits, *, whole: bool, nodes: int | None = None
) -> Reported:
    """Minimise `weights @ x`; `whole` asks for whole numbers and gives no duals, `nodes` limits
    their search. One thread, one seed.

    No start is handed over: with one, and presolve on, HiGHS 1.16 has called the start optimal that was not.
    """
    from highspy import HighsModelStatus, HighsVarType
    from highspy._core import _Highs  # the public class prints a banner when it is made

    if not program.count:
        empty = np.zeros(0)
        fine = program.admits(empty.astype(np.int64))
        return (
            Reported("optimal", empty, np.zeros(program.rows.count))
            if fine
            else Reported("infeasible", None, None)
        )
    highs = _Highs()
    options = _options(limits, whole)
    if not whole and program.count > _LARGE:
        options["solver"] = "ipm"  # with crossover, so that values and duals are those of a vertex
    if nodes is not None:
        options["mip_max_nodes"] = nodes
    for option, value in options.items():
        highs.setOptionValue(option, value)
    model = _model(program, weights)
    if whole:
        model.integrality_ = [HighsVarType.kInteger] * program.count
    highs.passModel(model)
    if whole:
        listening(highs.run, limits, _stopping(highs))
    else:  # a relaxation is short and worth its bound
        highs.run()
    status = highs.getModelStatus()
    if status in (HighsModelStatus.kInfeasible, HighsModelStatus.kUnboundedOrInfeasible):
        return Reported("infeasible", None, None)
    solution = highs.getSolution()
    values = np.array(solution.col_value) if solution.value_valid else None
    duals = np.array(solution.row_dual) if solution.dual_valid and not whole else None
    return Reported("optimal" if status == HighsModelStatus.kOptimal else "limit", values, duals)


def _stopping(highs: Any) -> Callable[[], None]:
    """What ends branch and bound when it is called."""
    from highspy._core import cb

    asked = Event()

    def ask(kind: Any, message: str, told: Any, answer: Any, data: Any) -> None:
        answer.user_interrupt = asked.is_set()

    highs.setCallback(ask, None)
    highs.startCallback(cb.HighsCallbackType.kCallbackMipInterrupt)
    return asked.set


def kept(program: Program, limits: Limits) -> Any:
    """A relaxation without goal that stays in memory: no presolve, dual simplex, its basis kept between runs."""
    from highspy._core import _Highs

    solver = _Highs()
    for option, value in (_options(limits, whole=False) | {"presolve": "off"}).items():
        solver.setOptionValue(option, value)
    solver.passModel(_model(program, np.zeros(program.count, np.int64)))
    return solver


def status(solver: Any) -> Literal["optimal", "infeasible", "limit"]:
    """How the last run of a kept relaxation ended."""
    from highspy import HighsModelStatus

    found = solver.getModelStatus()
    if found == HighsModelStatus.kOptimal:
        return "optimal"
    return "infeasible" if found == HighsModelStatus.kInfeasible else "limit"


def _options(limits: Limits, whole: bool) -> dict[str, Any]:
    options: dict[str, Any] = {
        "output_flag": False,
        "log_to_console": False,
        "threads": 1,
        "random_seed": 0,
        "time_limit": limits.left,
        "primal_feasibility_tolerance": 1e-9,
        "dual_feasibility_tolerance": 1e-9,
    }
    if whole:
        options |= {"mip_rel_gap": 0.0, "mip_abs_gap": 0.5, "mip_feasibility_tolerance": 1e-9}
    else:
        options |= {"simplex_iteration_limit": 10_000_000, "solver": "simplex"}
    return options


def _model(program: Program, weights: Integers) -> Any:
    from highspy import HighsLp, MatrixFormat

    matrix = program.matrix()
    model = HighsLp()
    model.num_col_, model.num_row_ = program.count, program.rows.count
    model.col_cost_ = weights.astype(float)
    model.col_lower_, model.col_upper_ = program.lower.astype(float), program.upper.astype(float)
    model.row_lower_, model.row_upper_ = program.rows.low.astype(float), program.rows.high.astype(float)
    model.a_matrix_.format_ = MatrixFormat.kRowwise
    model.a_matrix_.start_ = matrix.indptr.astype(np.int32)
    model.a_matrix_.index_ = matrix.indices.astype(np.int32)
    model.a_matrix_.value_ = matrix.data.astype(float)
    return model
