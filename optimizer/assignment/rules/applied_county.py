"""Applied county (报考县区): a graduate serves in the county applied to."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Breach, Rule
from optimizer.solver.program import Integers


class AppliedCounty(Rule):
    """A graduate who applied to a county (by code or name) may only be placed there; blank = anywhere."""

    kind: ClassVar[str] = "applied-county"
    chinese: ClassVar[str] = "限报考县区"
    usage: ClassVar[str] = "填了报考县区的，只去该县区；空为不限"
    meaning: ClassVar[str] = "岗位不在报考县区 / the post lies outside the county applied to"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Numbers of the counties applied to, and of the posts' counties."""
        return market.coded("graduate_table", "county")[1], self._places(market)[1]

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """One look-up per pair in a table of counties applied to by counties of posts."""
        wanted, applied = market.coded("graduate_table", "county")
        places, place = self._places(market)

        def table() -> Flags:
            cells = [[not text or text in (code, name) for code, name in places] for text in wanted]
            return np.array(cells, bool).reshape(len(wanted), len(places))

        allowed: Flags = market.remember(self, table)[applied[graduate], place[post]]
        return allowed

    def _places(self, market: Market) -> tuple[list[tuple[str, str]], Integers]:
        """Code and name of every county that has posts, and a number per post."""

        def make() -> tuple[list[tuple[str, str]], Integers]:
            table = market.post_table
            pairs = list(zip(table["area"].str.slice(0, 6), table["county"], strict=True))
            places = sorted(set(pairs))
            number = {place: at for at, place in enumerate(places)}
            return places, np.array([number[pair] for pair in pairs], np.int64)

        return market.remember((self, "places"), make)

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Compare the county applied to with the post's county, by code and by name."""
        wanted = market.graduate_table["county"].tolist()
        names, areas = market.post_table["county"].tolist(), market.post_table["area"].tolist()
        for person, post in enumerate(placed.tolist()):
            applied = wanted[person]
            if post >= 0 and applied and applied != names[post] and applied != areas[post][:6]:
                who, where = market.graduates[person], f"{names[post]} 的 {market.posts[post]}"
                yield Breach(
                    f"{who} 报考 {applied}，却安置在 {where} / placed outside the county applied to",
                    f"允许报考 {applied} 的 {who} 到 {where} / let this person serve outside the county applied to",
                )
