"""Eligible majors (专业要求): a post that asks for majors takes only those."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Breach, Rule
from optimizer.solver.program import Integers


def prefixes(majors: str) -> tuple[str, ...]:
    """The code prefixes that a post asks for; none = any major."""
    return tuple(part for part in (piece.strip() for piece in re.split(r"[;；、,，]", majors)) if part)


class EligibleMajor(Rule):
    """A graduate may take a post whose majors are empty or hold a prefix of the graduate's major code."""

    kind: ClassVar[str] = "eligible-major"
    chinese: ClassVar[str] = "专业符合要求"
    usage: ClassVar[str] = "岗位写了专业要求的，只收专业代码以其开头的人"
    meaning: ClassVar[str] = "岗位要求其他专业 / the post asks for other majors"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Major codes and demands, numbered."""
        return market.coded("graduate_table", "major")[1], market.coded("post_table", "majors")[1]

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """One look-up per pair in a table of majors by demands."""
        codes, major = market.coded("graduate_table", "major")
        demands, demand = market.coded("post_table", "majors")

        def table() -> Flags:
            wanted = [prefixes(text) for text in demands]
            return np.array(
                [[not asked or code.startswith(asked) for asked in wanted] for code in codes], bool
            )

        allowed: Flags = market.remember(self, table)[major[graduate], demand[post]]
        return allowed

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Compare every placed graduate's major with the post's demand."""
        majors, demands = market.graduate_table["major"].tolist(), market.post_table["majors"].tolist()
        for person, post in enumerate(placed.tolist()):
            asked = prefixes(demands[post]) if post >= 0 else ()
            major = majors[person]
            if asked and not any(major[: len(prefix)] == prefix for prefix in asked):
                who, where = market.graduates[person], market.posts[post]
                yield Breach(
                    f"{who} 专业 {major} 不符合岗位 {where} 的要求 {demands[post]} / the post asks for other majors",
                    f"岗位 {where} 也收专业 {major or '空'} / admit this major at this post",
                )
