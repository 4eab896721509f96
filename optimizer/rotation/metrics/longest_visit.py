"""Longest visit (同一单位最长): the most months anybody works in one unit."""

from __future__ import annotations

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import visits
from optimizer.rotation.timetable import Timetable


class LongestVisit(Metric):
    """The most months that one person works in one unit over the year."""

    name = "longest-visit"
    chinese = "同一单位最多"
    english = "most months in one unit"
    unit = "月 months"
    better = "lower"
    meaning = "一个人全年在同一单位工作的月数，取最多者"
    meaning_english = "months of one person in one unit over the year, the highest of all"

    def value(self, timetable: Timetable) -> float:
        """The most over all people and units."""
        return max((int(visits(town).max(initial=0)) for town in timetable.towns), default=0)
