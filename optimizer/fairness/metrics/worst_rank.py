"""Worst rank (最差志愿序): the last wish that anybody got."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better, Metric
from optimizer.fairness.plan import Plan


class WorstRank(Metric):
    """The largest rank among those who got a wish; None where nobody did.

    >>> from optimizer.fairness.worked import example
    >>> WorstRank().value(example({"甲": "X", "乙": "X Z Y"}, {"甲": "X", "乙": "Y"}))
    3
    """

    kind: ClassVar[str] = "worst-rank"
    chinese: ClassVar[str] = "最差志愿序"
    english: ClassVar[str] = "worst rank of those who got a wish"
    unit: ClassVar[str] = "志愿序 / rank"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "得到志愿者中最靠后的人 / the last among graduates who got a wish"
    meaning: ClassVar[str] = "得到志愿者中最靠后的志愿序 / the largest rank among those who got a wish"

    def value(self, plan: Plan) -> int | None:
        """The largest that is there."""
        return int(plan.rank[plan.people].max(initial=0)) or None
