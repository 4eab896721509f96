"""Units seen (轮到的单位): how many different units the person who saw fewest has worked in."""

from __future__ import annotations

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import visits
from optimizer.rotation.timetable import Timetable


class UnitsSeen(Metric):
    """The fewest different units anybody has worked in; people absent all year do not count."""

    name = "units-seen"
    chinese = "最少轮到单位"
    english = "fewest units seen"
    unit = "个 units"
    chief = True
    better = "higher"
    meaning = "轮到单位最少的人，全年到过几个不同单位（全年不在岗者不计）"
    meaning_english = "different units of the person who saw fewest; people absent all year do not count"

    def value(self, timetable: Timetable) -> float:
        """The fewest over all people."""
        seen = [(visits(town) > 0).sum(axis=1) for town in timetable.towns]
        return min((int(many) for line in seen for many in line if many), default=0)
