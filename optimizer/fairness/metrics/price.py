"""Price (与最优的差距): how much better everybody could fare together under the same rules."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimizer.assignment.goals.total_rank import TotalRank
from optimizer.assignment.pins import pinned
from optimizer.assignment.task import Task
from optimizer.fairness.metrics.base import Better, Metric, Number
from optimizer.fairness.plan import Plan
from optimizer.solver.lexicographic import optimum
from optimizer.solver.program import Stage


class Price(Metric):
    """How much larger the mean standing is than in the plan, under the same rules and pins, where it is smallest.

    The best plan is found and proved anew. Over a part of the people there is no such best, hence None.

    >>> from optimizer.fairness.worked import example
    >>> plan = example({"甲": "X Y", "乙": "Y X"}, {"甲": "Y", "乙": "X"})  # 2 and 2, where 1 and 1 can be had
    >>> Price().value(plan)
    Fraction(1, 1)
    """

    kind: ClassVar[str] = "price"
    chinese: ClassVar[str] = "与最优的差距"
    english: ClassVar[str] = "mean standing above the optimum"
    unit: ClassVar[str] = "志愿序 / rank"
    better: ClassVar[Better] = "lower"
    concerns: ClassVar[str] = "全体毕业生 / all graduates"
    meaning: ClassVar[str] = (
        "人均所得比同样规则下的最优方案多出多少 / how much larger the mean standing is than the smallest possible under the "
        "same rules"
    )
    solves: ClassVar[bool] = True

    def value(self, plan: Plan) -> Fraction | None:
        """The difference in total standing, per person."""
        totals = self._totals(plan)
        return None if totals is None else Fraction(totals[0] - totals[1], plan.market.size)

    def parts(self, plan: Plan) -> dict[str, Number]:
        """The plan's total standing, and the least there is."""
        return dict(
            zip(("本方案总和 / total", "最小总和 / least total"), self._totals(plan) or (), strict=False)
        )

    def _totals(self, plan: Plan) -> tuple[int, int] | None:
        """Both totals; None over a part of the people, or where a limit was hit before the least was proved."""
        if not plan.market.size or len(plan.people) < plan.market.size:
            return None
        key = ("least", plan.rules, plan.longest)
        least: int | None = plan.market.remember(key, lambda: _least(plan))
        return None if least is None else (int(plan.standing.sum()), least)


def _least(plan: Plan) -> int | None:
    """The least total standing under the plan's rules and pins."""
    market, goal = plan.market, TotalRank(unlisted=plan.unlisted, unplaced=plan.unplaced)
    task = Task(market, plan.rules, (goal,))
    kept = pinned(task)
    open_ = task.remaining(kept, (goal,))
    stage = open_.stages()[0]
    if not isinstance(stage, Stage):
        return None
    found = optimum(open_.program(), stage)
    return goal.counted(market, kept) + found.stages[0].value if found.status == "proved" else None
