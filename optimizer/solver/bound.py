"""What arithmetic proves of a stage: weak duality in exact integers, and what it leaves free.

For rows `low <= A x <= high`, bounds `lower <= x <= upper` and *any* row duals y, the value of every
feasible x is at least the sum of y·low (y > 0) or y·high (y < 0), plus the least that the reduced costs
`w - Aᵀy` can contribute within the column bounds (Chvátal, Linear Programming, 1983, ch. 5 and 9).
"""

from __future__ import annotations

import numpy as np

from optimizer.solver.program import Integers, Program, Rows

_SAFE = 2**62


def reduced_costs(program: Program, weights: Integers, duals: Integers, scale: int) -> Integers:
    """`weights * scale - Aᵀ duals`, one integer a column."""
    rows = program.rows
    reduced = weights * scale
    np.subtract.at(reduced, rows.column, rows.value * duals[rows.row])
    return reduced


def _exact_dot(left: Integers, right: Integers) -> int:
    """The dot product in exact integers: in machine words where they cannot overflow."""
    largest = int(np.abs(left).max(initial=0)) * int(np.abs(right).max(initial=0)) * max(len(left), 1)
    if largest < _SAFE:
        return int(left @ right)
    return sum(a * b for a, b in zip(left.tolist(), right.tolist(), strict=True))


def exact_bound(program: Program, weights: Integers, duals: Integers, scale: int) -> int:
    """What weak duality proves, in units of `1 / scale`: no feasible x has less."""
    reduced = reduced_costs(program, weights, duals, scale)
    rows = program.rows
    total = _exact_dot(duals, np.where(duals > 0, rows.low, rows.high))
    return total + _exact_dot(reduced, np.where(reduced > 0, program.lower, program.upper))


def certified_bound(program: Program, weights: Integers, duals: Integers, scale: int) -> int:
    """The least integer value that weak duality leaves to any feasible x; exact for any integer duals."""
    return -(-exact_bound(program, weights, duals, scale) // scale)


def restrict(
    program: Program, stage: str, weights: Integers, value: int, duals: Integers, scale: int
) -> Program:
    """The program of all x that reach `value` in this stage, and possibly no smaller one.

    Whatever would cost more than the gap between `value` and the certified bound is fixed: a column with
    a larger reduced cost, a row with a larger dual. Without a gap that describes the optimal face exactly,
    so the rows keep their structure; with one, a row holds `weights @ x` between bound and value.
    """
    reduced = reduced_costs(program, weights, duals, scale)
    gap = value * scale - exact_bound(program, weights, duals, scale)
    lower = np.where(reduced < -gap, program.upper, program.lower)
    upper = np.where(reduced > gap, program.lower, program.upper)
    rows = program.rows
    low = np.where(duals < -gap, rows.high, rows.low)
    high = np.where(duals > gap, rows.low, rows.high)
    tight = Rows(rows.row, rows.column, rows.value, low, high, rows.labels)
    if gap > 0:
        columns = np.flatnonzero(weights)
        least = np.array([certified_bound(program, weights, duals, scale)], np.int64)
        most = np.array([value], np.int64)
        reached = Rows(np.zeros(len(columns), np.int64), columns, weights[columns], least, most, (stage,))
        tight = Rows.stack([tight, reached])
    return program.bounded(lower, upper, tight)
