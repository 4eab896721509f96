"""Cut-off (分数线): the score at which each post was taken."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.fairness.metrics.base import Better, Metric, Number
from optimizer.fairness.plan import Plan
from optimizer.fairness.scores import scores


class CutOff(Metric):
    """The middle cut-off over the posts filled; the parts are the lowest score placed at every one of them.

    Of an even number of posts the lower middle counts, so that the figure is somebody's score.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "X", "丙": "Y"}, {"甲": "X", "乙": "X", "丙": "Y"}, seats={"X": 2},
    ...                people={"甲": {"score": 90}, "乙": {"score": 85.5}, "丙": {"score": 80}})
    >>> CutOff().parts(plan)
    {'X': Fraction(171, 2), 'Y': Fraction(80, 1)}
    >>> CutOff().value(plan)
    Fraction(80, 1)
    """

    kind: ClassVar[str] = "cut-off"
    chinese: ClassVar[str] = "分数线"
    english: ClassVar[str] = "middle cut-off score"
    unit: ClassVar[str] = "分 / points"
    better: ClassVar[Better] = "neither"
    concerns: ClassVar[str] = "各岗位 / posts"
    meaning: ClassVar[str] = (
        "每个岗位所收最低成绩；此处为各岗中位 / the lowest score placed at each post; here the middle one over posts"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """The lower middle."""
        found = sorted(Fraction(figure) for figure in self.parts(plan).values())
        return found[(len(found) - 1) // 2] if found else None

    def parts(self, plan: Plan) -> dict[str, Number]:
        """The lowest score at every post that has anybody."""
        known = scores(plan)
        if known is None:
            return {}
        people, score = known
        lowest = np.full(len(plan.market.capacity), np.iinfo(np.int64).max)
        np.minimum.at(lowest, plan.placed[people], score)
        filled = np.unique(plan.placed[people]).tolist()
        return {plan.market.posts[post]: Fraction(int(lowest[post]), 1000) for post in filled}
