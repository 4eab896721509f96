"""A gap between groups: what all metrics share that compare the means of groups."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from pydantic import Field

from optimizer.fairness.groups import SMALLEST, groups, title
from optimizer.fairness.metrics.base import Metric, Number
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


class Gap(Metric):
    """The largest difference between the means of two groups; the parts are the means.

    `by` is a column of the graduates, or "score" for the quarters by priority. Groups of fewer than
    `smallest` people are among the parts but are not compared.
    """

    by: str = "gender"
    smallest: int = Field(default=SMALLEST, ge=1)

    @property
    def name(self) -> str:
        """With the groups."""
        return f"{self.kind} {self.by}"

    @property
    def title(self) -> str:
        """With the groups."""
        chinese, english = title(self.by).split(" / ")
        return f"{self.chinese}：按{chinese} / {self.english} by {english}"

    def amounts(self, plan: Plan) -> tuple[Integers, Integers] | None:
        """The people who have an amount, and it; None where nobody can have one."""
        raise TypeError(f"{self.kind} has no amounts")

    def value(self, plan: Plan) -> Fraction | None:
        """The largest mean less the smallest; None with fewer than two groups to compare."""
        means = [figure for figure, many in self._means(plan).values() if many >= self.smallest]
        return max(means) - min(means) if len(means) > 1 else None

    def parts(self, plan: Plan) -> dict[str, Number]:
        """The mean of every group."""
        return {name: figure for name, (figure, _) in self._means(plan).items()}

    def worst_part(self, plan: Plan) -> str:
        """The group with the largest mean, among those compared: standing, hardship and distance are burdens."""
        known = {name: mean for name, (mean, many) in self._means(plan).items() if many >= self.smallest}
        return max(known, key=lambda name: (known[name], name), default="")

    def _means(self, plan: Plan) -> dict[str, tuple[Fraction, int]]:
        return plan.remember(self, lambda: self._worked_out(plan))

    def _worked_out(self, plan: Plan) -> dict[str, tuple[Fraction, int]]:
        known, given = groups(plan.market, self.by), self.amounts(plan)
        if known is None or given is None:
            return {}
        (labels, code), (people, amount) = known, given
        many = np.bincount(code[people], minlength=len(labels)).tolist()
        total = np.zeros(len(labels), np.int64)
        np.add.at(total, code[people], amount)
        return {
            label: (Fraction(int(whole), count), count)
            for label, whole, count in zip(labels, total.tolist(), many, strict=True)
            if count
        }
