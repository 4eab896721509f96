"""The guard of choice where rules sum over placements: a whole plan is kept that honours every rule.

A pick that agrees with the plan costs nothing. Otherwise the plan is bent, by one move or one swap, and
checked by plain arithmetic; where that fails the kernel looks for another plan, and where there is none
the pick is refused with the rules that stand against it.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.assignment.checks import breaches
from optimizer.assignment.conflict import completed, conflict
from optimizer.assignment.task import Task
from optimizer.solver.program import Integers


class Completion:
    """Who has chosen (`placed`, a post per graduate, -1 = nobody yet) and a plan for everybody. Copies its input."""

    def __init__(self, task: Task, placed: Integers) -> None:
        self._task, self._placed = task, placed.copy()
        self._plan: Integers | None = None

    def complete(self) -> str | None:
        """Find a plan that completes everything; None, or why there is none."""
        self._plan = completed(self._task, self._placed)
        return None if self._plan is not None else "\n".join(conflict(self._task, self._placed))

    def settle(self, graduate: int, post: int) -> str | None:
        """Let the graduate have the post, or change nothing and return why not."""
        if self._plan is None:
            raise ValueError("complete() has to find a plan first")
        fixed = self._placed.copy()
        fixed[graduate] = post
        plan = next(self._bent(graduate, post), None)
        if plan is None:
            plan = completed(self._task, fixed)
        if plan is None:
            return "；".join(conflict(self._task, fixed))
        self._placed, self._plan = fixed, plan
        return None

    def _bent(self, graduate: int, post: int) -> Iterator[Integers]:
        """The plan itself, or one move or one swap away from it, if it has the graduate there and holds."""
        plan, market = self._plan, self._task.market
        if plan is None:
            return
        if plan[graduate] == post:
            yield plan
            return
        moved = plan.copy()
        moved[graduate] = post
        candidates = [moved] if (plan == post).sum() < market.capacity[post] else []
        for other in np.flatnonzero((plan == post) & (self._placed < 0)).tolist():
            swapped = moved.copy()
            swapped[other] = plan[graduate]
            candidates.append(swapped)
            away = moved.copy()
            away[other] = -1
            candidates.append(away)
        yield from (one for one in candidates if not breaches(market, self._task.rules, one))
