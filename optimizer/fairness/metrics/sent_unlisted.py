"""Sent elsewhere (志愿以外): how many serve at a post that they had not listed."""

from __future__ import annotations

from typing import ClassVar

from optimizer.fairness.metrics.base import Better, Metric
from optimizer.fairness.plan import Plan


class SentUnlisted(Metric):
    """How many have a post that is none of their wishes.

    >>> from optimizer.fairness.worked import example
    >>> SentUnlisted().value(example({"甲": "X", "乙": "X"}, {"甲": "X", "乙": "Y"}))
    1
    """

    kind: ClassVar[str] = "sent-unlisted"
    chinese: ClassVar[str] = "志愿以外"
    english: ClassVar[str] = "sent to a post they had not listed"
    unit: ClassVar[str] = "人 / people"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "毕业生 / graduates"
    meaning: ClassVar[str] = (
        "所去岗位不在志愿中的人数 / how many serve at a post that is none of their wishes"
    )

    def value(self, plan: Plan) -> int:
        """Count the standings of that kind."""
        return int((plan.counted == plan.unlisted).sum())
