"""Whose published months cannot all stay, because a row about nobody else refuses them."""

from __future__ import annotations

import numpy as np

from optimizer.rotation.cohort import Flags
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers, Rows


def unkept(grid: Grid, rows: Rows, upper: Integers) -> Flags:
    """One flag a person: whether some row over columns of that person alone refuses every plan that keeps all months.

    Columns after those of the grid lie between 0 and `upper` and may be anything, so may months that were
    never published. A relaxation does not see this by itself: it changes a tenth of each of ten months.
    """
    cohort, count = grid.cohort, grid.count
    published = cohort.earlier[grid.person, grid.month]
    settled = (published >= 0) & grid.movable
    least, most = np.zeros(len(upper), np.int64), upper.copy()
    least[:count] = np.where(settled, published == grid.unit, grid.lower)
    most[:count] = np.where(settled, published == grid.unit, upper[:count])
    low, high = (_activity(rows, *ends) for ends in ((least, most), (most, least)))
    refused = (high < rows.low) | (low > rows.high)
    cells = rows.column < count
    row, person = rows.row[cells], grid.person[rows.column[cells]]
    first, last = np.full(rows.count, len(cohort.people)), np.full(rows.count, -1)
    np.minimum.at(first, row, person)
    np.maximum.at(last, row, person)
    found = np.zeros(len(cohort.people), bool)
    found[first[refused & (first == last)]] = True
    return found


def _activity(rows: Rows, up: Integers, down: Integers) -> Integers:
    """The sum of each row with columns at `up` where their value is positive, at `down` where it is negative."""
    at = np.where(rows.value > 0, up[rows.column], down[rows.column])
    total = np.zeros(rows.count, np.int64)
    np.add.at(total, rows.row, rows.value * at)
    return total
