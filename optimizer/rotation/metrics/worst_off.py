"""Worst-off (最差者): what the person misses whose wishes are met least."""

from __future__ import annotations

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import points
from optimizer.rotation.timetable import Timetable


class WorstOffPerson(Metric):
    """The most points of wishes that anybody misses."""

    name = "worst-off"
    chinese = "最差者所缺"
    english = "missed by the worst-off"
    unit = "分 points"
    chief = True
    better = "lower"
    meaning = "志愿满足最少的人，所缺的志愿分值"
    meaning_english = "points of wishes that the worst-off person misses"

    def value(self, timetable: Timetable) -> float:
        """The most over all people."""
        both = [points(timetable.kinds, town) for town in timetable.towns]
        return max((int((hoped - met).max(initial=0)) for met, hoped in both), default=0)
