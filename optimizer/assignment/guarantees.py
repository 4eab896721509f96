"""The rows that guarantees stand for: whose each row is, and what it is called."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment.crowd import Crowd
from optimizer.assignment.ledger import ledger
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.solver.lexicographic import anything, optimum
from optimizer.solver.program import Integers, Program, Rows, Stage
from optimizer.solver.quarrel import Quarrel, added_up, only, quarrel

Key = tuple[Rule, str]
"""A rule and the words of one of its rows: the same whichever other rules hold."""


@dataclass(frozen=True)
class Guarantees:
    """What must still be met once these people are placed."""

    task: Task
    placed: Integers

    @cached_property
    def crowd(self) -> Crowd:
        """What is open, by kinds of people."""
        return Crowd(self.task, ledger(self.task.market, self.task.rules), self.placed)

    @cached_property
    def program(self) -> Program:
        """All rows that must hold; what a post must get is a row of its own, for its seats stand whatever is left out."""
        program, many = self.crowd.program, len(self._needed)
        rows = program.rows
        number = np.full(rows.count, -1)
        number[self._needed] = np.arange(many)
        entries = np.flatnonzero(number[rows.row] >= 0)
        low = rows.low.copy()
        low[self._needed] = 0
        least = Rows(
            number[rows.row[entries]],
            rows.column[entries],
            rows.value[entries],
            rows.low[self._needed],
            rows.high[self._needed],
            (),
        )
        return replace(program, rows=Rows.stack([replace(rows, low=low), least]))

    @cached_property
    def _needed(self) -> Integers:
        """The rows of the posts that must still get somebody."""
        posts = len(self.crowd.shy) + np.arange(len(self.crowd.posts))
        return posts[self.crowd.program.rows.low[posts] > 0]

    @property
    def _guide(self) -> Integers:
        return np.zeros(self.program.count, np.int64)

    @cached_property
    def rows(self) -> dict[Key, int]:
        """The row of every guarantee; a post's row belongs to the rule that asks most of it."""
        market, crowd = self.task.market, self.crowd
        asking = [(rule, wanted) for rule in self.task.rules if (wanted := rule.minimum(market)) is not None]
        found: dict[Key, int] = {}
        given = crowd.program.rows
        for at, row in enumerate(self._needed.tolist(), given.count):
            post = int(crowd.posts[row - len(crowd.shy)])
            rule = max(asking, key=lambda pair: int(pair[1][post]))[0]
            found[rule, f"岗位 {market.posts[post]} 还须 {given.low[row]} 人"] = at
        owned = zip(crowd.ledger.owners, crowd.ledger.labels, strict=True)
        for at, key in enumerate(owned, crowd.first_sum):
            found[key] = at
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
        return anything(self._only([keys]), self._guide, self.task.limits).status == "infeasible"

    def extreme(self, keys: Sequence[Key], others: Sequence[Key], sign: int) -> int | None:
        """The least (sign 1) or most (-1) that these rows can come to while the others hold; None = not settled."""
        rows = self.program.rows
        entries = np.isin(rows.row, self._numbers([keys])[0])
        weights = np.zeros(self.program.count, np.int64)
        np.add.at(weights, rows.column[entries], sign * rows.value[entries])
        found = optimum(self._only([others]), Stage("extreme", weights), self.task.limits)
        return sign * found.stages[0].value if found.status == "proved" else None

    def bounds(self, keys: Sequence[Key]) -> tuple[Integers, Integers]:
        """What these rows must come to at least and at most, besides what is placed."""
        at = self._numbers([keys])[0]
        return self.program.rows.low[at], self.program.rows.high[at]

    def counting(self, keys: Sequence[Key]) -> bool:
        """Whether these rows count people, and do not weigh some against others."""
        rows = self.program.rows
        return bool((rows.value[np.isin(rows.row, self._numbers([keys])[0])] > 0).all())

    def added_up(self, keys: Sequence[Key]) -> list[Key]:
        """Those of these rows that a refutation adds up; all of them where adding up does not refute them."""
        groups = [[key] for key in keys]
        found = added_up(self._only(groups), self._numbers(groups), self.task.limits)
        return self.named(found)

    def named(self, groups: Sequence[Integers]) -> list[Key]:
        """The keys of these rows."""
        names = {row: key for key, row in self.rows.items()}
        return [names[row] for group in groups for row in group.tolist()]

    def without(self, rule: Rule) -> Guarantees:
        """The same where one rule need not hold."""
        rest = [other for other in self.task.rules if other is not rule]
        return Guarantees(replace(self.task, rules=rest), self.placed)
