"""Mean standing (人均所得): how everybody fared on one scale, those without a wish or a post included."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimizer.fairness.metrics.base import Better, Metric, mean
from optimizer.fairness.plan import Plan


class MeanStanding(Metric):
    """The mean of ranks, where an unlisted post counts one more than the longest list, and no post two more.

    >>> from optimizer.fairness.worked import example
    >>> MeanStanding().value(example({"甲": "X", "乙": "X Y", "丙": "X"}, {"甲": "X", "乙": "Y"}))
    Fraction(7, 3)
    """

    kind: ClassVar[str] = "mean-standing"
    chinese: ClassVar[str] = "人均所得"
    english: ClassVar[str] = "mean standing of everybody"
    unit: ClassVar[str] = "志愿序 / rank"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "全体毕业生 / all graduates"
    meaning: ClassVar[str] = (
        "全体的平均：所得志愿序；志愿外按最大志愿序加 1，未落实加 2 / the mean over everybody: the rank, the longest list "
        "plus 1 for an unlisted post, plus 2 for none"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """Average the standings."""
        return mean(plan.counted)
