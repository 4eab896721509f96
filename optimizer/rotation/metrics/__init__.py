"""The metrics (指标) of a timetable. One file each, listed here in the order in which they are shown."""

from __future__ import annotations

from typing import Final

from optimizer.rotation.metrics.all_units import AllUnits
from optimizer.rotation.metrics.base import Metric
from optimizer.rotation.metrics.carry_over import CarryOver
from optimizer.rotation.metrics.depth import DepthMonths
from optimizer.rotation.metrics.headcount_breaches import HeadcountBreaches
from optimizer.rotation.metrics.headcount_swing import HeadcountSwing
from optimizer.rotation.metrics.longest_visit import LongestVisit
from optimizer.rotation.metrics.units_seen import UnitsSeen
from optimizer.rotation.metrics.wishes_met import WishesMet
from optimizer.rotation.metrics.worst_off import WorstOffPerson

METRICS: Final[tuple[Metric, ...]] = (
    UnitsSeen(),
    AllUnits(),
    LongestVisit(),
    DepthMonths(),
    WishesMet(),
    WorstOffPerson(),
    HeadcountSwing(),
    HeadcountBreaches(),
    CarryOver(),
)
"""Every metric."""

__all__ = ["METRICS", "Metric"]
