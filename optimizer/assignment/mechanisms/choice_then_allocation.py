"""Choice, then allocation (个人选岗和组织分配相结合): the first by priority choose, the rest are allocated.

With `share = 1` the stage of choice is serial dictatorship: each in turn takes the best post that is left
(Satterthwaite and Sonnenschein 1981; Svensson 1999).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.staged import Choice, Staged
from optimizer.assignment.mechanisms.turns import in_turn
from optimizer.assignment.offer import Offer
from optimizer.assignment.task import Task
from optimizer.solver.program import Integers


class ChoiceThenAllocation(Staged):
    """The first `share` of the graduates by priority choose, or all with at least the `cutoff` score.

    One after the other takes the best listed post that has a seat and that every rule allows. With `guard`
    a pick is granted only while all guarantees can still be completed; a refused pick stands in the diary
    with its witness, and the next wish is tried. Who could pick nothing is allocated with the rest.
    """

    kind: ClassVar[str] = "choice-then-allocation"
    chinese: ClassVar[str] = "先选岗后分配"
    story: ClassVar[str] = "按成绩先后依次选岗；一名毕业生的志愿未获通过时，接着试其下一志愿"

    share: float | None = Field(default=None, ge=0, le=1)
    cutoff: float | None = Field(default=None, allow_inf_nan=False)

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

    def choosers(self, market: Market) -> int:
        """How many graduates, first by priority, choose; half a person is rounded up."""
        if self.cutoff is not None:
            below = np.flatnonzero(market.graduate_table["score"].to_numpy(float) < self.cutoff)
            return int(below[0]) if len(below) else market.size
        return market.size if self.share is None else int(self.share * market.size + 0.5)

    def pick(self, offer: Offer) -> Choice:
        """Each of the choosers in turn."""
        return in_turn(offer, np.arange(self.choosers(offer.market)))

    def guarded(self, task: Task, placed: Integers, offer: Offer, choice: Choice) -> Choice:
        """Each in turn, the guard being asked at every pick."""
        return in_turn(offer, np.arange(self.choosers(offer.market)), self.watch(task, placed))
