"""The rows that guarantees stand for: whose each row is, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.solver.lexicographic import fused, optimum
from optimizer.solver.program import Integers, Program, Stage
from optimizer.solver.quarrel import Quarrel, only, quarrel

Key = tuple[Rule, str]
"""A rule and the words of one of its rows: the same whichever other rules hold."""


@dataclass(frozen=True)
class Guarantees:
    """What must still be met once these people are placed."""

    task: Task
    placed: Integers

    @cached_property
    def formulation(self) -> Formulation:
        """What is open; goals with targets would only widen it."""
        market = self.task.market
        plain = [goal for goal in self.task.goals if not goal.classes(market)]
        return self.task.remaining(self.placed, [part for goal in plain for part in goal.parts(market)])

    @cached_property
    def program(self) -> Program:
        """All rows that must hold."""
        return self.formulation.program()

    @cached_property
    def _guide(self) -> Integers:
        return fused(self.program, self.formulation.stages())

    @cached_property
    def rows(self) -> dict[Key, int]:
        """The row of every guarantee; a post's row belongs to the rule that asks most of it."""
        market, form = self.task.market, self.formulation
        asking = [(rule, wanted) for rule in self.task.rules if (wanted := rule.minimum(market)) is not None]
        found: dict[Key, int] = {}
        for at, post in enumerate(np.flatnonzero(form.seats > 0).tolist(), len(form.people)):
            if form.least[post] > 0:
                rule = max(asking, key=lambda pair: int(pair[1][post]))[0]
                found[rule, f"岗位 {market.posts[post]} 还须 {form.least[post]} 人"] = at
        row = form.network().rows.count
        summing = [rule for rule in self.task.rules if rule.classes(market) is not None]
        for rule, sums in zip(summing, form.sums(), strict=True):
            found |= {(rule, label): row + at for at, label in enumerate(sums.labels)}
            row += sums.count
        return found

    def _only(self, groups: Sequence[Sequence[Key]]) -> Program:
        return only(self.program, np.array(list(self.rows.values()), np.int64), self._numbers(groups))

    def _numbers(self, groups: Sequence[Sequence[Key]]) -> list[Integers]:
        return [np.array([self.rows[key] for key in group], np.int64) for group in groups]

    def smallest(self, groups: Sequence[Sequence[Key]]) -> Quarrel | None:
        """The smallest choice of these groups that cannot hold together, nothing else being asked for."""
        return quarrel(self._only(groups), self._numbers(groups), self._guide, self.task.limits)

    def refuted(self, keys: Sequence[Key]) -> bool:
        """Whether no plan meets these alone."""
        return (
            optimum(self._only([keys]), Stage("plan", self._guide), self.task.limits).status == "infeasible"
        )

    def extreme(self, key: Key, others: Sequence[Key], sign: int) -> int | None:
        """The least (sign 1) or most (-1) that a row can sum to while the others hold; None = not settled."""
        rows = self.program.rows
        entries = rows.row == self.rows[key]
        weights = np.zeros(self.program.count, np.int64)
        weights[rows.column[entries]] = sign * rows.value[entries]
        found = optimum(self._only([others]), Stage("extreme", weights), self.task.limits)
        return sign * found.stages[0].value if found.status == "proved" else None

    def without(self, rule: Rule) -> Guarantees:
        """The same where one rule need not hold."""
        rest = [other for other in self.task.rules if other is not rule]
        return Guarantees(replace(self.task, rules=rest), self.placed)
