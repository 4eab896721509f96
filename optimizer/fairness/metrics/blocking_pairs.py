"""Blocking pairs (互相更愿意): a person and a post that would both rather have each other (Gale and Shapley 1962)."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pandas as pd

from optimizer.fairness.claims import claims
from optimizer.fairness.metrics.base import Better, Metric, Number, names
from optimizer.fairness.plan import Plan


class BlockingPairs(Metric):
    """How many pairs of a person and a post block the plan: none = the plan is stable.

    A pair blocks where the person wants the post and the post has a free seat or holds somebody behind the
    person. What wanting means stands in `claims`.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X Z Y", "乙": "X"}, {"甲": "Y", "乙": "X"})  # X holds 乙, Z is empty
    >>> BlockingPairs().value(plan)
    2
    """

    kind: ClassVar[str] = "blocking-pairs"
    chinese: ClassVar[str] = "不稳定对"
    english: ClassVar[str] = "blocking pairs"
    unit: ClassVar[str] = "对 / pairs"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "排序在前的毕业生和岗位 / graduates who stand before others, and posts"
    meaning: ClassVar[str] = (
        "人更想去此岗、岗位也有空额或所收的人排序在后：这样的对数 / pairs of a person and a post that would both rather "
        "have each other; none = stable"
    )

    def value(self, plan: Plan) -> int:
        """Every claim is a pair."""
        return len(claims(plan).graduate)

    def parts(self, plan: Plan) -> dict[str, Number]:
        """Pairs, people and posts."""
        found = claims(plan)
        return {
            "对 / pairs": len(found.graduate),
            "人 / people": len(np.unique(found.graduate)),
            "岗位 / posts": len(np.unique(found.post)),
        }

    def witnesses(self, plan: Plan) -> pd.DataFrame:
        """Every pair, with the free seats and the holders behind."""
        found = claims(plan)
        order = np.lexsort((found.post, found.graduate))
        who, post = found.graduate[order], found.post[order]
        return pd.DataFrame(
            {
                "graduate": names(plan.market.graduates, who),
                "wants": names(plan.market.posts, post),
                "free": found.free[order],
                "behind": found.behind[order],
                "rank": plan.market.ranks(who, post),
                "has": names(plan.market.posts, plan.placed[who]),
            }
        )
