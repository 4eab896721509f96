"""Hardship gap (艰苦差距): how differently hard posts are shared among groups of graduates."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better
from optimizer.fairness.metrics.gap import Gap
from optimizer.fairness.metrics.hardship import hardships
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


class HardshipGap(Gap):
    """The largest difference between two groups in the mean hardship of the posts they serve at.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"},
    ...                people={"甲": {"gender": "女"}, "乙": {"gender": "男"}},
    ...                posts={"X": {"hardship": 1}, "Y": {"hardship": 4}})
    >>> HardshipGap(by="gender", smallest=1).value(plan)
    Fraction(3, 1)
    """

    kind: ClassVar[str] = "hardship-gap"
    chinese: ClassVar[str] = "艰苦差距"
    english: ClassVar[str] = "gap in mean hardship"
    unit: ClassVar[str] = "级 / levels"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "群体之间的均衡 / evenness between groups"
    meaning: ClassVar[str] = (
        "各群体所去岗位平均艰苦程度的最大差距 / the largest difference between two groups in the mean hardship of their posts"
    )

    def amounts(self, plan: Plan) -> tuple[Integers, Integers] | None:
        """Those at posts whose hardship is known."""
        return hardships(plan)
