"""What the kernel is asked: bounded integer columns, labelled rows, and goals met one after the other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from math import inf
from os.path import exists
from time import monotonic
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

if TYPE_CHECKING:
    from scipy.sparse import csr_array

_LAST = 1.0  # seconds

Integers = npt.NDArray[np.int64]
DRAWS = 3
"""How often the lottery is drawn at most."""


@dataclass(frozen=True)
class Rows:
    """Linear rows `low <= A x <= high` in coordinate form, each with the label it is spoken of by.

    `row`, `column` and `value` are the non-zeros (integers; no pair twice), `low` and `high` one integer
    a row; `labels` name the rule, its parameters and whom it is about.
    """

    row: Integers
    column: Integers
    value: Integers
    low: Integers
    high: Integers
    labels: Sequence[str]

    @property
    def count(self) -> int:
        """How many rows there are."""
        return len(self.low)

    @staticmethod
    def stack(parts: Sequence[Rows]) -> Rows:
        """All rows of all parts, one after the other."""
        offsets = np.cumsum([0, *(part.count for part in parts)])
        none = np.zeros(0, np.int64)
        return Rows(
            np.concatenate([none, *(p.row + o for p, o in zip(parts, offsets, strict=False))]),
            np.concatenate([none, *(p.column for p in parts)]),
            np.concatenate([none, *(p.value for p in parts)]),
            np.concatenate([none, *(p.low for p in parts)]),
            np.concatenate([none, *(p.high for p in parts)]),
            tuple(label for part in parts for label in part.labels),
        )


@dataclass(frozen=True)
class Stage:
    """One goal: minimise `weights @ x`; a goal to maximise states negated weights."""

    name: str
    weights: Integers


@dataclass(frozen=True)
class Bottleneck:
    """A worst case: reach the least level whose weights can be brought to nothing.

    `levels` ascend; `weights` count, per level, what lies beyond it: never negative, and at no level more
    than at the one before.
    """

    name: str
    levels: Sequence[int]
    weights: Sequence[Integers]


Aim = Stage | Bottleneck
"""What the kernel is asked for, one after the other."""


Share = tuple[Integers, int] | None
"""Row duals known beforehand, and their scale: any are valid, and good ones spare a relaxation."""


@dataclass(frozen=True)
class Program:
    """Integer columns `lower <= x <= upper` (all finite) that have to satisfy `rows`.

    `guide` weighs all values that satisfy them alike, by what stages before have come to: it changes no optimum,
    but a search that goes by it too need not find out anew why nothing was better. Empty = no guide.
    """

    lower: Integers
    upper: Integers
    rows: Rows
    guide: Integers = field(default_factory=lambda: np.zeros(0, np.int64))

    @property
    def count(self) -> int:
        """How many columns there are."""
        return len(self.lower)

    def matrix(self) -> csr_array:
        """The rows as a sparse integer matrix, shape (rows, columns)."""
        from scipy.sparse import csr_array

        rows = self.rows
        return csr_array((rows.value, (rows.row, rows.column)), shape=(rows.count, self.count))

    def activity(self, values: Integers) -> Integers:
        """What each row sums to, one integer a row."""
        total = np.zeros(self.rows.count, np.int64)
        np.add.at(total, self.rows.row, self.rows.value * values[self.rows.column])
        return total

    def admits(self, values: Integers) -> bool:
        """Whether the values honour every bound and every row, by plain arithmetic."""
        activity = self.activity(values)
        within = (self.lower <= values) & (values <= self.upper)
        return bool(within.all() and (self.rows.low <= activity).all() and (activity <= self.rows.high).all())

    def bounded(self, lower: Integers, upper: Integers, rows: Rows | None = None) -> Program:
        """The same program with other column bounds and, where given, other rows."""
        return replace(self, lower=lower, upper=upper, rows=rows if rows is not None else self.rows)


@dataclass(frozen=True)
class Limits:
    """How much work a solve may take: deterministic units, workers, and a wall-clock last guard.

    `work` counts an engine's deterministic time (about seconds on one core), `seconds` is wall time, `until`
    the moment of the monotonic clock at which all solves together should have ended. `stop` is the path of a file:
    once it is there, whoever put it there wants no more than the best plan so far. A file reaches every process.
    """

    work: float = 120.0
    seconds: float = 600.0
    workers: int = 1
    until: float = inf
    stop: str = ""

    def begun(self) -> Limits:
        """The same, the seconds counting from now for all that follows together."""
        return replace(self, until=min(self.until, monotonic() + self.seconds))

    def part(self, share: float, most: float = inf) -> Limits:
        """A share of the seconds that are left, `most` at most, for one of several steps; the others keep theirs."""
        return replace(self, seconds=max(_LAST, min(most, share * self.left))).begun()

    def renewed(self) -> Limits:
        """The same seconds once more, counting from now."""
        return replace(self, until=inf).begun()

    @property
    def left(self) -> float:
        """The seconds that the next solve may take; a last one though the time is over."""
        return _LAST if self.stopped else max(_LAST, min(self.seconds, self.until - monotonic()))

    @property
    def stopped(self) -> bool:
        """Whether somebody has asked for an end."""
        return bool(self.stop) and exists(self.stop)

    @property
    def over(self) -> bool:
        """Whether the time is over, or somebody has asked for an end."""
        return monotonic() >= self.until or self.stopped


@dataclass(frozen=True)
class Answer:
    """What an engine says of one stage.

    `values` are the columns' integers (None: nothing was found). `duals` are one integer a row, in units
    of `1 / scale`: any integers give a valid bound, good ones a tight one. `optimal` is the engine's own
    word; `infeasible` likewise, with `values` None.
    """

    values: Integers | None
    duals: Integers | None
    scale: int
    optimal: bool
    infeasible: bool = False
