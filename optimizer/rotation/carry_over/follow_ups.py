"""Follow-ups (接续): how often one unit comes directly after another in a timetable, and how uneven that is."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.succession import moves
from optimizer.solver.program import Integers


@dataclass(frozen=True, eq=False)
class Steps:
    """Every step that counts: a person, a month, and that person's next month; three arrays of one length."""

    person: Integers
    before: Integers
    after: Integers

    @staticmethod
    def of(cohort: Cohort) -> Steps:
        """The steps into any month of the year, planned or past; absences are passed over."""
        return Steps(*moves(cohort, cohort.begin))

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self.person)


def follow_ups(plan: Plan, steps: Steps, units: int) -> Integers:
    """How often unit v follows unit u; shape (units, units). The diagonal counts who stays.

    `plan` is people × months of unit indices, known wherever a step leads from or to.
    """
    pairs = plan[steps.person, steps.before] * units + plan[steps.person, steps.after]
    counts: Integers = np.bincount(pairs, minlength=units * units).reshape(units, units).astype(np.int64)
    return counts


def imbalance(counts: Integers, share: int) -> int:
    """What counts of follow-ups weigh beyond the even share: 0 exactly where all are `share` or `share + 1`.

    A count k steps below `share`, or above `share + 1`, weighs 1 + 2 + … + k. With the number of changes
    fixed, twice this is the carry-over effects value of Russell (Biometrika 67, 1980: the sum of all squared
    counts) above the least that counting allows; each term is a whole number of at least 0, so that 0 is
    its own proof.
    """
    beyond = counts - share
    return int((beyond * (beyond - 1) // 2).sum())
