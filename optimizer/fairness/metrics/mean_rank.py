"""Mean rank (平均志愿序): which wish people got on average, among those who got one."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimizer.fairness.metrics.base import Better, Metric, mean
from optimizer.fairness.plan import Plan


class MeanRank(Metric):
    """The mean rank of those who got a wish; `mean-standing` counts everybody.

    >>> from optimizer.fairness.worked import example
    >>> MeanRank().value(example({"甲": "X", "乙": "X Y", "丙": "X"}, {"甲": "X", "乙": "Y"}))
    Fraction(3, 2)
    """

    kind: ClassVar[str] = "mean-rank"
    chinese: ClassVar[str] = "平均志愿序"
    english: ClassVar[str] = "mean rank of those who got a wish"
    unit: ClassVar[str] = "志愿序 / rank"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "得到志愿的毕业生 / graduates who got a wish"
    meaning: ClassVar[str] = (
        "得到志愿者所得志愿序的平均，不含志愿外和未落实 / the mean rank among those who got one of their wishes"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """Average the ranks that are there."""
        rank = plan.rank[plan.people]
        return mean(rank[rank > 0])
