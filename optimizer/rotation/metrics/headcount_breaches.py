"""Headcount breaches (人数不合): units and months with too few or too many people."""

from __future__ import annotations

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import bounds
from optimizer.rotation.timetable import Timetable


class HeadcountBreaches(Metric):
    """Units and months outside the minimum and maximum; possible only where the rule is mild."""

    name = "headcount-breaches"
    chinese = "人数不合"
    english = "headcount breaches"
    unit = "处 times"
    better = "lower"
    meaning = "单位在某月的人数少于最少或多于最多的次数（只有柔性规则才可能不为 0）"
    meaning_english = "units and months below the minimum or above the maximum; 0 unless the rule is mild"

    def value(self, timetable: Timetable) -> float:
        """Counted over the months that could be planned."""
        found = 0
        for town in timetable.towns:
            cohort = town.cohort
            low, high = bounds(timetable.kinds, cohort)
            wrong = (cohort.counts(cohort.working(town.plan)) < low) | (cohort.counts(town.plan) > high)
            found += int(wrong[:, cohort.first :].sum())
        return found
