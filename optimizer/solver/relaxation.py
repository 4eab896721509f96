"""The linear relaxation: what it proves, in integers, and its values where they are whole already."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np

from optimizer.solver import highs
from optimizer.solver.bound import exact_bound
from optimizer.solver.program import Integers, Limits, Program

_FINE = 20
_ROOM = 44
_CLOSE = 1e-6


@dataclass(frozen=True)
class Relaxation:
    """Row duals in units of `1 / scale`, the exact bound they prove, and whole values if it has them.

    `ones` are the columns of at most 1 that it sets to 1: a good start to look for a plan from.
    """

    duals: Integers
    scale: int
    bound: Fraction
    values: Integers | None
    ones: Integers


def relax(program: Program, weights: Integers, limits: Limits) -> Relaxation | None:
    """The relaxation, or None where it is infeasible. Any duals are valid; a limit only makes them worse."""
    said = highs.run(program, weights, limits, whole=False)
    if said.status == "infeasible":
        return None
    floats = said.duals if said.duals is not None else np.zeros(program.rows.count)
    largest = max(float(np.abs(floats).max(initial=0)), float(np.abs(weights).max(initial=0)), 1.0)
    fine = 2 ** max(0, min(_FINE, _ROOM - int(np.log2(largest))))
    best = max(
        (_scaled(program, weights, floats, scale) for scale in sorted({1, min(12, fine), fine})),
        key=lambda candidate: candidate[0],
    )
    floats = said.values if said.values is not None else np.zeros(program.count)
    ones = np.flatnonzero((program.upper == 1) & (program.lower == 0) & (floats > 1 - _CLOSE))
    return Relaxation(best[2], best[1], best[0], _whole(program, said.values), ones)


def proved(program: Program, weights: Integers, duals: Integers, scale: int) -> Relaxation:
    """What these duals prove, whoever found them."""
    bound = Fraction(exact_bound(program, weights, duals, scale), scale)
    return Relaxation(duals, scale, bound, None, np.zeros(0, np.int64))


def _scaled(
    program: Program, weights: Integers, floats: highs.Floats, scale: int
) -> tuple[Fraction, int, Integers]:
    """The bound, scale and duals, rounded to multiples of `1 / scale`; small scales often are exact."""
    duals = np.rint(floats * scale).astype(np.int64)
    return Fraction(exact_bound(program, weights, duals, scale), scale), scale, duals


def _whole(program: Program, floats: highs.Floats | None) -> Integers | None:
    """The values as integers, if that is what they are."""
    if floats is None:
        return None
    values: Integers = np.rint(floats).astype(np.int64)
    return values if np.abs(floats - values).max(initial=0) < 1e-6 and program.admits(values) else None
