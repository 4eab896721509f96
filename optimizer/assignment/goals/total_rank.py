"""Total rank (志愿序总和): the sum of the ranks at which people listed what they got."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class TotalRank(Goal):
    """Minimise the sum of ranks; an unlisted post counts `unlisted`, nobody's post `unplaced`.

    By default an unlisted post counts twice the largest rank in the scenario, and no post one more.
    """

    kind: ClassVar[str] = "total-rank"
    chinese: ClassVar[str] = "志愿序总和最小"
    usage: ClassVar[str] = "志愿序合计最小；志愿外计 unlisted，未落实计 unplaced"

    unlisted: int | None = Field(default=None, ge=1, le=1_000_000)
    unplaced_rank: int | None = Field(default=None, ge=1, le=1_000_000, alias="unplaced")

    def _unlisted(self, market: Market) -> int:
        return 2 * market.longest if self.unlisted is None else self.unlisted

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """An unlisted post may not count less than a listed one."""
        if self._unlisted(market) >= market.longest:
            return ()
        problem = f"小于最大志愿序 {market.longest} / less than the largest rank {market.longest}"
        mend = f"不小于 {market.longest}，或删去此项 / at least {market.longest}, or delete it"
        return (Fault("scenario.toml", 0, "unlisted", str(self.unlisted), problem, mend),)

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """The rank, or what an unlisted post counts."""
        return np.where(rank > 0, rank, self._unlisted(market)).astype(np.int64)

    def unplaced(self, market: Market) -> Integers:
        """Everybody counts the same without a post."""
        nothing = self._unlisted(market) + 1 if self.unplaced_rank is None else self.unplaced_rank
        return np.full(market.size, nothing)
