"""Depth (深入): months in units that fit the major or the wish."""

from __future__ import annotations

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import deep
from optimizer.rotation.timetable import Timetable


class DepthMonths(Metric):
    """Months in fitting units, on average over all people."""

    name = "depth"
    chinese = "对口单位月数"
    english = "months in fitting units"
    unit = "月/人 months a person"
    better = "higher"
    meaning = "在专业对口或有志愿的单位工作的月数，人均"
    meaning_english = "months of work in units that fit the major or a wish, on average"

    def value(self, timetable: Timetable) -> float:
        """All months over all people."""
        found = [deep(timetable.kinds, town) for town in timetable.towns]
        people = sum(len(line) for line in found)
        return sum(int(line.sum()) for line in found) / people if people else 0.0
