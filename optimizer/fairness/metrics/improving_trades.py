"""Improving trades (互换得益): who could fare better by a trade that harms nobody; none = Pareto efficient."""

from __future__ import annotations

from typing import ClassVar

import pandas as pd

from optimizer.fairness.metrics.base import Better, Metric, names
from optimizer.fairness.plan import Plan
from optimizer.fairness.trades import gainers, trade


class ImprovingTrades(Metric):
    """How many people could fare strictly better in a cycle or chain of moves in which nobody fares worse.

    What a trade must keep stands in `trades`. The witness is one such trade for the first who could gain.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X Y", "乙": "Y X"}, {"甲": "Y", "乙": "X"})
    >>> ImprovingTrades().value(plan)
    2
    >>> ImprovingTrades().witnesses(plan)[["graduate", "from", "to"]].to_dict("records")
    [{'graduate': '甲', 'from': 'Y', 'to': 'X'}, {'graduate': '乙', 'from': 'X', 'to': 'Y'}]
    """

    kind: ClassVar[str] = "improving-trades"
    chinese: ClassVar[str] = "互换得益"
    english: ClassVar[str] = "people who could gain at nobody's cost"
    unit: ClassVar[str] = "人 / people"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "毕业生 / graduates"
    meaning: ClassVar[str] = (
        "可经互换或递补得益而无人受损的人数，0 为帕累托有效 / how many could fare better by a trade that harms nobody; "
        "0 = Pareto efficient"
    )

    def value(self, plan: Plan) -> int:
        """Count who lies on such a cycle or chain."""
        return len(gainers(plan))

    def witnesses(self, plan: Plan) -> pd.DataFrame:
        """One trade, move by move: who goes from where to where, and the standing before and after."""
        moves = trade(plan)
        return pd.DataFrame(
            {
                "graduate": names(plan.market.graduates, moves.graduate),
                "from": names(plan.market.posts, plan.placed[moves.graduate]),
                "to": names(plan.market.posts, moves.post),
                "before": plan.standing[moves.graduate],
                "after": moves.standing,
            }
        )
