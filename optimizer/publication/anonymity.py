"""Anonymity (匿名): how many people share what is shown, and making it coarser until enough do.

A row is k-anonymous where at least k rows show the same (Sweeney, "k-anonymity: a model for protecting privacy",
2002). Columns are made coarser one rung of their ladder at a time, the most telling column first; what few rows
are left then are blanked alone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.solver.program import Integers

Flags = npt.NDArray[np.bool_]
HIDDEN = "*"
_WITHIN = "within"
_FEW, _HALF = 0.1, 0.5  # of all rows may be blanked one by one; half before a column would be hidden from all

Rung = tuple[str, Callable[[str], str]]
"""What a rung is called, and how it shows a cell of the full table."""


@dataclass(frozen=True)
class Shown:
    """A table that at least k rows share each line of, what was made coarser on the way, and the rows blanked."""

    table: pd.DataFrame
    steps: tuple[str, ...]
    blanked: int


def sharing(table: pd.DataFrame) -> Integers:
    """For every row, how many rows show the same in all columns; every row where there are no columns."""
    if not len(table.columns):
        return np.full(len(table), len(table), np.int64)
    groups = table.groupby(list(table.columns), sort=False, dropna=False)
    return np.asarray(groups.transform("size") if len(table) else [], np.int64)


def anonymous(
    full: pd.DataFrame, ladders: Mapping[str, Sequence[Rung]], k: int, within: pd.Series[str]
) -> Shown:
    """The table shown on the first rungs, or as far down the ladders as k asks for.

    `within` is known of everybody beside what is shown (the county applied to): k rows of the same must be alike. The
    last rung of each ladder hides everything. Where fewer than k rows are known to be of a kind, they are blanked.
    """
    at = dict.fromkeys(ladders, 0)
    steps: list[str] = []
    few = (within.groupby(within).transform("size") < k).to_numpy(bool)
    while True:
        table = _at(full, ladders, at)
        table[few] = HIDDEN
        lone = (_alike(table, within) < k) & ~few
        hidden = _with_company(table, lone, within, k)
        best = _best(full, ladders, at, k, within)
        if (
            best is None
            or not lone.any()
            or hidden.sum() <= _few(at[best] + 2 == len(ladders[best]), k, table)
        ):
            table[hidden] = HIDDEN
            return Shown(table, tuple(steps), int((hidden | few).sum()))
        at[best] += 1
        steps.append(f"{best}: {ladders[best][at[best]][0]}")


def _few(hiding: bool, k: int, table: pd.DataFrame) -> float:
    """How many rows may be blanked rather than go one rung down."""
    return max(k, (_HALF if hiding else _FEW) * len(table))


def _alike(table: pd.DataFrame, within: pd.Series[str]) -> Integers:
    """How many rows show the same and are known to be of the same kind."""
    return sharing(table.assign(**{_WITHIN: within}))


def _at(full: pd.DataFrame, ladders: Mapping[str, Sequence[Rung]], at: Mapping[str, int]) -> pd.DataFrame:
    """The table with every column on its rung."""
    return pd.DataFrame(
        {name: full[name].map(ladders[name][at[name]][1]) for name in ladders}, index=full.index
    )


def _best(
    full: pd.DataFrame,
    ladders: Mapping[str, Sequence[Rung]],
    at: Mapping[str, int],
    k: int,
    within: pd.Series[str],
) -> str | None:
    """The column that tells people apart most: hidden, it leaves fewest rows alone; of equal ones the last.

    The columns come in the order in which they are wanted.
    """
    shown, found = _at(full, ladders, at), []
    for place, name in enumerate(ladders):
        last = len(ladders[name]) - 1
        if at[name] < last:
            lone = int((_alike(_at(full, ladders, {**at, name: last}), within) < k).sum())
            found.append((lone, -shown[name].nunique(), -place, name))
    return min(found)[3] if found else None


def _with_company(table: pd.DataFrame, lone: Flags, within: pd.Series[str], k: int) -> Flags:
    """The rows to blank: those that stand alone, and of each kind further groups, the smallest first, until k are."""
    hidden, sizes = lone.copy(), _alike(table, within)
    groups = (
        table.assign(**{_WITHIN: within}).groupby([*table.columns, _WITHIN], sort=True).ngroup().to_numpy()
    )
    for kind in sorted(set(within[lone])):
        mine = (within == kind).to_numpy(bool)
        while (hidden & mine).sum() < k and not hidden[mine].all():
            left = np.flatnonzero(mine & ~hidden)
            first = left[np.lexsort((groups[left], sizes[left]))[0]]
            hidden |= groups == groups[first]
    return hidden
