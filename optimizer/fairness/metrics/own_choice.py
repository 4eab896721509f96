"""Own choice (个人选定): how much was decided by the people themselves, and how much by the organisation."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.fairness.metrics.base import Better, Metric, Number
from optimizer.fairness.plan import Plan

_DECIDED = (
    ("choice", "个人选岗 / by choice"), ("allocation", "组织分配 / by allocation"), ("pin", "组织指定 / by pin"),
)  # fmt: skip


class OwnChoice(Metric):
    """The share of the placed who got their post by their own choice; the parts count every way.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"}, chosen="甲")
    >>> OwnChoice().value(plan)
    Fraction(1, 2)
    """

    kind: ClassVar[str] = "own-choice"
    chinese: ClassVar[str] = "个人选定比例"
    english: ClassVar[str] = "share decided by the person"
    unit: ClassVar[str] = "0–1"
    better: ClassVar[Better] = "neither"
    concerns: ClassVar[str] = "个人与组织 / the person and the organisation"
    meaning: ClassVar[str] = (
        "已安置者中由本人选定的比例，其余由组织分配或指定 / the share of the placed who chose; the rest were allocated or pinned"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """Of those with a post."""
        people = len(plan.settled)
        return Fraction(int((plan.stage[plan.settled] == "choice").sum()), people) if people else None

    def parts(self, plan: Plan) -> dict[str, Number]:
        """Count every way."""
        stage = plan.stage[plan.settled]
        return {label: int(np.sum(stage == word)) for word, label in _DECIDED}
