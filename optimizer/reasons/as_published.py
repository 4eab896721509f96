"""As published (照公布的): of equally good plans the one in which fewest people are elsewhere than in the plan told."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Flags, Market
from optimizer.solver.program import Integers


class AsPublished(Goal):
    """Minimise how many are not where the plan `placed` has them (a post per graduate, -1 = none)."""

    kind: ClassVar[str] = "as-published"
    chinese: ClassVar[str] = "照公布的"

    placed: tuple[int, ...]

    def _at(self, market: Market) -> tuple[Integers, Flags]:
        """Where everybody is, and whether they had listed it."""

        def make() -> tuple[Integers, Flags]:
            post = np.array(self.placed, np.int64)
            return post, (market.ranks(np.arange(market.size), post) > 0) & (post >= 0)

        return market.remember(self, make)

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """The post where it had not been listed; whether there was one."""
        post, listed = self._at(market)
        alone = np.where((post >= 0) & ~listed, post + 2, (post >= 0).astype(np.int64))
        number = np.arange(len(market.capacity)) + 2
        return alone, np.where(np.isin(number, alone), number, 0)

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One at any other post."""
        at, listed = self._at(market)
        other = (rank == 0) & listed[graduate]  # stands for a whole kind, so the post asked about is no wish
        moved: Integers = ((at[graduate] != post) | other).astype(np.int64)
        return moved

    def unplaced(self, market: Market) -> Integers:
        """One for whoever has a post."""
        return (self._at(market)[0] >= 0).astype(np.int64)
