"""Applied county (报考县区): a graduate serves in the county applied to."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers


class AppliedCounty(Rule):
    """A graduate who applied to a county (by code or name) may only be placed there; blank = anywhere."""

    kind: ClassVar[str] = "applied-county"
    chinese: ClassVar[str] = "限报考县区"
    meaning: ClassVar[str] = "the post lies outside the county applied to"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Numbers of the counties applied to, and of the posts' counties."""
        _, applied = np.unique(market.graduate_table["county"].to_numpy(object), return_inverse=True)
        places = market.post_table["area"].str.slice(0, 6) + "|" + market.post_table["county"]
        _, county = np.unique(places.to_numpy(object), return_inverse=True)
        return applied, county

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """One look-up per pair in a table of counties applied to by counties of posts."""
        wanted, applied = np.unique(market.graduate_table["county"].to_numpy(object), return_inverse=True)
        names = market.post_table["area"].str.slice(0, 6) + "|" + market.post_table["county"]
        places, county = np.unique(names.to_numpy(object), return_inverse=True)
        table = np.array(
            [
                [not text or text[:6] == place[:6] or text == place.split("|")[1] for place in places]
                for text in wanted
            ],
            bool,
        )
        allowed: Flags = table[applied[graduate], county[post]]
        return allowed

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Compare the county applied to with the post's county, by code and by name."""
        breaches = []
        for person, post in enumerate(placed.tolist()):
            applied = market.graduate_table["county"].iloc[person]
            if post < 0 or not applied:
                continue
            row = market.post_table.iloc[post]
            if applied != row["county"] and not row["area"].startswith(applied[:6]):
                breaches.append(
                    f"{market.graduates[person]} 报考 {applied}，却安置在 {row['county']} 的 {market.posts[post]} / "
                    f"placed outside the county applied to"
                )
        return tuple(breaches)
