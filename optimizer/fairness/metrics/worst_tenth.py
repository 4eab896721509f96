"""The worst-off tenth (处境最差的十分之一): how those fared who fared worst."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.fairness.metrics.base import Better, Metric, mean
from optimizer.fairness.plan import Plan


class WorstTenth(Metric):
    """The mean standing of the worst-off tenth, rounded up to whole people.

    >>> from optimizer.fairness.worked import example
    >>> wishes = {name: f"X{name} Y{name}" for name in "ABCDEFGHIJK"}  # eleven people: the tenth are two
    >>> placed = {name: f"X{name}" for name in "ABCDEFGHIJ"} | {"J": "YJ"}  # J got a second wish, K nothing
    >>> WorstTenth().value(example(wishes, placed))
    Fraction(3, 1)
    """

    kind: ClassVar[str] = "worst-tenth"
    chinese: ClassVar[str] = "最差十分之一"
    english: ClassVar[str] = "mean standing of the worst-off tenth"
    unit: ClassVar[str] = "志愿序 / rank"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "处境最差的十分之一 / the worst-off tenth"
    meaning: ClassVar[str] = (
        "处境最差的十分之一（人数进整）的人均所得 / the mean standing of the worst-off tenth, rounded up to whole people"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """Average the largest standings."""
        many = -(-len(plan.counted) // 10)
        return mean(np.sort(plan.counted)[len(plan.counted) - many :])
