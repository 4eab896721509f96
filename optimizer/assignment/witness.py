"""What a no rests on, in numbers beside the words: prices of posts and sums that anybody can add up."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from optimizer.solver.program import Integers
from optimizer.solver.solution import Dual


@dataclass(frozen=True)
class Prices:
    """Whole numbers for some posts and some sums (by their row in the ledger); all others are 0.

    Above 0 is paid for each of the least that must come, below 0 for each of the most that may. If even after
    everybody free has taken what pays best more is left than nothing, no plan exists (Farkas 1902).
    """

    posts: Mapping[int, int] = field(default_factory=dict)
    sums: Mapping[int, int] = field(default_factory=dict)

    @staticmethod
    def of(posts: Integers, price: Integers, sums: Integers) -> Prices:
        """From the price of each of these posts and of every sum."""
        rows = np.flatnonzero(sums)
        priced = {int(post): int(one) for post, one in zip(posts, price, strict=True) if one}
        return Prices(priced, {int(row): int(sums[row]) for row in rows})


@dataclass(frozen=True)
class Witness:
    """Why a pick was refused: a sentence, and the prices that prove it (None = only a search does)."""

    sentence: str
    prices: Prices | None = None


@dataclass(frozen=True)
class Record:
    """What the numbers of an outcome rest on: the duals of every stage, whether one plan only is left by them, who was
    sent by the pool, and the prices of every refused pick, in the diary's order. `second` asks another engine about what
    only a search proved; that takes a while, so it is asked when a certificate is written."""

    duals: tuple[Dual, ...]
    unique: bool
    pooled: Integers
    refusals: tuple[Prices | None, ...] = ()
    second: Callable[[], tuple[str, ...]] | None = None
