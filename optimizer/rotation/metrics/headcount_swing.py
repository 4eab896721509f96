"""Headcount swing (人数起伏): how far a unit's numbers go up and down over the year."""

from __future__ import annotations

from optimizer.rotation.goals.evenness import Evenness
from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.timetable import Timetable


class HeadcountSwing(Metric):
    """The most people of a unit less the fewest, over the months that could be planned, on average over units."""

    name = "headcount-swing"
    chinese = "单位人数起伏"
    english = "headcount swing"
    unit = "人 people"
    chief = True
    better = "lower"
    meaning = "每个单位各月在岗人数最多与最少之差，平均（停办月份不计）"
    meaning_english = (
        "most less fewest people of a unit over the planned months it is open, on average over units"
    )

    def value(self, timetable: Timetable) -> float:
        """What the goal evenness counts, over all units that are open at all."""
        goal = Evenness()
        total = sum(goal.value(town.cohort, town.plan) for town in timetable.towns)
        units = sum(
            int((town.cohort.high[:, town.cohort.first :] > 0).any(axis=1).sum()) for town in timetable.towns
        )
        return total / units if units else 0.0
