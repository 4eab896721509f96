"""Whether prices refute a plan (Farkas 1902): after everybody free has taken what pays best, more is asked than nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from optimizer.assignment.crowd import Crowd
from optimizer.assignment.formulation import representatives
from optimizer.assignment.pool import allowed
from optimizer.evidence.assigned import Case
from optimizer.evidence.chain import whole
from optimizer.evidence.findings import Unsound
from optimizer.solver.program import Integers

_MOST = 2**40


@dataclass(frozen=True, eq=False)
class Refuter:
    """Who was free at the beginning, `pins` being placed: kinds of people, cells of posts, and what each pair adds."""

    case: Case
    pins: Integers

    @cached_property
    def crowd(self) -> Crowd:
        """The open people by kinds, as the guard sees them."""
        return Crowd(self.case.task, self.case.books, self.pins)

    @cached_property
    def _names(self) -> dict[str, int]:
        return {name: row for row, name in enumerate(self.case.row_names())}

    @cached_property
    def _seats(self) -> dict[str, int]:
        return {post: at for at, post in enumerate(self.case.market.posts)}

    @cached_property
    def _cells(self) -> tuple[Integers, Integers, Integers, np.ndarray]:
        """The sums' entries for every kind and cell, and which cells each kind may go to."""
        pool = self.crowd.pool
        people, posts = representatives(pool.kind, pool.people), representatives(pool.cell, pool.posts)
        left, right = np.repeat(people, len(posts)), np.tile(posts, len(people))
        may = allowed(self.case.market, self.case.demands.rules, left, right)
        return *self.case.books.entries(left, right), may.reshape(len(people), len(posts))

    def left_over(self, fixed: Integers, told: Mapping[str, Any]) -> int:
        """What is still asked for when everybody has taken what pays best; above 0 = no plan keeps these placements.

        `fixed` is a post per graduate, -1 = free. Raises Unsound for posts, sums or numbers that cannot be.
        """
        market, books, task = self.case.market, self.case.books, self.case.task
        post_price = self._priced(told["posts"], self._seats, len(market.posts))
        sum_price = self._priced(told["sums"], self._names, len(books.low))
        taken, activity = task.taken(fixed), books.activity(fixed)
        seats, least = market.capacity - taken, np.maximum(task.minimum() - taken, 0)
        asked = _paid(post_price, least, seats) + _paid(
            sum_price, books.low - activity, books.high - activity
        )
        return (
            asked
            - self._willing(fixed, post_price, sum_price, seats)
            - self._shy(fixed, post_price, sum_price, seats)
        )

    @staticmethod
    def _priced(told: Mapping[str, Any], known: Mapping[str, int], many: int) -> Integers:
        prices = np.zeros(many, np.int64)
        for name, price in told.items():
            if name not in known or abs(whole(price)) > _MOST:
                raise Unsound(f"{name}: {price} 不能是价 / can be no price")
            prices[known[name]] = price
        return prices

    def _willing(self, fixed: Integers, post_price: Integers, sum_price: Integers, seats: Integers) -> int:
        """What those who accept allocation pay in, each the most that any open post brings."""
        pool = self.crowd.pool
        if not len(pool.people) or not len(pool.posts):
            return 0
        pair, row, value, may = self._cells
        summed = np.zeros(may.size, np.int64)
        np.add.at(summed, pair, sum_price[row] * value)
        open_ = seats[pool.posts] > 0
        best = np.full(may.shape[1], -(2**60))
        np.maximum.at(best, pool.cell[open_], post_price[pool.posts[open_]])
        brings = np.where(may & (best > -(2**60)), summed.reshape(may.shape) + best, 0).max(axis=1, initial=0)
        free = fixed[pool.people] < 0
        many = np.bincount(pool.kind[free], minlength=len(brings))
        return sum(a * b for a, b in zip(brings.tolist(), many.tolist(), strict=True))

    def _shy(self, fixed: Integers, post_price: Integers, sum_price: Integers, seats: Integers) -> int:
        """What those who do not accept allocation pay in, each by the own list."""
        market, wishes = self.case.market, self.crowd.wishes
        graduate, post = market.wish_graduate[wishes], market.wish_post[wishes]
        pair, row, value = self.case.books.entries(graduate, post)
        brings = post_price[post].copy()
        np.add.at(brings, pair, sum_price[row] * value)
        open_ = (fixed[graduate] < 0) & (seats[post] > 0)
        best = np.zeros(market.size, np.int64)
        np.maximum.at(best, graduate[open_], brings[open_])
        return int(best.sum())


def _paid(prices: Integers, low: Integers, high: Integers) -> int:
    """Above 0 times the least, below 0 times the most."""
    return sum(
        price * (least if price > 0 else most)
        for price, least, most in zip(prices.tolist(), low.tolist(), high.tolist(), strict=True)
    )
