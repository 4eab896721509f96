"""Waste (空额浪费): seats left empty that somebody would rather have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pandas as pd

from optimizer.fairness.claims import claims
from optimizer.fairness.metrics.base import Better, Metric, names
from optimizer.fairness.plan import Plan


class Waste(Metric):
    """How many empty seats somebody would rather have, counting at each post no more than want to go there.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X Y", "乙": "Y"}, {"甲": "Y"}, seats={"X": 5}, refuse="乙")  # 甲 wants X
    >>> Waste().value(plan)
    1
    """

    kind: ClassVar[str] = "waste"
    chinese: ClassVar[str] = "空额浪费"
    english: ClassVar[str] = "empty seats that somebody would rather have"
    unit: ClassVar[str] = "名额 / seats"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "毕业生和空岗的村 / graduates, and villages left empty"
    meaning: ClassVar[str] = (
        "有人更想去却空着的名额（每岗不多于想去的人数） / empty seats that somebody would rather have, at most as many per "
        "post as want to go there"
    )

    def value(self, plan: Plan) -> int:
        """Add up the posts."""
        return int(self._seats(plan).sum())

    def _seats(self, plan: Plan) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
        found = claims(plan)
        wanting = np.bincount(found.post[found.free > 0], minlength=len(plan.free))
        return np.minimum(wanting, plan.free)

    def witnesses(self, plan: Plan) -> pd.DataFrame:
        """Every post with such seats: the seats, and who stands first among those who want one."""
        found, seats = claims(plan), self._seats(plan)
        pairs = np.flatnonzero(found.free > 0)
        pairs = pairs[np.lexsort((plan.order(found.graduate[pairs], found.post[pairs]), found.post[pairs]))]
        posts, first = np.unique(found.post[pairs], return_index=True)
        return pd.DataFrame(
            {
                "post": names(plan.market.posts, posts),
                "seats": seats[posts],
                "graduate": names(plan.market.graduates, found.graduate[pairs[first]]),
            }
        )
