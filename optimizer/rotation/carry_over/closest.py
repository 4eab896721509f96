"""The timetable made of a design's rows that comes closest to what a cohort allows."""

from __future__ import annotations

from random import Random

import numpy as np

from optimizer.rotation.carry_over.designs import williams
from optimizer.rotation.carry_over.row_complete import row_complete
from optimizer.rotation.cohort import Flags
from optimizer.solver.program import Integers


def closest(allowed: Flags, seed: str, renamings: int = 200) -> Integers:
    """A timetable made of a design's rows that keeps close to what is allowed, shape (people, months).

    `allowed` is people × months × units; nothing allowed means absent: -1. The units are renamed at random so
    many times, and each time people and rows are matched with the fewest cells that are not allowed. Rows
    longer than the design go back the way they came.
    """
    people, months, units = allowed.shape
    design = _design(units, people)
    there_and_back = np.concatenate([design, design[:, -2:0:-1]], axis=1)
    rows = there_and_back[np.arange(-(-people // len(design)) * len(design)) % len(design)]
    rows = rows[:, np.arange(months) % max(rows.shape[1], 1)]
    present: Flags = np.any(allowed, axis=2)
    denied = ~allowed & present[:, :, None]
    if not denied.any():
        return np.where(present, rows[:people], -1)
    from scipy.optimize import linear_sum_assignment

    chance, months_ = Random(seed), np.arange(months)
    best, fewest = rows, np.inf
    for number in range(renamings):
        # sorted by chance, since only random() itself is the same in every version of Python
        names = np.argsort([chance.random() for _ in range(units)]) if number else np.arange(units)
        named = names[rows]
        cost = denied[:, months_[None, :], named].sum(axis=2)
        mine, theirs = linear_sum_assignment(cost)
        if cost[mine, theirs].sum() < fewest:
            best, fewest = named[theirs], cost[mine, theirs].sum()
        if fewest == 0:
            break
    return np.where(present, best, -1)


def _design(units: int, people: int) -> Integers:
    """Williams' rows; for an odd order one square instead, where there is one and people are too few for two."""
    square = row_complete(units).square if units % 2 and people < 2 * units else None
    return williams(units) if square is None else square
