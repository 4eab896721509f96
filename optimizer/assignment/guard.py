"""The guard of choice: a plan that completes every guarantee is kept, and a pick may not destroy it.

Every seat that must be filled is held by a supporter who has not chosen yet. A pick that frees or takes a
supporter is repaired along an alternating path; where there is none, the posts and people reached are the
witness: more seats to fill than people who could (Hall 1935; Kőnig).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.pool import allowed
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers

_SHOWN = 6


@dataclass
class Guard:
    """Who holds which seat that must still be filled; changed only by `settle`."""

    market: Market
    rules: Sequence[Rule]
    need: Integers
    free: Flags
    holds: Integers = field(init=False)

    def __post_init__(self) -> None:
        self.holds = np.full(self.market.size, -1)

    def complete(self) -> str | None:
        """Find a supporter for every seat; None, or the witness that there is none."""
        for post in np.flatnonzero(self.need > 0).tolist():
            for _ in range(int(self.need[post])):
                witness = self._support(post)
                if witness is not None:
                    return witness
        return None

    def settle(self, graduate: int, post: int) -> str | None:
        """Let the graduate have the post, or change nothing and return the witness."""
        holds, held = self.holds.copy(), int(self.holds[graduate])
        self.free[graduate] = False
        self.holds[graduate] = -1
        counted = self.need[post] > 0
        if counted:
            self.need[post] -= 1
            if held != post:
                self.holds[np.flatnonzero(self.holds == post)[-1]] = -1
        witness = None
        if held >= 0 and held != post:
            witness = self._support(held)
        if witness is not None:
            self.holds = holds
            self.free[graduate] = True
            self.need[post] += counted
        return witness

    def _able(self, post: int) -> Flags:
        """Who is still free and could be sent to the post: by allocation, or because it is listed."""
        market = self.market
        able = self.free & market.accepts
        listed = market.wish_graduate[market.wish_post == post]
        able[listed] = self.free[listed]
        people = np.flatnonzero(able)
        able[people] = allowed(market, self.rules, people, np.full(len(people), post))
        return able

    def _support(self, post: int) -> str | None:
        """One more supporter for the post, others moving along; None, or the witness."""
        came = np.full(self.market.size, -1)
        seen = np.zeros(self.market.size, bool)
        reached = [post]
        for at in reached:
            fresh = self._able(at) & ~seen
            seen |= fresh
            came[fresh] = at
            idle = np.flatnonzero(fresh & (self.holds < 0))
            if len(idle):
                self._shift(int(idle[-1]), post, came)
                return None
            reached.extend(sorted(set(self.holds[fresh].tolist()) - set(reached)))
        return self._witness(reached, seen)

    def _shift(self, graduate: int, post: int, came: Integers) -> None:
        """Move supporters back along the path: each takes the seat that led to them."""
        while graduate >= 0:
            seat, before = int(came[graduate]), int(self.holds[graduate])
            self.holds[graduate] = seat
            if seat == post:
                return
            holders = np.flatnonzero((self.holds == seat) & (came >= 0) & (came != seat))
            graduate = int(holders[0])
            del before

    def _witness(self, posts: Sequence[int], people: Flags) -> str:
        names = "、".join(self.market.posts[post] for post in posts[:_SHOWN])
        more = f"等 {len(posts)} 个岗位" if len(posts) > _SHOWN else ""
        wanted, there = int(self.need[list(posts)].sum()), int(people.sum())
        who = "、".join(self.market.graduates[person] for person in np.flatnonzero(people)[:_SHOWN])
        return (
            f"岗位全部到人：{names}{more} 还须 {wanted} 人，能去的只剩 {there} 人（{who}） / "
            f"fill-every-post: {len(posts)} posts still need {wanted} people, only {there} remain who may go there"
        )
