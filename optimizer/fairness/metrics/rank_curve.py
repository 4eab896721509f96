"""The rank curve (志愿满足曲线): how many got one of their first k wishes, for every k."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.fairness.metrics.base import Better, Metric, Number
from optimizer.fairness.plan import Plan


class RankCurve(Metric):
    """How many got one of their first `within` wishes; the parts are the whole curve, each rank with all before it.

    The last two parts count everybody with a post, then everybody.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X", "乙": "X Y", "丙": "X"}, {"甲": "X", "乙": "Y"})
    >>> RankCurve().value(plan)
    2
    >>> RankCurve().parts(plan)
    {'1': 1, '2': 2, '志愿外 / not listed': 2, '未落实 / unplaced': 3}
    """

    kind: ClassVar[str] = "rank-curve"
    chinese: ClassVar[str] = "前几志愿"
    english: ClassVar[str] = "got one of their first wishes"
    unit: ClassVar[str] = "人 / people"
    better: ClassVar[Better] = "higher"
    concerns: ClassVar[str] = "毕业生 / graduates"
    meaning: ClassVar[str] = (
        "得到前几个志愿之一的人数（不另写即前三） / how many got one of their first few wishes (three unless said)"
    )

    within: int = Field(default=3, ge=1)

    @property
    def title(self) -> str:
        """With the number."""
        return f"前 {self.within} 志愿 / got one of their first {self.within} wishes"

    def value(self, plan: Plan) -> int:
        """Count the ranks up to the number."""
        rank = plan.rank[plan.people]
        return int(((rank > 0) & (rank <= self.within)).sum())

    def parts(self, plan: Plan) -> dict[str, Number]:
        """Add up the counts of every standing."""
        counts = np.cumsum(np.bincount(plan.counted, minlength=plan.unplaced + 1))[1:].tolist()
        ranks = [str(rank) for rank in range(1, plan.longest + 1)]
        return dict(zip([*ranks, "志愿外 / not listed", "未落实 / unplaced"], counts, strict=True))
