"""Hardship (艰苦程度): how hard the posts are that people serve at, county by county."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimizer.fairness.areas import by_area
from optimizer.fairness.metrics.base import Better, Metric, Number, mean
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


def hardships(plan: Plan) -> tuple[Integers, Integers] | None:
    """The people at posts whose hardship is known, and that hardship; None where the posts have no such column."""
    if "hardship" not in plan.market.post_table:
        return None
    level = plan.market.post_table["hardship"].fillna(0).to_numpy("int64")[plan.placed[plan.settled]]
    return plan.settled[level > 0], level[level > 0]


class Hardship(Metric):
    """The mean hardship of the posts that people serve at; the parts are the townships.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"}, posts={"X": {"hardship": 1}, "Y": {"hardship": 4}})
    >>> Hardship().value(plan)
    Fraction(5, 2)
    """

    kind: ClassVar[str] = "hardship"
    chinese: ClassVar[str] = "平均艰苦程度"
    english: ClassVar[str] = "mean hardship of the posts filled"
    unit: ClassVar[str] = "级 / levels"
    better: ClassVar[Better] = "neither"
    concerns: ClassVar[str] = "到岗的毕业生 / graduates with a post"
    meaning: ClassVar[str] = (
        "到岗人员所在岗位的平均艰苦程度（岗位全满时恒定） / the mean hardship of the posts filled; the same whenever all are"
    )

    def value(self, plan: Plan) -> Fraction | None:
        """Average over people."""
        known = hardships(plan)
        return None if known is None else mean(known[1])

    def parts(self, plan: Plan) -> dict[str, Number]:
        """Average over the people of every township."""
        known = hardships(plan)
        return {} if known is None else by_area(plan, *known)
