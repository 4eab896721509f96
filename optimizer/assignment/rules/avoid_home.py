"""Avoidance (回避): nobody serves in the village, township or county of their own home."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Breach, Rule
from optimizer.solver.program import Integers

_DIGITS = {"county": 6, "township": 9, "village": 12}


class AvoidHome(Rule):
    """A graduate may not take a post whose area has the home's code, compared at the level asked for.

    A home known less exactly than that level forbids nothing.
    """

    kind: ClassVar[str] = "avoid-home"
    chinese: ClassVar[str] = "回避户籍地"
    usage: ClassVar[str] = "不去户籍所在的村（level：village 村、township 乡镇、county 县区）"
    sense: ClassVar[str] = "不去户籍所在的地方"
    meaning: ClassVar[str] = "岗位在本人户籍地 / the post lies at the graduate's home"

    level: Literal["village", "township", "county"] = "village"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Numbers of the areas that are somebody's home and hold a post; 0 = any other area."""

        def make() -> tuple[Integers, Integers]:
            digits = _DIGITS[self.level]
            homes, home = market.coded("graduate_table", "home")
            areas, area = market.coded("post_table", "area")
            both = {code[:digits] for code in homes} & {code[:digits] for code in areas}
            number = {code: at for at, code in enumerate(sorted(c for c in both if len(c) == digits), 1)}
            left = np.array([number.get(code[:digits], 0) for code in homes], np.int64)
            right = np.array([number.get(code[:digits], 0) for code in areas], np.int64)
            return left[home], right[area]

        return market.remember(self, make)

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """Different area numbers, or no shared area at all."""
        home, area = self.traits(market)
        allowed: Flags = (home[graduate] == 0) | (home[graduate] != area[post])
        return allowed

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Compare every placed graduate's home with the post's area, digit by digit."""
        homes, areas = market.graduate_table["home"].tolist(), market.post_table["area"].tolist()
        for person, post in enumerate(placed.tolist()):
            shared = 0
            for one, other in zip(homes[person], areas[post] if post >= 0 else "", strict=False):
                if one != other:
                    break
                shared += 1
            if shared >= _DIGITS[self.level]:
                who, where = market.graduates[person], market.posts[post]
                yield Breach(
                    f"{who} 被安置在户籍地 {where} / placed at home ({self.level})",
                    f"允许 {who} 到户籍地的 {where} / let this person serve at home",
                )
