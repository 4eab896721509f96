"""What a goal is: parameters, what one placement counts, which sums it may miss, and the value of a plan."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Sums
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class Goal(BaseModel):
    """Something a plan is measured by: what every graduate's placement counts, and by how much sums are missed.

    The whole is minimised, or maximised where `maximise` is set. `counts` says what a placement counts,
    `unplaced` what each graduate counts without a post, `traits` all that an unlisted placement's count
    looks at. A goal of balance has `targets`: sums with a price for each unit by which a plan misses them.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    usage: ClassVar[str] = ""
    sense: ClassVar[str] = ""
    """What it asks for, where its parameters stand beside it with their values; "" = as `usage` has it."""
    maximise: ClassVar[bool] = False

    @property
    def name(self) -> str:
        """What its stage is called."""
        return self.kind

    def parts(self, market: Market) -> tuple[Goal, ...]:
        """The stages it consists of, in their order; most goals are one."""
        return (self,)

    def steps(self, market: Market) -> tuple[tuple[int, Goal], ...]:
        """For a goal that is a worst case: each level it may reach, ascending, and the goal that counts who is beyond."""
        return ()

    def traits(self, market: Market) -> tuple[Integers, Integers] | None:
        """One code per graduate and one per post; None = all unlisted placements count the same."""
        return None

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """What each placement counts, elementwise; rank 0 = a post that the graduate did not list."""
        return np.zeros(len(graduate), np.int64)

    def unplaced(self, market: Market) -> Integers:
        """What each graduate counts without a post."""
        return np.zeros(market.size, np.int64)

    def classes(self, market: Market) -> tuple[Integers, Integers] | None:
        """All that `targets` look at: one code per graduate and one per post; None = there are none."""
        return None

    def targets(self, market: Market, graduate: Integers, post: Integers) -> Sequence[tuple[int, Sums]]:
        """Sums that a plan should meet, over these pairs, each with the price of a unit by which it misses them."""
        return ()

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """What in this market makes the goal's parameters senseless; a fault's column is the parameter."""
        return ()

    def counted(self, market: Market, placed: Integers) -> int:
        """What the placements of a plan count, without its targets."""
        people = np.flatnonzero(placed >= 0)
        posts = placed[people]
        counted = self.counts(market, people, posts, market.ranks(people, posts)).sum()
        return int(counted) + int(self.unplaced(market)[placed < 0].sum())

    def value(self, market: Market, placed: Integers) -> int:
        """The goal's value of a finished plan (a post per graduate, -1 = unplaced)."""
        people = np.flatnonzero(placed >= 0)
        missed = 0
        for price, sums in self.targets(market, people, placed[people]):
            total = np.zeros(len(sums.low), np.int64)
            np.add.at(total, sums.row, sums.value)
            over = np.maximum(np.maximum(sums.low - total, total - sums.high), 0)
            missed += price * int((-(-over // sums.unit)).sum())
        return self.counted(market, placed) + missed
