"""Price (与最优的差距): how much better everybody could fare together under the same rules."""

from __future__ import annotations

from fractions import Fraction
from typing import ClassVar

from optimizer.assignment.goals.total_rank import TotalRank
from optimizer.assignment.mechanisms.optimal import Optimal
from optimizer.assignment.task import Task
from optimizer.errors import LimitReached
from optimizer.fairness.metrics.base import Better, Metric, Number
from optimizer.fairness.plan import Plan


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
        people = plan.market.size
        if not people or len(plan.people) < people:
            return None
        return Fraction(int(plan.standing.sum()) - self._least(plan), people)

    def parts(self, plan: Plan) -> dict[str, Number]:
        """The plan's total standing, and the least there is."""
        if not plan.market.size or len(plan.people) < plan.market.size:
            return {}
        totals = int(plan.standing.sum()), self._least(plan)
        return dict(zip(("本方案总和 / total", "最小总和 / least total"), totals, strict=True))

    def _least(self, plan: Plan) -> int:
        """The least total standing; markets remember it by rules and scale."""

        def make() -> int:
            goal = TotalRank(unlisted=plan.unlisted, unplaced=plan.unplaced)
            found = Optimal().run(Task(plan.market, plan.rules, (goal,)))
            if found.status != "proved":
                raise LimitReached("最优方案没有证完 / the optimum was not proved within the limit")
            return found.stages[0].value

        return plan.market.remember(("least", plan.rules, plan.longest), make)
