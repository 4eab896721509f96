"""Whether a program is a network: every column leaves one row and enters another.

Then it is a circulation: rows are nodes, columns are arcs, and the activity of a row is an arc from an
extra root node. Rows may have to be read with the opposite sign; which ones is a two-colouring.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.solver.program import Integers, Program


@dataclass(frozen=True)
class Network:
    """Arcs of a circulation: first one per column, then one per row (its activity, from the root).

    `sign` is -1 for the rows that are read with the opposite sign; `tail` and `head` are node numbers,
    nodes being the rows and then the root.
    """

    sign: Integers
    tail: Integers
    head: Integers

    @property
    def nodes(self) -> int:
        """Rows and the root."""
        return len(self.sign) + 1

    def bounds(self, program: Program) -> tuple[Integers, Integers]:
        """Lower and upper bounds of all arcs."""
        low = np.where(self.sign > 0, program.rows.low, -program.rows.high)
        high = np.where(self.sign > 0, program.rows.high, -program.rows.low)
        return np.concatenate([program.lower, low]), np.concatenate([program.upper, high])

    def flows(self, program: Program, values: Integers) -> Integers:
        """The flow on all arcs when the columns have these values."""
        return np.concatenate([values, self.sign * program.activity(values)])

    def costs(self, weights: Integers) -> Integers:
        """The cost of all arcs: the weights, and nothing for the rows."""
        return np.concatenate([weights, np.zeros(len(self.sign), np.int64)])


def as_network(program: Program) -> Network | None:
    """The program as a circulation, or None where its rows are of another kind."""
    rows = program.rows
    if len(rows.value) and np.abs(rows.value).max() != 1:
        return None
    entries = np.bincount(rows.column, minlength=program.count)
    if len(entries) and entries.max() > 2:
        return None
    order = np.argsort(rows.column, kind="stable")
    start = np.concatenate([[0], np.cumsum(entries)[:-1]]).astype(np.int64)
    pairs = entries == 2
    first, second = order[start[pairs]], order[start[pairs] + 1]
    sign = _signs(rows.count, rows.row[first], rows.row[second], rows.value[first] == rows.value[second])
    if sign is None:
        return None
    root = rows.count
    tail, head = np.full(program.count, root), np.full(program.count, root)
    leaves = rows.value * sign[rows.row] > 0
    tail[rows.column[leaves]] = rows.row[leaves]
    head[rows.column[~leaves]] = rows.row[~leaves]
    nodes = np.arange(rows.count)
    return Network(sign, np.concatenate([tail, np.full(rows.count, root)]), np.concatenate([head, nodes]))


def _signs(count: int, one: Integers, other: Integers, same: np.ndarray) -> Integers | None:
    """A sign per row such that each pair of rows has opposite entries; None where there is none."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    there = np.where(same, other + count, other)
    back = np.where(same, other, other + count)
    tail, head = np.concatenate([one, one + count]), np.concatenate([there, back])
    graph = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(2 * count, 2 * count))
    _, colour = connected_components(graph, directed=False)
    if (colour[:count] == colour[count:]).any():
        return None
    signs: Integers = np.where(colour[:count] < colour[count:], 1, -1).astype(np.int64)
    return signs
