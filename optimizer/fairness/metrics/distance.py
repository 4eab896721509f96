"""Distance (离家远近): how far from home people serve, township by township."""

from __future__ import annotations

from fractions import Fraction
from typing import Any, ClassVar, Literal

import numpy as np
import pandas as pd

from optimizer.assignment.goals.distance import Distance as DistanceGoal
from optimizer.fairness.areas import by_area
from optimizer.fairness.metrics.base import Better, Metric, Number, mean
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers

Measure = Literal["area", "kilometres"]
_DIGITS = (12, 9, 6)


def distances(plan: Plan, measure: Measure) -> tuple[Integers, Integers] | None:
    """The people with a post and a known home, and how far apart they are; None where the tables do not say."""
    people, posts = plan.market.graduate_table, plan.market.post_table
    needed = {"area"} if measure == "area" else {"area", "longitude", "latitude"}
    if "home" not in people or not needed <= set(posts) or posts[sorted(needed)].isna().any(axis=None):
        return None
    who = plan.settled[(people["home"].to_numpy(object) != "")[plan.settled]]
    if measure == "area":
        return who, _apart(people["home"].iloc[who], posts["area"].iloc[plan.placed[who]])
    return who, DistanceGoal(by=measure).counts(plan.market, who, plan.placed[who], plan.rank[who])


def _apart(homes: pd.Series[Any], places: pd.Series[Any]) -> Integers:
    """How many levels lie between each home and place: 0 = the same village."""
    apart = np.full(len(homes), len(_DIGITS))
    for level, digits in reversed(list(enumerate(_DIGITS))):
        home, place = (column.str[:digits].to_numpy(object) for column in (homes, places))
        apart[(home == place) & (homes.str.len() >= digits).to_numpy(bool)] = level
    return apart


class Distance(Metric):
    """The mean distance from home to post: 0 own village, 1 own township, 2 own county, 3 beyond, or kilometres.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "Y"}, {"甲": "X", "乙": "Y"},
    ...                people={"甲": {"home": "140321101001"}, "乙": {"home": "140321101001"}},
    ...                posts={"X": {"area": "140321101002"}, "Y": {"area": "140322100001"}})
    >>> Distance().value(plan)  # 1 and 3
    Fraction(2, 1)
    """

    kind: ClassVar[str] = "distance"
    chinese: ClassVar[str] = "离家远近"
    english: ClassVar[str] = "mean distance from home"
    unit: ClassVar[str] = "级 / levels"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "到岗的毕业生 / graduates with a post"
    meaning: ClassVar[str] = (
        "户籍地到岗位：本村 0、本乡镇 1、本县区 2、其他 3（或按公里） / from home to post: own village 0, own township 1, "
        "own county 2, beyond 3 (or kilometres)"
    )

    measure: Measure = "area"

    def value(self, plan: Plan) -> Fraction | None:
        """Average over people."""
        known = distances(plan, self.measure)
        return None if known is None else mean(known[1])

    def parts(self, plan: Plan) -> dict[str, Number]:
        """Average over the people of every township."""
        known = distances(plan, self.measure)
        return {} if known is None else by_area(plan, *known)
