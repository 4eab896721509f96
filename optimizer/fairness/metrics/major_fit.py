"""Major fit (专业契合): how well majors fit the posts that ask for some."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.major_fit import levels
from optimizer.assignment.rules.eligible_major import prefixes
from optimizer.fairness.metrics.base import Better, Metric, Number, mean
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers

_LEVELS = ("不符 / none", "门类 / category", "专业类 / class", "专业 / major")


class MajorFit(Metric):
    """The mean levels (category, class, major: 0 to 3) that a major shares with what its post asks for.

    Only people at posts that ask for something count. The parts count people by level.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"},
    ...                people={"甲": {"major": "080901"}, "乙": {"major": "120203"}},
    ...                posts={"X": {"majors": "0809"}, "Y": {"majors": ""}})
    >>> MajorFit().value(plan)
    Fraction(2, 1)
    """

    kind: ClassVar[str] = "major-fit"
    chinese: ClassVar[str] = "专业契合"
    english: ClassVar[str] = "mean fit of majors"
    unit: ClassVar[str] = "级 / levels"
    better: ClassVar[Better] = "higher"
    concerns: ClassVar[str] = "有专业要求的村 / villages that ask for a major"
    meaning: ClassVar[str] = (
        "有专业要求的岗位上，专业与要求相同的层级（门类 1、专业类 2、专业 3）的平均 / shared levels of major and demand, at "
        "posts that ask for some"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """Average over the people at such posts."""
        known = self._levels(plan)
        return None if known is None else mean(known)

    def parts(self, plan: Plan) -> dict[str, Number]:
        """Count the people at every level."""
        known = self._levels(plan)
        counts = [] if known is None else np.bincount(known, minlength=len(_LEVELS)).tolist()
        return dict(zip(_LEVELS, counts, strict=False))

    def _levels(self, plan: Plan) -> Integers | None:
        if "major" not in plan.market.graduate_table or "majors" not in plan.market.post_table:
            return None
        (demands, asked), (codes, major) = (
            plan.market.coded("post_table", "majors"),
            plan.market.coded("graduate_table", "major"),
        )
        at, has = plan.placed[plan.settled], major[plan.settled]
        asking = np.array([bool(demand) for demand in demands], bool)[asked[at]]
        fits: Integers = levels(codes, [prefixes(text) for text in demands])[has[asking], asked[at][asking]]
        return fits
