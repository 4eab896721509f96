"""Worst rank (最差志愿序): nobody is farther down their own list than must be."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


class WorstRank(Goal):
    """Minimise the worst rank at which anybody is placed; an unlisted post counts one more than the last rank.

    Nobody's post counts nothing, so most-placed should stand before.
    """

    kind: ClassVar[str] = "worst-rank"
    chinese: ClassVar[str] = "最差志愿序最小"
    usage: ClassVar[str] = "所得最差的志愿序最小"

    def steps(self, market: Market) -> tuple[tuple[int, Goal], ...]:
        """A level for nobody placed, one per rank that somebody wrote, and one for unlisted posts."""
        levels = [0, *np.unique(market.wish_rank).tolist(), market.longest + 1]
        return tuple((level, BeyondRank(rank=level)) for level in levels)

    def value(self, market: Market, placed: Integers) -> int:
        """The worst rank in the plan; 0 = nobody is placed."""
        people = np.flatnonzero(placed >= 0)
        rank = market.ranks(people, placed[people])
        return int(np.where(rank > 0, rank, market.longest + 1).max(initial=0))


class BeyondRank(Goal):
    """Minimise the people placed beyond one rank."""

    kind: ClassVar[str] = "worst-rank"
    chinese: ClassVar[str] = "最差志愿序最小"

    rank: int

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One per placement beyond the rank."""
        return np.asarray(np.where(rank > 0, rank, market.longest + 1) > self.rank, np.int64)
