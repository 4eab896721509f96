"""Distance gap (远近差距): how differently far from home groups of graduates serve."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better
from optimizer.fairness.metrics.distance import Measure, distances
from optimizer.fairness.metrics.gap import Gap
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


class DistanceGap(Gap):
    """The largest difference between two groups in the mean distance from home.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"},
    ...                people={"甲": {"home": "140321101001", "gender": "女"}, "乙": {"home": "140321101001", "gender": "男"}},
    ...                posts={"X": {"area": "140321101002"}, "Y": {"area": "140322100001"}})
    >>> DistanceGap(by="gender", smallest=1).value(plan)
    Fraction(2, 1)
    """

    kind: ClassVar[str] = "distance-gap"
    chinese: ClassVar[str] = "远近差距"
    english: ClassVar[str] = "gap in mean distance from home"
    unit: ClassVar[str] = "级 / levels"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "群体之间的均衡 / evenness between groups"
    meaning: ClassVar[str] = (
        "各群体平均离家远近的最大差距 / the largest difference between two groups in the mean distance from home"
    )

    measure: Measure = "area"

    def amounts(self, plan: Plan) -> tuple[Integers, Integers] | None:
        """Those with a post and a known home."""
        return distances(plan, self.measure)
