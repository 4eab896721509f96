"""All units seen (轮遍): the share of people who have worked in every unit of their township."""

from __future__ import annotations

import numpy as np

from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.facts import visits
from optimizer.rotation.timetable import Timetable


class AllUnits(Metric):
    """The share of people who have worked in every unit."""

    name = "all-units"
    chinese = "轮遍人数占比"
    english = "saw every unit"
    unit = "%"
    better = "higher"
    meaning = "全年到过本乡镇全部单位的人数占比"
    meaning_english = "people who worked in every unit of their township, of all people"

    def value(self, timetable: Timetable) -> float:
        """In per cent."""
        fewest = np.concatenate([visits(town).min(axis=1) for town in timetable.towns])
        return 100 * float((fewest > 0).mean())
