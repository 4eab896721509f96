"""Total rank (志愿序总和): the sum of the ranks at which people listed what they got."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.eligible_major import EligibleMajor
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class TotalRank(Goal):
    """Minimise the sum of ranks; an unlisted post counts `unlisted`, nobody's post `unplaced`.

    By default an unlisted post counts twice the largest rank in the scenario, and no post one more. `unfit` is
    what an unlisted post counts that asks for other majors than the graduate's.
    """

    kind: ClassVar[str] = "total-rank"
    chinese: ClassVar[str] = "志愿序总和最小"
    usage: ClassVar[str] = "志愿序合计最小；志愿外计 unlisted，其中专业不符计 unfit，未落实计 unplaced"
    sense: ClassVar[str] = "志愿序合计最小，志愿外和未落实的也计入"

    unlisted: int | None = Field(default=None, ge=1, le=1_000_000)
    unfit: int | None = Field(default=None, ge=1, le=1_000_000)
    unplaced_rank: int | None = Field(default=None, ge=1, le=1_000_000, alias="unplaced")

    def _unlisted(self, market: Market) -> int:
        return 2 * market.longest if self.unlisted is None else self.unlisted

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """An unlisted post may not count less than a listed one, nor an unfit one less than a fit one."""
        found = []
        unlisted = self._unlisted(market)
        if unlisted < market.longest:
            problem = f"小于最大志愿序 {market.longest} / less than the largest rank {market.longest}"
            mend = f"不小于 {market.longest}，或删去此项 / at least {market.longest}, or delete it"
            found.append(Fault("scenario.toml", 0, "unlisted", str(self.unlisted), problem, mend))
        if self.unfit is not None and self.unfit < unlisted:
            problem = f"小于志愿外所计 {unlisted} / less than what an unlisted post counts, {unlisted}"
            mend = f"不小于 {unlisted}，或删去此项 / at least {unlisted}, or delete it"
            found.append(Fault("scenario.toml", 0, "unfit", str(self.unfit), problem, mend))
        return tuple(found)

    def traits(self, market: Market) -> tuple[Integers, Integers] | None:
        """Majors and demands, where they are looked at."""
        return None if self.unfit is None else EligibleMajor().traits(market)

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """The rank, or what an unlisted post counts."""
        unlisted = np.full(len(rank), self._unlisted(market))
        if self.unfit is not None:
            unlisted[~EligibleMajor().allows(market, graduate, post)] = self.unfit
        return np.where(rank > 0, rank, unlisted).astype(np.int64)

    def unplaced(self, market: Market) -> Integers:
        """Everybody counts the same without a post."""
        worst = max(self._unlisted(market), self.unfit or 0)
        nothing = worst + 1 if self.unplaced_rank is None else self.unplaced_rank
        return np.full(market.size, nothing)
