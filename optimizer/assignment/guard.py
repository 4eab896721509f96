"""The guard of choice: a plan that completes every guarantee is kept, and a pick may not destroy it.

Every seat that must be filled is held by a supporter who has no post yet. A pick that takes a supporter
away is repaired along an alternating path; where there is none, the posts and people reached are the
witness: more seats to fill than people who could fill them (Hall 1935).
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.pool import allowed
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.witness import Prices, Witness
from optimizer.solver.program import Integers

_SHOWN = 6


class Guard:
    """Who holds which seat that must still be filled.

    `need` are the seats of each post that must still be filled, `free` the graduates without a post, and
    `holds` a plan for them: a post per graduate, -1 = none. All three are copied.
    """

    def __init__(
        self, market: Market, rules: Sequence[Rule], need: Integers, free: Flags, holds: Integers
    ) -> None:
        self._market, self._rules = market, rules
        self._need, self._free = need.copy(), free.copy()
        self._holds = _only_needed(need, holds)

    def fork(self) -> Guard:
        """A guard that holds the same and goes its own way."""
        return Guard(self._market, self._rules, self._need, self._free, self._holds)

    def complete(self) -> Witness | None:
        """Find a supporter for every needed seat that has none; None, or the witness that there is none."""
        held = np.bincount(self._holds[self._holds >= 0], minlength=len(self._need))
        for post in np.repeat(np.arange(len(self._need)), np.maximum(self._need - held, 0)).tolist():
            witness = self._support(post)
            if witness is not None:
                return witness
        return None

    def settle(self, graduate: int, post: int) -> Witness | None:
        """Let the graduate have the post, or change nothing and return the witness."""
        before, held = self._holds.copy(), int(self._holds[graduate])
        counted = int(self._need[post] > 0)
        self._free[graduate] = False
        self._holds[graduate] = -1
        self._need[post] -= counted
        if counted and held != post:
            self._holds[np.flatnonzero(self._holds == post)[-1]] = -1
        if held < 0 or (counted and held == post):
            return None
        witness = self._support(held)
        if witness is not None:
            self._holds = before
            self._free[graduate] = True
            self._need[post] += counted
        return witness

    def _able(self, post: int) -> Integers:
        """Who is still free and could be sent to the post: by allocation, or because it is listed."""
        market = self._market
        start, listed_by = market.wished_by
        able = self._free & market.accepts
        listed = listed_by[start[post] : start[post + 1]]
        able[listed] = self._free[listed]
        people = np.flatnonzero(able)
        kept: Integers = people[allowed(market, self._rules, people, np.full(len(people), post))]
        return kept

    def _support(self, post: int) -> Witness | None:
        """One more supporter for the post, others moving along; None, or the witness."""
        came = np.full(self._market.size, -1)
        through = {post: -1}
        for seat in (reached := [post]):
            able = self._able(seat)
            fresh = able[came[able] < 0]
            came[fresh] = seat
            idle = fresh[self._holds[fresh] < 0]
            if len(idle):
                self._shift(int(idle[-1]), came, through)
                return None
            for person, held in zip(fresh.tolist(), self._holds[fresh].tolist(), strict=True):
                if held not in through:
                    through[held] = person
                    reached.append(held)
        return self._witness(reached, int((came >= 0).sum()))

    def _shift(self, graduate: int, came: Integers, through: dict[int, int]) -> None:
        """Move supporters back along the path: each takes the seat that led to them."""
        while graduate >= 0:
            seat = int(came[graduate])
            self._holds[graduate] = seat
            graduate = through[seat]

    def _witness(self, posts: Sequence[int], people: int) -> Witness:
        names = "、".join(self._market.posts[post] for post in posts[:_SHOWN])
        more = f" 等 {len(posts)} 个岗位" if len(posts) > _SHOWN else ""
        wanted = int(self._need[list(posts)].sum())
        return Witness(
            f"岗位 {names}{more} 还须 {wanted} 人，能去的只剩 {people} 人 / "
            f"{len(posts)} posts still need {wanted} people, only {people} who may go there remain",
            Prices(dict.fromkeys(posts, 1)),
        )


def _only_needed(need: Integers, holds: Integers) -> Integers:
    """The plan without those who hold more seats of a post than must be filled."""
    order = np.argsort(holds, kind="stable")
    sorted_ = holds[order]
    place = np.arange(len(holds)) - np.searchsorted(sorted_, sorted_)
    extra = (sorted_ >= 0) & (place >= need[sorted_])
    result = holds.copy()
    result[order[extra]] = -1
    return result
