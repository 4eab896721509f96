"""Justified envy (有理由的不平): somebody behind got a post that somebody before them would rather have."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
import pandas as pd

from optimizer.fairness.claims import claims
from optimizer.fairness.metrics.base import Better, Metric, Number, names
from optimizer.fairness.plan import Plan


class JustifiedEnvy(Metric):
    """How many people want a post that is held by somebody behind them in the post's order.

    Wanting is strict and within what the rules over pairs allow; pins take no part (see `claims`). The parts
    count the people, the pairs of people and the posts (Balinski and Sönmez 1999).

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X Y", "乙": "X"}, {"甲": "Y", "乙": "X"})  # 甲 stands before 乙
    >>> JustifiedEnvy().value(plan)
    1
    >>> JustifiedEnvy().witnesses(plan).to_dict("records")
    [{'graduate': '甲', 'wants': 'X', 'held_by': '乙', 'rank': 1, 'has': 'Y'}]
    """

    kind: ClassVar[str] = "justified-envy"
    chinese: ClassVar[str] = "有理由的不平"
    english: ClassVar[str] = "justified envy"
    unit: ClassVar[str] = "人 / people"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "排序在前的毕业生 / graduates who stand before others"
    meaning: ClassVar[str] = (
        "想去的岗位给了排序在其后的人：这样的人数 / how many people would rather have a post that went to somebody behind them"
    )

    def value(self, plan: Plan) -> int:
        """Count the people."""
        found = claims(plan)
        return len(np.unique(found.graduate[found.behind > 0]))

    def parts(self, plan: Plan) -> dict[str, Number]:
        """People, pairs and posts."""
        found = claims(plan)
        posts = len(np.unique(found.post[found.behind > 0]))
        return {
            "人 / people": self.value(plan),
            "对 / pairs of people": int(found.behind.sum()),
            "岗位 / posts": posts,
        }

    def witnesses(self, plan: Plan) -> pd.DataFrame:
        """Every pair: who wants which post, who holds it, the rank (0 = not listed) and the own post."""
        found = claims(plan)
        row = np.repeat(np.arange(len(found.post)), found.behind)
        within = np.arange(len(row)) - np.repeat(np.cumsum(found.behind) - found.behind, found.behind)
        who, post = found.graduate[row], found.post[row]
        table = pd.DataFrame(
            {
                "graduate": names(plan.market.graduates, who),
                "wants": names(plan.market.posts, post),
                "held_by": names(plan.market.graduates, found.holders[found.first[row] + within]),
                "rank": plan.market.ranks(who, post),
                "has": names(plan.market.posts, plan.placed[who]),
            }
        )
        return table.iloc[np.lexsort((within, post, who))].reset_index(drop=True)
