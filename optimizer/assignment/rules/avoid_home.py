"""Avoidance (回避): nobody serves in the village, township or county of their own home."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers

_DIGITS = {"county": 6, "township": 9, "village": 12}


class AvoidHome(Rule):
    """A graduate may not take a post whose area has the home's code, compared at the level asked for.

    A home known less exactly than that level forbids nothing.
    """

    kind: ClassVar[str] = "avoid-home"
    chinese: ClassVar[str] = "回避户籍地"
    meaning: ClassVar[str] = "the post lies at the graduate's home"

    level: Literal["village", "township", "county"] = "village"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Numbers of the areas that are somebody's home and hold a post; 0 = any other area."""
        digits = _DIGITS[self.level]
        home = market.graduate_table["home"].str.slice(0, digits).to_numpy(object)
        area = market.post_table["area"].str.slice(0, digits).to_numpy(object)
        home = np.where(np.array([len(code) == digits for code in home], bool), home, "")
        both = np.intersect1d(home.astype(str), area.astype(str))
        shared = both[both != ""]
        return _number(shared, home.astype(str)), _number(shared, area.astype(str))

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """Different area numbers, or no shared area at all."""
        home, area = self.traits(market)
        allowed: Flags = (home[graduate] == 0) | (home[graduate] != area[post])
        return allowed

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Compare every placed graduate's home with the post's area, digit by digit."""
        digits = _DIGITS[self.level]
        breaches = []
        for person, post in enumerate(placed.tolist()):
            home = market.graduate_table["home"].iloc[person]
            if post >= 0 and len(home) >= digits:
                area = market.post_table["area"].iloc[post]
                if len(area) >= digits and all(home[at] == area[at] for at in range(digits)):
                    breaches.append(
                        f"{market.graduates[person]} 被安置在户籍地 {market.posts[post]} / placed at home ({self.level})"
                    )
        return tuple(breaches)


def _number(shared: np.ndarray, codes: np.ndarray) -> Integers:
    """1 + the position of each code among the shared ones, 0 where it is not there."""
    if not len(shared):
        return np.zeros(len(codes), np.int64)
    at = np.minimum(np.searchsorted(shared, codes), len(shared) - 1)
    return np.where(shared[at] == codes, at + 1, 0).astype(np.int64)
