"""Row-complete Latin squares: built, found, or proved impossible by looking at every possibility."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np

from optimizer.errors import UsageError
from optimizer.rotation.carry_over.designs import williams
from optimizer.solver.program import Integers

_ENUMERABLE = 9

Row = tuple[int, ...]
Options = list[list[tuple[int, Row]]]


@dataclass(frozen=True)
class RowComplete:
    """Whether a row-complete Latin square of this order exists, as far as it is settled.

    "built" and "found" come with the `square`; "impossible" was settled by looking at every possibility in
    `tried` steps; "open" where the possibilities are too many to look at.
    """

    order: int
    settled: Literal["built", "found", "impossible", "open"]
    square: Integers | None
    tried: int


def row_complete(order: int) -> RowComplete:
    """Build, find or refute a row-complete Latin square.

    Even orders are built (Williams 1949). Of the odd ones 3, 5 and 7 are refuted by exhaustion and 9 is found;
    beyond that every composite order has one (Higham, Journal of Combinatorial Designs 6, 1998), but no search
    here would find it: "open". Raises UsageError for an order below 1.
    """
    if order < 1:
        raise UsageError(f"阶数须至少为 1，得到 {order} / an order is at least 1, got {order}")
    if order == 1 or order % 2 == 0:
        return RowComplete(order, "built", williams(order)[:order], 0)
    if order > _ENUMERABLE:
        return RowComplete(order, "open", None, 0)
    orbits = next((part for part in range(2, order) if order % part == 0), order)
    cover = _Cover()
    chosen = cover.complete(_options(order, orbits))
    if chosen is None:
        return RowComplete(order, "impossible" if orbits == order else "open", None, cover.tried)
    rows = [
        [(symbol + shift) % order for symbol in row] for shift in range(0, order, orbits) for row in chosen
    ]
    return RowComplete(order, "found", np.array(rows, np.int64), cover.tried)


def _options(order: int, orbits: int) -> Options:
    """Per first symbol 0 … orbits - 1 the rows that may start with it, each with the bits of what it uses up.

    The square is the union of `orbits` rows and their shifts by multiples of `orbits`. Shifts leave a symbol
    modulo `orbits` and the difference of neighbours alone; each may be used once per column and per pair.
    With one row per symbol nothing is assumed but the names: the first row is 0, 1, 2, …, row i starts with i.
    """
    first = list(_rows(order, orbits, 0))
    if orbits == order:
        first = [(_used(tuple(range(order)), order, orbits), tuple(range(order)))]
        taken = first[0][0]
        rest = [[o for o in _rows(order, orbits, start) if not o[0] & taken] for start in range(1, orbits)]
        return [first, *rest]
    return [first, *(list(_rows(order, orbits, start)) for start in range(1, orbits))]


def _rows(order: int, orbits: int, start: int) -> Iterator[tuple[int, Row]]:
    """Every row from `start` that does not use a pair twice."""

    def extend(row: Row) -> Iterator[Row]:
        if len(row) == order:
            yield row
        for symbol in range(order):
            if symbol not in row and _pair(row[-1], symbol, order, orbits) not in {
                _pair(a, b, order, orbits) for a, b in pairwise(row)
            }:
                yield from extend((*row, symbol))

    return ((_used(row, order, orbits), row) for row in extend((start,)))


def _pair(left: int, right: int, order: int, orbits: int) -> int:
    """The number of a pair of neighbours, the same for all its shifts."""
    return left % orbits * order + (right - left) % order


def _used(row: Row, order: int, orbits: int) -> int:
    """A bit per pair of neighbours, and one per column and symbol, shifts apart."""
    bits = 0
    for left, right in pairwise(row):
        bits |= 1 << _pair(left, right, order, orbits)
    for column, symbol in enumerate(row):
        bits |= 1 << order * orbits + column * orbits + symbol % orbits
    return bits


class _Cover:
    """One row of each list, none using what another uses: depth first, the shortest list first."""

    def __init__(self) -> None:
        self.tried = 0

    def complete(self, options: Options) -> list[Row] | None:
        """The rows chosen, or None once every choice was tried."""
        self.tried += 1
        if not options:
            return []
        shortest = min(range(len(options)), key=lambda at: len(options[at]))
        others = options[:shortest] + options[shortest + 1 :]
        for used, row in options[shortest]:
            left = [[option for option in other if not option[0] & used] for other in others]
            rest = self.complete(left) if all(left) else None
            if rest is not None:
                return [row, *rest]
        return None
