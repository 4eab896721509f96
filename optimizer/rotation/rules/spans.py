"""At most so many months in a unit within any span of months: what several rules come down to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from optimizer.rotation.block import picked, sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers, Rows


def spans(cohort: Cohort, length: int) -> list[tuple[int, int]]:
    """Every span of so many months that ends in a month to be planned; the whole time where that is shorter."""
    months = len(cohort.months)
    starts = range(max(months - length, 0) + 1)
    return [
        (start, min(start + length, months)) for start in starts if min(start + length, months) > cohort.first
    ]


def span_rows(cohort: Cohort, grid: Grid, groups: Sequence[Sequence[int]], length: int, most: int) -> Rows:
    """A row per person, group of units and span: at most `most` months, or as many as are past already."""
    over = spans(cohort, length)
    if not over or not groups:
        return sparse([], 0, 0, ())
    unit = np.array([unit for group in groups for unit in group], np.int64)
    owner = np.repeat(np.arange(len(groups)), [len(group) for group in groups])
    months = np.array([range(start, end) for start, end in over], np.int64)
    shape = (len(cohort.people), len(groups), len(over))
    row = np.arange(np.prod(shape)).reshape(shape)[:, owner].transpose(0, 2, 1)
    columns = grid.column[:, months][:, :, :, unit]
    high = np.maximum(most, _past(cohort, unit, owner, months, shape)).ravel()
    names = [_named(cohort, group) for group in groups]
    labels = [
        f"{person} {name} {cohort.months[start]}–{cohort.months[end - 1]} 至多 {most} 月"
        for person in cohort.people
        for name in names
        for start, end in over
    ]
    rows = sparse([term(row[:, :, None, :], columns)], 0, high, labels)
    return picked(rows, np.bincount(rows.row, minlength=rows.count) > high)


def _past(
    cohort: Cohort, unit: Integers, owner: Integers, months: Integers, shape: tuple[int, int, int]
) -> Integers:
    """Months of each span that everybody has spent in each group already."""
    there = (cohort.fixed[:, :, None] == unit) & (np.arange(len(cohort.months)) < cohort.first)[:, None]
    belongs = (owner[:, None] == np.arange(shape[1])).astype(np.int64)
    spent: Integers = there[:, months].sum(axis=2) @ belongs
    return spent.transpose(0, 2, 1)


def span_breaches(
    cohort: Cohort, plan: Plan, groups: Sequence[Sequence[int]], length: int, most: int
) -> Iterator[tuple[int, str, int, int, int]]:
    """Person, group in words, span, and by how many months there are too many."""
    over = np.array(spans(cohort, length), np.int64).reshape(-1, 2)
    if not len(over) or not groups:
        return
    start, end = over.T
    there = np.stack([np.isin(plan, list(group)) for group in groups], axis=1)
    so_far = np.pad(there.cumsum(axis=2), ((0, 0), (0, 0), (1, 0)))
    spent = so_far[:, :, end] - so_far[:, :, start]
    past = so_far[:, :, np.maximum(np.minimum(end, cohort.first), start)] - so_far[:, :, start]
    beyond = spent - np.maximum(most, past)
    for person, group, span in np.argwhere(beyond > 0).tolist():
        name = _named(cohort, groups[group])
        yield person, name, *over[span].tolist(), int(beyond[person, group, span])


def _named(cohort: Cohort, group: Sequence[int]) -> str:
    return "、".join(cohort.units[unit] for unit in group)
