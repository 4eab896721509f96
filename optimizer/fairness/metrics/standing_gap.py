"""Standing gap (群体差距): how differently groups of graduates fare."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better
from optimizer.fairness.metrics.gap import Gap
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


class StandingGap(Gap):
    """The largest difference in mean standing between two groups.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X Y", "乙": "X Y"}, {"甲": "X", "乙": "Y"},
    ...                people={"甲": {"gender": "女"}, "乙": {"gender": "男"}})
    >>> StandingGap(by="gender", smallest=1).value(plan)
    Fraction(1, 1)
    """

    kind: ClassVar[str] = "standing-gap"
    chinese: ClassVar[str] = "所得差距"
    english: ClassVar[str] = "gap in mean standing"
    unit: ClassVar[str] = "志愿序 / rank"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "群体之间的均衡 / evenness between groups"
    meaning: ClassVar[str] = (
        "各群体人均所得的最大差距（不足 5 人的不比） / the largest difference in mean standing between two groups of at "
        "least 5"
    )

    def amounts(self, plan: Plan) -> tuple[Integers, Integers]:
        """Everybody has a standing."""
        return plan.people, plan.counted
