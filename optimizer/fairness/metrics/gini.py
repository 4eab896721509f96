"""Gini (基尼系数): how unequally satisfaction is spread (Gini 1912)."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.fairness.metrics.base import Better, Metric
from optimizer.fairness.plan import Plan
from optimizer.fairness.satisfaction import steps


class Gini(Metric):
    """The Gini coefficient of satisfaction: half the mean difference between two people, by the mean.

    A first choice is 1, no post 1 / (longest list + 2), with equal steps between. Everybody alike is 0.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "X"}, {"甲": "X"})  # steps 3 and 1: |3 - 1| · 2 / (2 · 2² · 2)
    >>> Gini().value(plan)
    Fraction(1, 4)
    """

    kind: ClassVar[str] = "gini"
    chinese: ClassVar[str] = "基尼系数"
    english: ClassVar[str] = "Gini of satisfaction"
    unit: ClassVar[str] = "0–1"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "所得均等 / equality among graduates"
    meaning: ClassVar[str] = (
        "满意度的不均等程度，0 为人人相同 / how unequal satisfaction is; 0 = everybody alike, well or badly"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """By the sorted form: sum of (2 i - n - 1) x_i over n times the sum."""
        sorted_steps = np.sort(steps(plan))
        many, total = len(sorted_steps), int(sorted_steps.sum())
        if not many:
            return None
        place = 2 * np.arange(1, many + 1) - many - 1
        return Fraction(int((place * sorted_steps).sum()), many * total)
