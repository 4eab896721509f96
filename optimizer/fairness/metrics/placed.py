"""Placed (已安置): how many people have a post."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better, Metric
from optimizer.fairness.plan import Plan


class Placed(Metric):
    """How many have a post.

    >>> from optimizer.fairness.worked import example
    >>> Placed().value(example({"甲": "X", "乙": "X"}, {"甲": "X"}))
    1
    """

    kind: ClassVar[str] = "placed"
    chinese: ClassVar[str] = "已安置"
    english: ClassVar[str] = "placed"
    unit: ClassVar[str] = "人 / people"
    better: ClassVar[Better] = "higher"
    concerns: ClassVar[str] = "毕业生和各村 / graduates and villages"
    meaning: ClassVar[str] = "有岗位的人数 / how many people have a post"

    def value(self, plan: Plan) -> int:
        """Count them."""
        return int((plan.placed[plan.people] >= 0).sum())
