"""The guard of choice where rules sum over placements: a whole plan is kept that honours every rule.

A pick that agrees with the plan costs nothing. Otherwise the plan is bent, by a move, a swap or a cycle of
three, and checked by arithmetic; where that fails the kernel looks for another plan, and where there
is none the pick is refused with the rules that stand against it.
"""

from __future__ import annotations

from collections.abc import Iterator
from copy import copy

import numpy as np

from optimizer.assignment.conflict import completed, conflict
from optimizer.assignment.crowd import Crowd
from optimizer.assignment.ledger import ledger
from optimizer.assignment.market import Flags
from optimizer.assignment.pool import allowed
from optimizer.assignment.refusal import said
from optimizer.assignment.task import Task
from optimizer.assignment.witness import Witness
from optimizer.solver.program import Integers
from optimizer.solver.warm import Warm

Moves = tuple[Integers, Integers]
"""Graduates, and the post that each of them moves to (-1 = none); a row for each change, or a single one."""


class Completion:
    """Who has chosen (`placed`, a post per graduate, -1 = nobody yet) and a plan for everybody. Copies its input."""

    def __init__(self, task: Task, placed: Integers) -> None:
        self._task, self._placed = task, placed.copy()
        self._ledger = ledger(task.market, task.rules)
        self._crowd = Crowd(task, self._ledger, placed.copy())
        self._warm = Warm(self._crowd.program, task.limits)
        self._plain = Warm(self._crowd.program, task.limits)
        self._low = np.concatenate([self._ledger.low, task.minimum()])
        self._high = np.concatenate([self._ledger.high, task.market.capacity])
        self._adopt(placed)

    def _adopt(self, plan: Integers) -> None:
        """Keep this plan, and what its sums and the seats taken come to."""
        self._plan = plan.copy()
        self._sums = np.concatenate([self._ledger.activity(plan), self._task.taken(plan)])

    def fork(self) -> Completion:
        """One that holds the same plan and goes its own way; the relaxations and books are shared."""
        other = copy(self)
        other._plan, other._sums = self._plan.copy(), self._sums.copy()
        return other

    def complete(self) -> Witness | None:
        """Find a plan that completes everything; None, or why there is none."""
        answer, found = self._warm.ask(*self._bounds(self._placed))
        whole = answer == "whole"
        plan = self._crowd.plan(found, self._placed) if whole else completed(self._task, self._placed)
        if plan is None:
            return Witness("\n".join(conflict(self._task, self._placed)))
        self._adopt(plan)
        return None

    def settle(self, graduate: int, post: int) -> Witness | None:
        """Let the graduate have the post, or change nothing and return why not."""
        fixed = self._placed.copy()
        fixed[graduate] = post
        if self._plan[graduate] != post and not self._bent(graduate, post):
            plan = self._another(fixed)
            if isinstance(plan, Witness):
                return plan
            self._adopt(plan)
        self._placed = fixed
        return None

    def _bent(self, graduate: int, post: int) -> bool:
        """Whether a small change brings the graduate to the post; then it is made."""
        for people, posts in self._bends(graduate, post):
            found = self._holding(people, posts)
            if found is not None:
                self._move(*found)
                return True
        return False

    def _bounds(self, fixed: Integers) -> tuple[Integers, Integers, Integers]:
        """The bounds of the crowd's columns and rows once these people are placed."""
        return self._crowd.upper(fixed), *self._crowd.rows_bounds(fixed, self._ledger.activity(fixed))

    def _another(self, fixed: Integers) -> Integers | Witness:
        """Some other plan that keeps these placements, or why there is none."""
        bounds = self._bounds(fixed)
        answer, found = self._warm.ask(*bounds)
        if answer == "whole":
            return self._crowd.plan(found, fixed)
        if answer == "refuted":
            _, again = self._plain.ask(*bounds, fresh=True)  # the words may not hang on the plan at hand
            if len(again):
                told = said(self._crowd, again, fixed, self._ledger.activity(fixed))
                return Witness(told, self._crowd.prices(again))
            told = (
                "经计算，各项保障不能再同时满足 / the guarantees can no longer be met together, by adding up"
            )
            return Witness(told, self._crowd.prices(found))
        plan = completed(self._task, fixed)
        if plan is None:
            return Witness("由搜索证明；" + "；".join(conflict(self._task, fixed)))
        return plan

    def _change(self, people: Integers, posts: Integers) -> tuple[Integers, Integers, Integers]:
        """What moving these people adds to the sums and to the seats taken: which move, which row, how much."""
        left, comes = np.flatnonzero(self._plan[people] >= 0), np.flatnonzero(posts >= 0)
        gone, less, taken = self._ledger.entries(people[left], self._plan[people[left]])
        come, more, added = self._ledger.entries(people[comes], posts[comes])
        sums = len(self._ledger.low)
        return (
            np.concatenate([left[gone], left, comes[come], comes]),
            np.concatenate([less, sums + self._plan[people[left]], more, sums + posts[comes]]),
            np.concatenate([-taken, np.full(len(left), -1), added, np.ones(len(comes), np.int64)]),
        )

    def _move(self, people: Integers, posts: Integers) -> None:
        """Change the plan, and its books."""
        _, row, change = self._change(people, posts)
        np.add.at(self._sums, row, change)
        self._plan[people] = posts

    def _bends(self, graduate: int, post: int) -> Iterator[Moves]:
        """Small changes of the plan that bring the graduate to the post, the smallest first, many at a time."""
        plan, left = self._plan, int(self._plan[graduate])
        holders = np.flatnonzero((plan == post) & (self._placed < 0))
        if (plan == post).sum() < self._task.market.capacity[post]:
            yield np.array([[graduate]]), np.array([[post]])
        yield _rows(graduate, holders), _rows(post, np.full(len(holders), left))
        yield _rows(graduate, holders), _rows(post, np.full(len(holders), -1))
        for holder in holders.tolist():
            third = np.flatnonzero((self._placed < 0) & (plan >= 0) & (plan != post) & (plan != left))
            yield _rows(graduate, holder, third), _rows(post, plan[third], left)

    def _may(self, people: Integers, posts: Integers) -> Flags:
        """Whether every pair is allowed, and listed where somebody does not accept allocation; -1 always is."""
        market = self._task.market
        somewhere = np.flatnonzero(posts >= 0)
        who, where = people[somewhere], posts[somewhere]
        result = np.ones(len(people), bool)
        willing = market.accepts[who] | (market.ranks(who, where) > 0)
        result[somewhere] = willing & allowed(market, self._task.rules, who, where)
        return result

    def _holding(self, people: Integers, posts: Integers) -> Moves | None:
        """The first of these changes after which the plan honours every rule: pairs, seats, and the sums that change."""
        size = people.shape[1]
        fine = self._may(people.ravel(), posts.ravel()).reshape(people.shape).all(axis=1)
        people, posts = people[fine], posts[fine]
        move, row, change = self._change(people.ravel(), posts.ravel())
        keys, at = np.unique(move // size * len(self._low) + row, return_inverse=True)
        changed, rows = np.divmod(keys, len(self._low))
        total = self._sums[rows]
        np.add.at(total, at, change)
        holds = np.ones(len(people), bool)
        holds[changed[(total < self._low[rows]) | (total > self._high[rows])]] = False
        found = np.flatnonzero(holds)
        return (people[found[0]], posts[found[0]]) if len(found) else None


def _rows(*columns: int | Integers) -> Integers:
    """These columns side by side, a number standing for a whole column."""
    return np.column_stack(np.broadcast_arrays(*columns))
