"""Every village filled (岗位全部到人): no post, or no seat, stays empty."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Breach, Rule
from optimizer.solver.program import Integers


class FillEveryPost(Rule):
    """Every seat of every post is filled, or with `seats = "one"` at least one seat of each.

    For "as many as possible" leave the rule out and put the goal most-placed first.
    """

    kind: ClassVar[str] = "fill-every-post"
    chinese: ClassVar[str] = "岗位全部到人"
    usage: ClassVar[str] = "每个名额都到人；seats = one 则每个岗位至少一人"
    sense: ClassVar[str] = "岗位都到人"
    meaning: ClassVar[str] = "会有岗位空缺 / a post would stay empty"

    seats: Literal["all", "one"] = "all"

    def minimum(self, market: Market) -> Integers:
        """The capacity of each post, or one where it has any."""
        return market.capacity if self.seats == "all" else np.minimum(market.capacity, 1)

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Count the people of every post."""
        people = [0] * len(market.capacity)
        for post in placed.tolist():
            if post >= 0:
                people[post] += 1
        wanted = [int(seats if self.seats == "all" else seats > 0) for seats in market.capacity]
        for post, name in enumerate(market.posts):
            if people[post] < wanted[post]:
                yield Breach(
                    f"岗位 {name} 需 {wanted[post]} 人，只有 {people[post]} 人 / the post has too few people",
                    f"岗位 {name} 的人数由 {wanted[post]} 降到 {people[post]} / let this post have fewer people",
                )
