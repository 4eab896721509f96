"""The guard of choice where rules sum over placements: a whole plan is kept that honours every rule.

A pick that agrees with the plan costs nothing. Otherwise the plan is bent, by a move, a swap or a cycle of
three, and checked by arithmetic; where that fails the kernel looks for another plan, and where there
is none the pick is refused with the rules that stand against it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.assignment.conflict import completed, conflict
from optimizer.assignment.formulation import activity
from optimizer.assignment.market import Flags
from optimizer.assignment.pool import allowed
from optimizer.assignment.task import Task
from optimizer.solver.program import Integers

_CYCLES = 200

Moves = tuple[Integers, Integers]
"""Graduates, and the post that each of them moves to (-1 = none)."""


class Completion:
    """Who has chosen (`placed`, a post per graduate, -1 = nobody yet) and a plan for everybody. Copies its input."""

    def __init__(self, task: Task, placed: Integers) -> None:
        self._task, self._placed = task, placed.copy()
        self._plan = placed.copy()
        self._least = task.minimum()

    def complete(self) -> str | None:
        """Find a plan that completes everything; None, or why there is none."""
        plan = completed(self._task, self._placed)
        if plan is None:
            return "\n".join(conflict(self._task, self._placed))
        self._plan = plan
        return None

    def settle(self, graduate: int, post: int) -> str | None:
        """Let the graduate have the post, or change nothing and return why not."""
        fixed = self._placed.copy()
        fixed[graduate] = post
        moves = next((moves for moves in self._bends(graduate, post) if self._holds(moves)), None)
        if moves is not None:
            self._plan[moves[0]] = moves[1]
        else:
            plan = completed(self._task, fixed)
            if plan is None:
                return "；".join(conflict(self._task, fixed))
            self._plan = plan
        self._placed = fixed
        return None

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
        plan = self._plan.copy()
        plan[people] = posts
        taken, touched = self._task.taken(plan), np.concatenate([posts, self._plan[people]])
        touched = touched[touched >= 0]
        market = self._task.market
        if (taken[touched] > market.capacity[touched]).any() or (taken[touched] < self._least[touched]).any():
            return False
        there = np.flatnonzero(plan >= 0)
        for rule in self._task.rules:
            sums = rule.sums(market, there, plan[there])
            if sums is not None:
                total = activity(sums)
                if (total < sums.low).any() or (total > sums.high).any():
                    return False
        return True
