"""Who follows whom: everybody's months in order, with absences left out."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from optimizer.rotation.cohort import Cohort
from optimizer.solver.program import Integers


def there(cohort: Cohort) -> list[list[int]]:
    """The months in which each person has a unit, ascending."""
    has = cohort.open | ((cohort.fixed >= 0) & (np.arange(len(cohort.months)) < cohort.first))
    return [np.flatnonzero(line).tolist() for line in has]


def moves(cohort: Cohort, since: int | None = None) -> tuple[Integers, Integers, Integers]:
    """Every step from a month to the next one that the same person has: person, month before, month after.

    Only steps whose later month comes at `since` or after it; by default, those that can still be planned.
    """
    first = cohort.first if since is None else since
    steps = [
        (person, before, after)
        for person, line in enumerate(there(cohort))
        for before, after in pairwise(line)
        if after >= first
    ]
    found = np.array(steps, np.int64).reshape(len(steps), 3)
    return found[:, 0], found[:, 1], found[:, 2]
