"""One step of the small chain: what prices prove of a stage, and what may still be had when it is settled.

Everybody open takes one option: a post by the own list, a post by the pool, or none. With a price for every post and
every sum, the least that anybody can cost is the cheapest option at these prices; whatever costs more than the gap
between value and bound is in no plan of that value and is struck out.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.evidence.options import FAR, Options
from optimizer.solver.program import Integers

Costs = tuple[Integers, Integers, Integers]
"""What every option counts: listed, pooled (people, posts), nowhere (people)."""


@dataclass(frozen=True, eq=False)
class Kept:
    """A stage with a gap: what its costs may sum to."""

    name: str
    costs: Costs
    low: int
    high: int


@dataclass(frozen=True, eq=False)
class Priced:
    """The prices of one stage, in units of `1 / scale`: of posts, of sums, and of the stages kept with a gap."""

    scale: int
    posts: Integers
    sums: Integers
    kept: tuple[int, ...]


@dataclass(frozen=True, eq=False)
class State:
    """What is still open: options, what posts and sums must come to; `entries` are the sums' pairs, rows and values."""

    options: Options
    low: Integers
    high: Integers
    sum_low: Integers
    sum_high: Integers
    entries: tuple[Integers, Integers, Integers]
    kept: tuple[Kept, ...] = field(default=())

    def reduced(self, costs: Costs, priced: Priced) -> Costs:
        """What every option costs at these prices, posts' own prices not yet counted; what is struck out is FAR."""
        listed, pooled, nowhere = (priced.scale * part for part in costs)
        for stage, price in zip(self.kept, priced.kept, strict=True):
            listed, pooled, nowhere = (
                part - price * more for part, more in zip((listed, pooled, nowhere), stage.costs, strict=True)
            )
        pair, row, value = self.entries
        summed = np.zeros(listed.size, np.int64)
        np.add.at(summed, pair, priced.sums[row] * value)
        sums: Integers = summed.reshape(listed.shape)
        options = self.options
        return (
            np.where(options.listed, listed - sums, FAR),
            np.where(options.pooled, pooled - sums, FAR),
            np.where(options.nowhere, nowhere, FAR),
        )

    def settled(self, name: str, costs: Costs, priced: Priced, value: int) -> tuple[int, State]:
        """The bound that these prices prove, and what is left of the plans of this value."""
        listed, pooled, nowhere = self.reduced(costs, priced)
        listed, pooled = (np.where(part < FAR, part - priced.posts, FAR) for part in (listed, pooled))
        least = np.minimum(np.minimum(listed, pooled).min(axis=1, initial=FAR), nowhere)
        total = int(least.sum()) + _paid(priced.posts, self.low, self.high)
        total += _paid(priced.sums, self.sum_low, self.sum_high)
        total += sum(
            price * (one.low if price > 0 else one.high)
            for one, price in zip(self.kept, priced.kept, strict=True)
        )
        bound, gap = -(-total // priced.scale), value * priced.scale - total
        more = (Kept(name, costs, bound, value),) if gap > 0 else ()
        low, high = _tight(priced.posts, self.low, self.high, gap)
        sum_low, sum_high = _tight(priced.sums, self.sum_low, self.sum_high, gap)
        left = self.options.without(
            listed - least[:, None] > gap, pooled - least[:, None] > gap, nowhere - least > gap
        )
        return bound, replace(
            self, options=left, low=low, high=high, sum_low=sum_low, sum_high=sum_high, kept=self.kept + more
        )


def _paid(prices: Integers, low: Integers, high: Integers) -> int:
    """What prices come to at least: above 0 times the least, below 0 times the most."""
    return sum(
        price * (least if price > 0 else most)
        for price, least, most in zip(prices.tolist(), low.tolist(), high.tolist(), strict=True)
    )


def _tight(prices: Integers, low: Integers, high: Integers, gap: int) -> tuple[Integers, Integers]:
    """Bounds where whatever has a price beyond the gap is at the bound that the price is paid for."""
    return np.where(prices < -gap, high, low), np.where(prices > gap, low, high)
