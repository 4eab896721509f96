"""Is there another plan? The same rows, with the plan at hand excluded, in two parts.

Values differ from those at hand in a column that is at one of its bounds there, or only in columns that are not.
The first is a single row; the second, with all other columns fixed, is small.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.solver.program import Integers, Program, Rows


def elsewhere(program: Program, values: Integers) -> Program | None:
    """The program of all values that differ in a column at a bound; None where every such column is fixed."""
    lower, upper = program.lower, program.upper
    at_bound = np.flatnonzero((lower < upper) & ((values == lower) | (values == upper)))
    if not len(at_bound):
        return None
    sign = np.where(values[at_bound] == lower[at_bound], 1, -1)
    base, most = int((sign * values[at_bound]).sum()), int(np.abs(upper - lower).sum()) + 1
    differ = Rows(
        np.zeros(len(at_bound), np.int64),
        at_bound,
        sign,
        np.array([base + 1]),
        np.array([base + most]),
        ("another plan",),
    )
    return replace(program, rows=Rows.stack([program.rows, differ]))


def between(program: Program, values: Integers) -> Program | None:
    """The program of all values that differ only in columns between their bounds; None where there are none.

    A column x = v gets three more: up, down and side, with x - up + down = v, up only on side 1 and down
    only on side 0.
    """
    inner = np.flatnonzero((program.lower < values) & (values < program.upper))
    many, count = len(inner), program.count
    if not many:
        return None
    lower, upper = values.copy(), values.copy()
    lower[inner], upper[inner] = program.lower[inner], program.upper[inner]
    up, down, side = (count + part * many + np.arange(many) for part in range(3))
    above, below = (upper - values)[inner], (values - lower)[inner]
    one, rows = np.ones(many, np.int64), np.arange(many)
    unmoved, level = np.zeros(many, np.int64), values[inner]
    equal = _rows([(inner, one), (up, -one), (down, one)], rows, level, level, "x - up + down")
    upward = _rows([(up, one), (side, -above)], rows, -above, unmoved, "up on side 1")
    downward = _rows([(down, one), (side, below)], rows, unmoved, below, "down on side 0")
    moved = np.concatenate([up, down])
    differ = Rows(
        np.zeros(2 * many, np.int64),
        moved,
        np.ones(2 * many, np.int64),
        np.array([1]),
        np.array([int((above + below).sum())]),
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
