"""What a rule or a goal adds to the program: rows, columns of its own, and what the columns count."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.rotation.cohort import Flags, Plan
from optimizer.solver.program import Integers, Rows

_NONE: Integers = np.zeros(0, np.int64)
Own = Callable[[Plan], Integers]


def _no_columns(plan: Plan) -> Integers:
    return _NONE


@dataclass(frozen=True, eq=False)
class Block:
    """Rows over `count` columns of the grid and, numbered on from there, columns of its own.

    Own columns lie between 0 and `upper`, and have to be settled by the plan wherever the goals are at their
    best: `own` works them out. `weights` says what each column counts in a goal, grid first; `asked` are the
    rows that state the demand itself, the others only define own columns (None = all are asked for).
    """

    count: int
    rows: Rows
    upper: Integers = field(default_factory=lambda: _NONE)
    own: Own = _no_columns
    weights: Integers = field(default_factory=lambda: _NONE)
    asked: Flags | None = None

    def demands(self) -> Integers:
        """The numbers of the rows that are asked for."""
        return np.arange(self.rows.count) if self.asked is None else np.flatnonzero(self.asked)

    def shifted(self, offset: int) -> Rows:
        """The rows with own columns numbered from `offset` instead."""
        own = self.rows.column >= self.count
        return replace(
            self.rows, column=np.where(own, self.rows.column - self.count + offset, self.rows.column)
        )


def no_rows() -> Rows:
    """No rows at all."""
    return Rows(_NONE, _NONE, _NONE, _NONE, _NONE, ())


@dataclass(frozen=True)
class Terms:
    """Non-zeros of rows to be: entries with a column of -1 (impossible cells) fall away."""

    row: Integers
    column: Integers
    value: Integers

    @staticmethod
    def join(parts: Sequence[Terms]) -> Terms:
        """All of them."""
        return Terms(
            np.concatenate([_NONE, *(part.row for part in parts)]),
            np.concatenate([_NONE, *(part.column for part in parts)]),
            np.concatenate([_NONE, *(part.value for part in parts)]),
        )


def term(row: Integers, column: Integers, value: int = 1) -> Terms:
    """One entry for each pair of row and column, which broadcast; impossible cells fall away."""
    rows, columns = (part.ravel() for part in np.broadcast_arrays(row, column))
    there = columns >= 0
    return Terms(rows[there], columns[there], np.full(int(there.sum()), value))


def sparse(terms: Sequence[Terms], low: Integers | int, high: Integers | int, labels: Sequence[str]) -> Rows:
    """Rows from their terms; entries of the same row and column are added up."""
    joined, many = Terms.join(terms), len(labels)
    key = joined.row * (int(joined.column.max(initial=0)) + 1) + joined.column
    if len(np.unique(key)) < len(key):
        distinct, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        value = np.zeros(len(distinct), np.int64)
        np.add.at(value, inverse, joined.value)
        joined = Terms(joined.row[first], joined.column[first], value)
    lows, highs = (np.broadcast_to(np.asarray(part, np.int64), many).copy() for part in (low, high))
    return Rows(joined.row, joined.column, joined.value, lows, highs, labels)


def picked(rows: Rows, kept: Flags) -> Rows:
    """Only some of the rows."""
    number = np.cumsum(kept) - 1
    entries = kept[rows.row]
    labels = tuple(label for label, keep in zip(rows.labels, kept.tolist(), strict=True) if keep)
    return Rows(
        number[rows.row[entries]],
        rows.column[entries],
        rows.value[entries],
        rows.low[kept],
        rows.high[kept],
        labels,
    )
