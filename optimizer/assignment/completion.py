"""The guard of choice where rules sum over placements: a whole plan is kept that honours every rule.

A pick that agrees with the plan costs nothing. Otherwise the plan is bent, by a move, a swap or a cycle of
three, and checked by arithmetic; where that fails the kernel looks for another plan, and where there
is none the pick is refused with the rules that stand against it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.assignment.conflict import completed, conflict
from optimizer.assignment.crowd import Crowd
from optimizer.assignment.ledger import ledger
from optimizer.assignment.market import Flags
from optimizer.assignment.pool import allowed
from optimizer.assignment.task import Task
from optimizer.solver.program import Integers
from optimizer.solver.warm import Warm

_CYCLES = 200

Moves = tuple[Integers, Integers]
"""Graduates, and the post that each of them moves to (-1 = none)."""


class Completion:
    """Who has chosen (`placed`, a post per graduate, -1 = nobody yet) and a plan for everybody. Copies its input."""

    def __init__(self, task: Task, placed: Integers) -> None:
        self._task, self._placed = task, placed.copy()
        self._ledger = ledger(task.market, task.rules)
        self._crowd = Crowd(task, self._ledger, placed.copy())
        self._warm = Warm(self._crowd.program, task.limits)
        self._least = task.minimum()
        self._adopt(placed)

    def _adopt(self, plan: Integers) -> None:
        """Keep this plan, and what its sums come to."""
        self._plan, self._sums = plan.copy(), self._ledger.activity(plan)
        self._taken = self._task.taken(plan)

    def complete(self) -> str | None:
        """Find a plan that completes everything; None, or why there is none."""
        plan = completed(self._task, self._placed)
        if plan is None:
            return "\n".join(conflict(self._task, self._placed))
        self._adopt(plan)
        return None

    def settle(self, graduate: int, post: int) -> str | None:
        """Let the graduate have the post, or change nothing and return why not."""
        fixed = self._placed.copy()
        fixed[graduate] = post
        moves = next((moves for moves in self._bends(graduate, post) if self._holds(moves)), None)
        if moves is not None:
            self._move(moves)
        else:
            plan = self._another(fixed)
            if isinstance(plan, str):
                return plan
            self._adopt(plan)
        self._placed = fixed
        return None

    def _another(self, fixed: Integers) -> Integers | str:
        """Some other plan that keeps these placements, or why there is none."""
        given = self._ledger.activity(fixed)
        bounds = (self._crowd.upper(fixed), *self._crowd.rows_bounds(fixed, given))
        answer, found = self._warm.ask(*bounds)
        if answer == "whole":
            return self._crowd.plan(found, fixed)
        if answer == "refuted":
            _, again = self._warm.ask(*bounds, fresh=True)  # the words may not hang on the plan at hand
            if len(again):
                return self._crowd.said(again, fixed, given)
            return (
                "经计算，各项保障不能再同时满足 / the guarantees can no longer be met together, by adding up"
            )
        plan = completed(self._task, fixed)
        return "由搜索证明；" + "；".join(conflict(self._task, fixed)) if plan is None else plan

    def _move(self, moves: Moves) -> None:
        """Change the plan, and its books."""
        people, posts = moves
        row, change = self._change(people, posts)
        np.add.at(self._sums, row, change)
        left = self._plan[people]
        np.subtract.at(self._taken, left[left >= 0], 1)
        np.add.at(self._taken, posts[posts >= 0], 1)
        self._plan[people] = posts

    def _change(self, people: Integers, posts: Integers) -> tuple[Integers, Integers]:
        """What moving these people adds to which sums."""
        left, comes = self._plan[people] >= 0, posts >= 0
        _, less, taken = self._ledger.entries(people[left], self._plan[people[left]])
        _, more, added = self._ledger.entries(people[comes], posts[comes])
        return np.concatenate([less, more]), np.concatenate([-taken, added])

    def _bends(self, graduate: int, post: int) -> Iterator[Moves]:
        """Small changes of the plan that bring the graduate to the post, the smallest first."""
        plan, left = self._plan, int(self._plan[graduate])
        if left == post:
            yield np.zeros(0, np.int64), np.zeros(0, np.int64)
            return
        holders = np.flatnonzero((plan == post) & (self._placed < 0))
        if (plan == post).sum() < self._task.market.capacity[post]:
            yield np.array([graduate]), np.array([post])
        for holder in holders.tolist():
            yield np.array([graduate, holder]), np.array([post, left])
            if left >= 0:
                yield np.array([graduate, holder]), np.array([post, -1])
        for holder in holders.tolist():
            free = np.flatnonzero((self._placed < 0) & (plan >= 0) & (plan != post) & (plan != left))
            fits = self._may(np.full(len(free), holder), plan[free]) & self._may(
                free, np.full(len(free), left)
            )
            for third in free[fits][:_CYCLES].tolist():
                yield np.array([graduate, holder, third]), np.array([post, plan[third], left])

    def _may(self, people: Integers, posts: Integers) -> Flags:
        """Whether every pair is allowed, and listed where somebody does not accept allocation; -1 always is."""
        market = self._task.market
        somewhere = np.flatnonzero(posts >= 0)
        who, where = people[somewhere], posts[somewhere]
        result = np.ones(len(people), bool)
        willing = market.accepts[who] | (market.ranks(who, where) > 0)
        result[somewhere] = willing & allowed(market, self._task.rules, who, where)
        return result

    def _holds(self, moves: Moves) -> bool:
        """Whether the plan honours every rule after these moves: pairs, seats, and the sums that change."""
        people, posts = moves
        if not len(people):
            return True
        if not self._may(people, posts).all():
            return False
        left = self._plan[people]
        for post in {*left[left >= 0].tolist(), *posts[posts >= 0].tolist()}:
            taken = int(self._taken[post]) - int((left == post).sum()) + int((posts == post).sum())
            if not self._least[post] <= taken <= self._task.market.capacity[post]:
                return False
        row, change = self._change(people, posts)
        rows, at = np.unique(row, return_inverse=True)
        total = self._sums[rows]
        np.add.at(total, at, change)
        return bool(((total >= self._ledger.low[rows]) & (total <= self._ledger.high[rows])).all())
