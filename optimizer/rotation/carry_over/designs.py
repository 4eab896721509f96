"""Designs balanced for carry-over: timetables in which every unit follows every other equally often.

A Latin square is *row-complete* if its rows, read from left to right, contain each ordered pair of distinct
symbols side by side exactly once. Even orders have one (Williams, Australian Journal of Scientific Research
A2, 1949): rows 0, 1, n-1, 2, n-2, … shifted cyclically, since all differences of neighbours are distinct; this
is Gordon's (Pacific Journal of Mathematics 11, 1961) sequencing of the cyclic group. For odd orders the same
rows and their mirror images contain every pair twice.
"""

from __future__ import annotations

import numpy as np

from optimizer.solver.program import Integers


def williams(order: int) -> Integers:
    """Williams' square of an even order, his pair of squares of an odd one: rows are people, columns months."""
    places = np.arange(order)
    zigzag = np.where(places % 2, (places + 1) // 2, -places // 2 % order) % order
    square: Integers = (places[:, None] + zigzag[None, :]) % order
    return square if order % 2 == 0 else np.concatenate([square, square[:, ::-1]])


def is_row_complete(square: Integers) -> bool:
    """Whether every row and column holds each symbol once and every ordered pair stands side by side once."""
    order = len(square)
    symbols = np.arange(order)
    if square.shape != (order, order) or not np.isin(square, symbols).all():
        return False
    rows, columns = np.sort(square, axis=1), np.sort(square, axis=0)
    pairs = square[:, :-1] * order + square[:, 1:]
    latin = (rows == symbols).all() and (columns == symbols[:, None]).all()
    return bool(latin) and len(np.unique(pairs)) == pairs.size
