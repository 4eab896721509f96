"""What a goal is: parameters, what one placement counts, and the value of a finished plan."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from optimizer.assignment.market import Market
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class Goal(BaseModel):
    """Something a plan is measured by: the sum of what every graduate's placement counts.

    The sum is minimised, or maximised where `maximise` is set. `counts` says what a placement counts,
    `unplaced` what somebody without a post counts, `traits` all that an unlisted placement's count looks at.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    maximise: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """What its stage is called."""
        return self.kind

    def parts(self, market: Market) -> tuple[Goal, ...]:
        """The stages it consists of, in their order; most goals are one."""
        return (self,)

    def traits(self, market: Market) -> tuple[Integers, Integers] | None:
        """One code per graduate and one per post; None = all unlisted placements count the same."""
        return None

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """What each placement counts, elementwise; rank 0 = a post that the graduate did not list."""
        raise TypeError(f"{self.kind} does not say what a placement counts")

    def unplaced(self, market: Market) -> int:
        """What a graduate without a post counts."""
        return 0

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """What in this market makes the goal's parameters senseless."""
        return ()

    def value(self, market: Market, placed: Integers) -> int:
        """The goal's value of a finished plan (a post per graduate, -1 = unplaced)."""
        people = np.flatnonzero(placed >= 0)
        posts = placed[people]
        counted = self.counts(market, people, posts, market.ranks(people, posts)).sum()
        return int(counted) + self.unplaced(market) * (market.size - len(people))
