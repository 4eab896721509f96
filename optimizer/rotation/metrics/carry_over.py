"""Carry-over (前后衔接): whether each unit follows each other unit equally often."""

from __future__ import annotations

import numpy as np

from optimizer.rotation.goals.carry_over import CarryOver as Goal
from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.timetable import Timetable


class CarryOver(Metric):
    """How often the most frequent ordered pair of different units occurs more than the rarest, in any township.

    Pairs and steps are those that the goal carry-over counts, so that its value is 0 only where this is at most 1.
    """

    name = "carry-over"
    chinese = "前后衔接差"
    english = "carry-over spread"
    unit = "次 times"
    chief = True
    better = "lower"
    meaning = "从一个单位接着到另一个单位的次数，最多的一对与最少的一对之差（取各乡镇最大者）"
    meaning_english = (
        "ordered pairs of units: the most frequent less the rarest, in the township where it is largest"
    )

    def value(self, timetable: Timetable) -> float:
        """The widest spread of any township."""
        counts = [Goal().counts_of(town.cohort, town.plan) for town in timetable.towns]
        return max((int(np.ptp(pairs)) for pairs in counts if len(pairs)), default=0)
