"""Score balance (成绩均衡): no area gets all the strong graduates."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Sums
from optimizer.assignment.rules.groups import areas, score_faults
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class ScoreBalance(Goal):
    """Minimise, summed over the areas, how far the scores placed there lie above or below as many mean ones.

    A score counts by its distance from the mean of all graduates in steps of `step` points, rounded.
    """

    kind: ClassVar[str] = "score-balance"
    chinese: ClassVar[str] = "成绩均衡"
    usage: ClassVar[str] = "各地（per：township 乡镇、county 县区）成绩高低相抵后所余最少；step 几分算一级"
    sense: ClassVar[str] = "各地成绩高低相抵后所余最少"

    per: Literal["township", "county"] = "township"
    step: float = Field(default=1.0, ge=0.001, le=1000)

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """The steps above or below the mean, and the area."""
        return self._steps(market), areas(market, self.per)[1]

    def targets(self, market: Market, graduate: Integers, post: Integers) -> Sequence[tuple[int, Sums]]:
        """A row per area: the steps above and below cancel out."""
        names, area = areas(market, self.per)
        steps, nothing = self._steps(market)[graduate], np.zeros(len(names), np.int64)
        pair = np.flatnonzero(steps)
        labels = [f"{name} 成绩均衡 scores balanced" for name in names]
        return [(1, Sums(pair, area[post[pair]], steps[pair], nothing, nothing, labels))]

    def _steps(self, market: Market) -> Integers:
        def make() -> Integers:
            score = np.rint(market.graduate_table["score"].to_numpy(float) * 1000).astype(np.int64)
            above = (score * market.size - score.sum()) / (market.size * 1000 * self.step)
            return np.asarray(np.floor(above + 0.5), np.int64)

        return market.remember(self, make)

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Without scores there is nothing to balance."""
        return score_faults(market)
