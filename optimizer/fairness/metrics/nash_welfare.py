"""Nash welfare (纳什福利): the geometric mean of satisfaction (Nash 1950; Kaneko and Nakamura 1979)."""

from __future__ import annotations

import math
from typing import ClassVar

import numpy as np

from optimizer.fairness.metrics.base import Better, Metric
from optimizer.fairness.plan import Plan
from optimizer.fairness.satisfaction import scale, steps


class NashWelfare(Metric):
    """The geometric mean of satisfaction: a step for who has little weighs more than one for who has much.

    Satisfaction is that of `gini`, so that it is never nothing and one person without a post does not
    make every plan alike.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "X"}, {"甲": "X"})  # satisfaction 3/3 and 1/3
    >>> round(NashWelfare().value(plan), 6) == round((1 * 1 / 3) ** 0.5, 6)
    True
    """

    kind: ClassVar[str] = "nash-welfare"
    chinese: ClassVar[str] = "纳什福利"
    english: ClassVar[str] = "Nash welfare of satisfaction"
    unit: ClassVar[str] = "0–1"
    better: ClassVar[Better] = "higher"
    concerns: ClassVar[str] = "全体毕业生，重处境差者 / all graduates, those with little weighing more"
    meaning: ClassVar[str] = (
        "满意度的几何平均，人人第一志愿为 1 / the geometric mean of satisfaction; 1 = all first choices"
    )

    def value(self, plan: Plan) -> float | None:
        """From the counts of each step, summed without loss of digits."""
        counts = np.bincount(steps(plan)).tolist()
        people = sum(counts)
        if not people:
            return None
        terms = (count * math.log(step / scale(plan)) for step, count in enumerate(counts) if count)
        return round(math.exp(math.fsum(terms) / people), 12)
