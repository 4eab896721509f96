"""What the stage of choice chooses among: the wishes that could come true, and the seats left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.pool import allowed
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class Offer:
    """The wishes of everybody without a post, at posts with a seat left, that every rule over pairs allows.

    `start` (n + 1), `post` and `rank` are in CSR form as in the market: best first, ties by the committed
    lottery. `seats` are those left at each post,
    `chooses` says who has no post yet.
    """

    market: Market
    rules: Sequence[Rule]
    start: Integers
    post: Integers
    rank: Integers
    seats: Integers
    chooses: Flags

    @cached_property
    def graduate(self) -> Integers:
        """The graduate of every wish."""
        return np.repeat(np.arange(self.market.size), np.diff(self.start))

    def only(self, kept: Flags) -> Offer:
        """The offer with these wishes alone."""
        start = np.concatenate([[0], np.cumsum(kept)])[self.start]
        return replace(self, start=start, post=self.post[kept], rank=self.rank[kept])

    def without(self, graduate: Integers, post: Integers) -> Offer:
        """The offer without these pairs."""
        posts = len(self.seats)
        return self.only(~np.isin(self.graduate * posts + self.post, graduate * posts + post))


def offered(task: Task, placed: Integers) -> Offer:
    """What can be chosen once these people are placed (a post per graduate, -1 = none)."""
    market = task.market
    whole = Offer(
        market,
        task.rules,
        market.start,
        market.wish_post,
        market.wish_rank,
        market.capacity - task.taken(placed),
        placed < 0,
    )
    kept = allowed(market, task.rules, whole.graduate, whole.post)
    return whole.only(kept & whole.chooses[whole.graduate] & (whole.seats[whole.post] > 0))
