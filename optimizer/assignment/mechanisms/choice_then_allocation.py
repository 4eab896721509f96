"""Choice, then allocation (个人选岗和组织分配相结合): the first by priority choose, the rest are allocated.

With `share = 1` the stage of choice is serial dictatorship: each in turn takes the best post that is left
(Satterthwaite and Sonnenschein 1981; Svensson 1999).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.allocation import allocate
from optimizer.assignment.completion import Completion
from optimizer.assignment.conflict import keeper
from optimizer.assignment.explained import impossible
from optimizer.assignment.guard import Guard
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.base import Entry, Found, Mechanism, pinned
from optimizer.assignment.pool import allowed
from optimizer.assignment.task import Task
from optimizer.errors import Impossible
from optimizer.solver.program import Integers


class ChoiceThenAllocation(Mechanism):
    """The first `share` of the graduates by priority choose, or all with at least the `cutoff` score.

    One after the other takes the best listed post that has a seat and that every rule allows. With `guard`
    a pick is granted only while all guarantees can still be completed; a refused pick stands in the diary
    with its witness, and the next wish is tried. Who could pick nothing is allocated with the rest.
    """

    kind: ClassVar[str] = "choice-then-allocation"
    chinese: ClassVar[str] = "先选岗后分配"

    share: float | None = Field(default=None, ge=0, le=1)
    cutoff: float | None = Field(default=None, allow_inf_nan=False)
    guard: bool = True

    @model_validator(mode="after")
    def _one_dial(self) -> ChoiceThenAllocation:
        if self.share is not None and self.cutoff is not None:
            raise ValueError("share 与 cutoff 只能填一个 / give share or cutoff, not both")
        return self

    def objections(self, market: Market) -> tuple[str, ...]:
        """A cut-off score needs scores."""
        if self.cutoff is not None and "score" not in market.graduate_table:
            return ("没有成绩，不能用 cutoff / a cut-off needs scores",)
        return ()

    def run(self, task: Task) -> Found:
        """Pins, then choice in order of priority, then allocation."""
        placed = pinned(task)
        chosen, diary = self.choose(task, placed)
        try:
            found = allocate(task, chosen)
        except Impossible as wrong:
            if self.guard:
                raise
            said = "选岗时未加保障（guard = false），已有的选择使其余规则无法满足 / the picks were made without the guard"
            raise Impossible((said, *wrong.witnesses), wrong.explain) from wrong
        return Found(found.placed, (chosen >= 0) & (placed < 0), diary, found.stages, found.status)

    def choosers(self, market: Market) -> int:
        """How many graduates, first by priority, choose; half a person is rounded up."""
        if self.cutoff is not None:
            below = np.flatnonzero(market.graduate_table["score"].to_numpy(float) < self.cutoff)
            return int(below[0]) if len(below) else market.size
        return market.size if self.share is None else int(self.share * market.size + 0.5)

    def choose(self, task: Task, placed: Integers) -> tuple[Integers, list[Entry]]:
        """The plan after the stage of choice, and its diary."""
        market, count = task.market, self.choosers(task.market)
        wishes = int(market.start[count])
        listed = market.wish_post[:wishes]
        legal = allowed(market, task.rules, market.wish_graduate[:wishes], listed)
        kept = np.concatenate([[0], np.cumsum(legal)])[market.start[: count + 1]].tolist()
        seats, posts, plan = (
            (market.capacity - task.taken(placed)).tolist(),
            listed[legal].tolist(),
            placed.tolist(),
        )
        guard = self._keeper(task, placed)
        diary: list[Entry] = []
        for person in range(count):
            if plan[person] >= 0:
                continue
            for post in posts[kept[person] : kept[person + 1]]:
                if not seats[post]:
                    continue
                refusal = guard.settle(person, post) if guard else None
                if refusal is None:
                    plan[person] = post
                    seats[post] -= 1
                    diary.append(Entry(person, post, "picked"))
                    break
                diary.append(Entry(person, post, "refused", refusal))
            else:
                diary.append(Entry(person, -1, "passed"))
        return np.array(plan, np.int64), diary

    def _keeper(self, task: Task, placed: Integers) -> Guard | Completion | None:
        """The guard, where it is asked for and a rule needs it; raises Impossible where nothing helps."""
        if not self.guard or not (task.summing or task.minimum().any()):
            return None
        guard = Completion(task, placed) if task.summing else keeper(task, placed)
        witness = guard.complete()
        if witness is not None:
            raise impossible(task, placed, [witness])
        return guard
