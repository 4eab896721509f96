"""Is there another plan? The same rows, with the plan at hand excluded."""

from __future__ import annotations

import numpy as np

from optimizer.solver.program import Integers, Program, Rows


def another(program: Program, values: Integers) -> Program:
    """The program of all other values; it is infeasible exactly when these are the only ones.

    A column at a bound differs by its distance from that bound. One in between, x = v, gets three more
    columns: up, down and side, with x - up + down = v, up only on side 1 and down only on side 0.
    """
    lower, upper = program.lower, program.upper
    inner = np.flatnonzero((lower < values) & (values < upper))
    many, count = len(inner), program.count
    up, down, side = (count + part * many + np.arange(many) for part in range(3))
    above, below = (upper - values)[inner], (values - lower)[inner]
    one, rows = np.ones(many, np.int64), np.arange(many)
    unmoved, level = np.zeros(many, np.int64), values[inner]
    equal = _rows([(inner, one), (up, -one), (down, one)], rows, level, level, "x - up + down")
    upward = _rows([(up, one), (side, -above)], rows, -above, unmoved, "up on side 1")
    downward = _rows([(down, one), (side, below)], rows, unmoved, below, "down on side 0")
    at_bound = np.flatnonzero((lower < upper) & ((values == lower) | (values == upper)))
    sign = np.where(values[at_bound] == lower[at_bound], 1, -1)
    columns = np.concatenate([at_bound, up, down])
    moved = np.concatenate([sign, one, one])
    base = int((sign * values[at_bound]).sum())
    most = int(np.abs(upper - lower).sum()) + 1
    differ = Rows(
        np.zeros(len(columns), np.int64),
        columns,
        moved,
        np.array([base + 1]),
        np.array([base + most]),
        ("another plan",),
    )
    return Program(
        np.concatenate([lower, np.zeros(3 * many, np.int64)]),
        np.concatenate([upper, above, below, one]),
        Rows.stack([program.rows, equal, upward, downward, differ]),
    )


def _rows(
    terms: list[tuple[Integers, Integers]], rows: Integers, low: Integers, high: Integers, label: str
) -> Rows:
    """One row per inner column; each term is a column and a factor per row."""
    return Rows(
        np.tile(rows, len(terms)),
        np.concatenate([columns for columns, _ in terms]),
        np.concatenate([factors for _, factors in terms]),
        low,
        high,
        (label,) * len(rows),
    )
