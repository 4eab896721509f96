"""Wishes (轮岗志愿): units people wish to go deeper in, and units they wish to be in during a month."""

from __future__ import annotations

from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.grid import Grid
from optimizer.solver.program import Integers


class Wishes(Goal):
    """Maximise the points of wishes met; a wish of rank r counts one point more than one of rank r + 1.

    A wish for a unit in a month is met by working there then. A wish for a unit in any month is met once
    for each month of work there, at most `enough` times.
    """

    kind: ClassVar[str] = "wishes"
    chinese: ClassVar[str] = "轮岗志愿"
    usage: ClassVar[str] = "轮岗志愿满足最多；同一单位的志愿至多算 enough（默认 2）个月"
    sense: ClassVar[str] = "轮岗志愿满足最多"
    maximise: ClassVar[bool] = True

    enough: int = Field(default=2, ge=1, le=36)

    def monthly(self, cohort: Cohort) -> Integers:
        """The points of each cell by wishes for its month."""
        points = cohort.points[cohort.wished_month]
        return np.where(cohort.absent[:, :, None], 0, points)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """A column per wish without a month: in how many months it is met."""
        person, unit = np.nonzero(cohort.wished)
        many = np.arange(len(person))
        labels = [
            f"wish {cohort.people[p]} {cohort.units[u]}"
            for p, u in zip(person.tolist(), unit.tolist(), strict=True)
        ]
        months = grid.working[:, cohort.begin :][person, :, unit]
        terms = [term(many, grid.count + many), term(many[:, None], months, -1)]
        rows = sparse(terms, -len(cohort.months), 0, labels)
        cells = self.monthly(cohort)[grid.person, grid.month, grid.unit]
        weights = np.concatenate([cells, cohort.points[cohort.wished[person, unit]]])
        upper = np.full(len(many), self.enough)
        asked = np.zeros(len(many), bool)
        return Block(
            grid.count, rows, upper, partial(_met, cohort, person, unit, self.enough), weights, asked
        )

    def person_points(self, cohort: Cohort, plan: Plan) -> list[int]:
        """The points of every person."""
        worked = cohort.working(plan).tolist()
        points = [0] * len(worked)
        for person, line in enumerate(worked):
            for unit, rank in enumerate(cohort.wished[person].tolist()):
                months = line[cohort.begin :].count(unit)
                points[person] += int(cohort.points[rank]) * min(months, self.enough)
            for month, unit in enumerate(line):
                if unit >= 0:
                    points[person] += int(cohort.points[cohort.wished_month[person, month, unit]])
        return points

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """Add up everybody's points."""
        return sum(self.person_points(cohort, plan))


def _met(cohort: Cohort, person: Integers, unit: Integers, enough: int, plan: Plan) -> Integers:
    """In how many months each wish without a month is met."""
    worked = cohort.working(plan)[:, cohort.begin :]
    met: Integers = np.minimum((worked[person] == unit[:, None]).sum(axis=1), enough)
    return met
