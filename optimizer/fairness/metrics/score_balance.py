"""Score balance (成绩均衡): how differently strong the graduates are that townships get."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimizer.fairness.areas import by_area
from optimizer.fairness.metrics.base import Better, Metric, Number
from optimizer.fairness.plan import Plan
from optimizer.fairness.scores import scores


class ScoreBalance(Metric):
    """The largest difference in mean score between two townships; the parts are the townships.

    >>> from optimizer.fairness.worked import example
    >>> town = {"county": "甲县", "area": ""}
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"}, people={"甲": {"score": 90.5}, "乙": {"score": 80}},
    ...                posts={"X": {"township": "东镇", **town}, "Y": {"township": "西镇", **town}})
    >>> ScoreBalance().value(plan)
    Fraction(21, 2)
    """

    kind: ClassVar[str] = "score-balance"
    chinese: ClassVar[str] = "乡镇成绩差距"
    english: ClassVar[str] = "gap in mean score between townships"
    unit: ClassVar[str] = "分 / points"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "乡镇之间的均衡 / evenness between townships"
    meaning: ClassVar[str] = (
        "各乡镇所得人员平均成绩的最大差距 / the largest difference in mean score between two townships"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """The largest mean less the smallest."""
        means = [Fraction(figure) for figure in self.parts(plan).values()]
        return max(means) - min(means) if len(means) > 1 else None

    def parts(self, plan: Plan) -> dict[str, Number]:
        """The mean score of every township."""
        known = scores(plan)
        if known is None:
            return {}
        return {name: Fraction(figure) / 1000 for name, figure in by_area(plan, *known).items()}

    def worst_part(self, plan: Plan) -> str:
        """The township with the lowest mean."""
        known = self.parts(plan)
        return min(known, key=lambda name: (known[name], name), default="")
