"""Rank profile (志愿分布): most first choices, then most second ones, …; or fewest of the worst first.

From the best it is the rank-maximal matching (Irving, Kavitha, Mehlhorn, Michail, Paluch 2006), from the
worst the generous one (Huang, Kavitha, Mehlhorn, Michail 2016).
"""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
from pydantic import Field

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


class RankProfile(Goal):
    """One stage a rank. From "best": most people at rank 1, then at rank 2, and so on.

    From "worst": fewest without a post, then fewest at an unlisted post, then fewest at the last rank, up
    to the second.
    """

    kind: ClassVar[str] = "rank-profile"
    chinese: ClassVar[str] = "志愿分布"
    usage: ClassVar[str] = (
        "第一志愿最多，再第二志愿最多……；from = worst 则未落实最少、志愿外最少、末位志愿最少……"
    )
    sense: ClassVar[str] = "得到各志愿的人数逐级比较"

    start: Literal["best", "worst"] = Field(default="best", alias="from")

    def parts(self, market: Market) -> tuple[Goal, ...]:
        """A stage per rank that somebody wrote."""
        ranks = np.unique(market.wish_rank).tolist()
        if self.start == "best":
            return tuple(MostAtRank(rank=rank) for rank in ranks)
        return (FewestUnplaced(), *(FewestAtRank(rank=rank) for rank in (0, *reversed(ranks[1:]))))


class MostAtRank(Goal):
    """Maximise the people placed at one rank."""

    kind: ClassVar[str] = "rank-profile"
    chinese: ClassVar[str] = "志愿分布"
    maximise: ClassVar[bool] = True

    rank: int

    @property
    def name(self) -> str:
        """The stage's rank."""
        return f"{self.kind} {self.rank}"

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One per placement at this rank."""
        return np.asarray(rank == self.rank, np.int64)


class FewestAtRank(Goal):
    """Minimise the people placed at one rank; 0 = at an unlisted post."""

    kind: ClassVar[str] = "rank-profile"
    chinese: ClassVar[str] = "志愿分布"

    rank: int

    @property
    def name(self) -> str:
        """The stage's rank."""
        return f"{self.kind} {self.rank or 'unlisted'}"

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One per placement at this rank."""
        return np.asarray(rank == self.rank, np.int64)


class FewestUnplaced(Goal):
    """Minimise the people without a post."""

    kind: ClassVar[str] = "rank-profile"
    chinese: ClassVar[str] = "志愿分布"

    @property
    def name(self) -> str:
        """The worst of all."""
        return f"{self.kind} unplaced"

    def unplaced(self, market: Market) -> Integers:
        """One per person."""
        return np.ones(market.size, np.int64)
