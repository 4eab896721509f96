"""Fairness (公平): the person whose wishes are met least comes first, then all together."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.goals.wishes import Wishes
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers


class Fairness(Goal):
    """Minimise first the points that the worst-off person misses, then maximise the points of everybody.

    Points are those of the goal wishes; a person misses the points of all their wishes less those met, so
    somebody who wishes for little is not worst off.
    """

    kind: ClassVar[str] = "fairness"
    chinese: ClassVar[str] = "先顾最差者"
    usage: ClassVar[str] = "先让最差者所缺最少，再让总分最高"

    enough: int = Field(default=2, ge=1, le=36)

    def parts(self, cohort: Cohort) -> tuple[Goal, ...]:
        """The worst-off person, then the total."""
        return (WorstOff(enough=self.enough), Total(enough=self.enough))

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """What the worst-off person misses."""
        return WorstOff(enough=self.enough).value(cohort, plan)


class WorstOff(Goal):
    """Minimise the points that the worst-off person misses."""

    kind: ClassVar[str] = "fairness"
    chinese: ClassVar[str] = "先顾最差者"

    enough: int = 2

    @property
    def name(self) -> str:
        """A stage of the goal fairness."""
        return "fairness worst-off"

    def hoped(self, cohort: Cohort) -> Integers:
        """The points of everybody's wishes, were all met."""
        monthly = cohort.points[cohort.wished_month].sum(axis=(1, 2))
        return np.asarray(monthly + self.enough * cohort.points[cohort.wished].sum(axis=1), np.int64)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """The columns and rows of wishes, and one column that nobody misses more than."""
        wishes = Wishes(enough=self.enough)
        met = wishes.block(cohort, grid)
        hoped, worst = self.hoped(cohort), grid.count + len(met.upper)
        person = np.concatenate([grid.person, np.nonzero(cohort.wished)[0]])
        counted = np.flatnonzero(met.weights)
        row = met.rows.count + np.arange(len(hoped))
        terms = [
            *(
                term(met.rows.row[met.rows.value == sign], met.rows.column[met.rows.value == sign], sign)
                for sign in (1, -1)
            ),
            term(row, np.full(len(row), worst)),
        ]
        for points in np.unique(met.weights[counted]).tolist():
            cells = counted[met.weights[counted] == points]
            terms.append(term(met.rows.count + person[cells], cells, points))
        most = int(hoped.max(initial=0))
        low = np.concatenate([met.rows.low, hoped])
        high = np.concatenate([met.rows.high, hoped + most + int(met.weights.sum())])
        labels = [*met.rows.labels, *(f"misses {name}" for name in cohort.people)]
        weights = np.zeros(worst + 1, np.int64)
        weights[worst] = 1
        own = partial(self._own, cohort, met)
        asked = np.zeros(len(labels), bool)
        return Block(
            grid.count, sparse(terms, low, high, labels), np.append(met.upper, most), own, weights, asked
        )

    def _own(self, cohort: Cohort, met: Block, plan: Plan) -> Integers:
        return np.append(met.own(plan), self.value(cohort, plan))

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """What everybody misses, at most."""
        points = Wishes(enough=self.enough).person_points(cohort, plan)
        return max(
            (hoped - got for hoped, got in zip(self.hoped(cohort).tolist(), points, strict=True)), default=0
        )


class Total(Wishes):
    """The points of all wishes met, as a stage of its own."""

    @property
    def name(self) -> str:
        """A stage of the goal fairness."""
        return "fairness total"
