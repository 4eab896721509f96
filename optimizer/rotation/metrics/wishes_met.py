"""Wishes met (志愿满足): how much of what people wished for they got."""

from __future__ import annotations

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import points
from optimizer.rotation.timetable import Timetable


class WishesMet(Metric):
    """The points of wishes met, of the points of all wishes."""

    name = "wishes-met"
    chinese = "志愿满足"
    english = "wishes met"
    unit = "%"
    chief = True
    better = "higher"
    meaning = "已满足志愿的分值占全部志愿分值（靠前的志愿分值高；无人填志愿时为 100）"
    meaning_english = "points of wishes met, of the points of all wishes (a higher wish counts more); 100 where nobody wished"

    def value(self, timetable: Timetable) -> float:
        """In per cent."""
        both = [points(timetable.kinds, town) for town in timetable.towns]
        hoped = sum(int(whole.sum()) for _, whole in both)
        return 100 * sum(int(met.sum()) for met, _ in both) / hoped if hoped else 100.0
