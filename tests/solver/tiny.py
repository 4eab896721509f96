"""Small random programs, and all values that they admit: the oracle of the kernel's tests."""

from __future__ import annotations

from itertools import product

import numpy as np
from hypothesis import strategies as st

from optimizer.solver.program import Integers, Program, Rows

SMALL = st.integers(-3, 3)


@st.composite
def programs(draw: st.DrawFn, network: bool = False) -> Program:
    """Up to five columns of a few values and four rows, now and then infeasible."""
    columns, rows = draw(st.integers(1, 5)), draw(st.integers(0, 4))
    lower = np.array(draw(st.lists(st.integers(-1, 1), min_size=columns, max_size=columns)), np.int64)
    upper = lower + np.array(draw(st.lists(st.integers(0, 2), min_size=columns, max_size=columns)), np.int64)
    matrix = np.zeros((rows, columns), np.int64)
    if network and rows:
        for column in range(columns):
            ends = draw(st.lists(st.integers(0, rows - 1), max_size=2, unique=True))
            for end, value in zip(ends, (1, -1), strict=False):
                matrix[end, column] = value
        signs = np.array(draw(st.lists(st.sampled_from((1, -1)), min_size=rows, max_size=rows)), np.int64)
        matrix *= signs[:, None]
    elif rows:
        matrix = np.array(
            draw(st.lists(st.lists(SMALL, min_size=columns, max_size=columns), min_size=rows, max_size=rows)),
            np.int64,
        )
    low = np.array(draw(st.lists(SMALL, min_size=rows, max_size=rows)), np.int64)
    high = low + np.array(draw(st.lists(st.integers(0, 3), min_size=rows, max_size=rows)), np.int64)
    row, column = np.nonzero(matrix)
    labels = tuple(f"row {number}" for number in range(rows))
    return Program(lower, upper, Rows(row, column, matrix[row, column], low, high, labels))


def everything(program: Program) -> list[Integers]:
    """All values that the program admits."""
    ranges = [range(low, high + 1) for low, high in zip(program.lower, program.upper, strict=True)]
    found = (np.array(values, np.int64) for values in product(*ranges))
    return [values for values in found if program.admits(values)]
