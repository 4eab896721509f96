"""Least change (变动最少): as few people as can be lose the post that was published for them."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Flags, Market
from optimizer.solver.program import Integers


class LeastChange(Goal):
    """Minimise the weights of those who do not keep their post of the table `earlier` (原安置).

    Who ends without a post counts as much as who gets another one; who had none before counts nothing.
    """

    kind: ClassVar[str] = "least-change"
    chinese: ClassVar[str] = "变动最少"
    usage: ClassVar[str] = "与原安置相比变动最少，按变动代价加权"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """The weight, and the earlier post where the graduate had not listed it; other posts are alike."""
        post, weight = market.earlier
        kept = np.where((post >= 0) & ~self._listed(market), post + 1, 0)
        number = np.arange(1, len(market.capacity) + 1)
        return kept * (int(weight.max(initial=0)) + 1) + weight, np.where(np.isin(number, kept), number, 0)

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """The weight, at any post but the earlier one."""
        earlier, weight = market.earlier
        other = (rank == 0) & self._listed(market)[graduate]  # not listed, so not the earlier one, which is
        moved: Integers = weight[graduate] * (other | (earlier[graduate] != post))
        return moved

    def unplaced(self, market: Market) -> Integers:
        """The weight."""
        return market.earlier[1]

    def _listed(self, market: Market) -> Flags:
        """Whether each graduate had listed the earlier post."""
        post, _ = market.earlier
        return market.remember(self, lambda: market.ranks(np.arange(market.size), post) * (post >= 0) > 0)
