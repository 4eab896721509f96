"""First choice (第一志愿): how many got what they wished most."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better, Metric
from optimizer.fairness.plan import Plan


class FirstChoice(Metric):
    """How many got a post of rank 1.

    >>> from optimizer.fairness.worked import example
    >>> FirstChoice().value(example({"甲": "X Y", "乙": "X Y"}, {"甲": "X", "乙": "Y"}))
    1
    """

    kind: ClassVar[str] = "first-choice"
    chinese: ClassVar[str] = "第一志愿"
    english: ClassVar[str] = "got their first choice"
    unit: ClassVar[str] = "人 / people"
    better: ClassVar[Better] = "higher"
    concerns: ClassVar[str] = "毕业生 / graduates"
    meaning: ClassVar[str] = "得到第一志愿的人数 / how many got the post they wished most"

    def value(self, plan: Plan) -> int:
        """Count the ranks of 1."""
        return int((plan.rank[plan.people] == 1).sum())
