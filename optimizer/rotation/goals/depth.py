"""Depth (深入): after the round of all units, more months where the major or the wish leads."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from optimizer.rotation.cohort import Cohort
from optimizer.rotation.goals.base import Goal
from optimizer.solver.program import Integers


class Depth(Goal):
    """Maximise the months that people work in units that fit them, from the year's start on.

    A unit fits by "major" (its majors hold a prefix of the person's), by "wish" (a wish for it in any
    month), or by "either". The first month of a round counts as well, which is the same for every plan in
    which everybody sees every unit.
    """

    kind: ClassVar[str] = "depth"
    chinese: ClassVar[str] = "深入对口单位"
    usage: ClassVar[str] = "在对口单位的月数最多；by：major 专业、wish 志愿、either 两者之一（默认）"
    sense: ClassVar[str] = "在对口单位的月数最多"
    maximise: ClassVar[bool] = True

    by: Literal["major", "wish", "either"] = "either"

    def counts(self, cohort: Cohort) -> Integers:
        """1 for each month of work in a unit that fits."""
        major, wish = cohort.fit > 0, cohort.wished > 0
        fits = {"major": major, "wish": wish, "either": major | wish}[self.by]
        counted = ~cohort.absent & (np.arange(len(cohort.months)) >= cohort.begin)
        return (fits[:, None, :] & counted[:, :, None]).astype(np.int64)
