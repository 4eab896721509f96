"""Misreports (另填志愿): the other lists that somebody might hand in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from math import perm

import numpy as np
import pandas as pd

from optimizer.assignment.market import Market
from optimizer.scenario.model import Scenario

List = tuple[int, ...]
"""Posts from the most to the least wished, no two tied."""


def lists(posts: int) -> int:
    """How many lists without ties there are over so many posts, the empty one included."""
    return sum(perm(posts, length) for length in range(posts + 1))


def every_list(posts: int) -> Iterator[tuple[str, List]]:
    """All of them."""
    return (("any", found) for length in range(posts + 1) for found in permutations(range(posts), length))


def usual(honest: Sequence[int], better: Sequence[int]) -> dict[List, str]:
    """What people try, each list with the name of the trick: those that aim at a better post come first.

    "first": a better post moved to the top; "only": nothing but it; "truncated": the list cut short;
    "dropped": one post left out; "swapped": two neighbours exchanged.
    """
    full, size = tuple(honest), len(honest)
    tricks = [
        *(("first", (post, *(other for other in full if other != post))) for post in better),
        *(("only", (post,)) for post in better),
        *(("truncated", full[:length]) for length in range(size)),
        *(("dropped", full[:at] + full[at + 1 :]) for at in range(size)),
        *(
            ("swapped", (*full[:at], full[at + 1], full[at], *full[at + 2 :]))
            for at in range(size - 1)
        ),
    ]  # fmt: skip
    found: dict[List, str] = {}
    for name, other in tricks:
        if other != full:
            found.setdefault(other, name)
    return found


def wishing(market: Market, graduate: int, other: List) -> Market:
    """The market in which one graduate hands in another list."""
    first, last = int(market.start[graduate]), int(market.start[graduate + 1])
    start = market.start.copy()
    start[graduate + 1 :] += len(other) - (last - first)
    ranks = np.arange(1, len(other) + 1)
    post, rank = (
        np.concatenate([old[:first], new, old[last:]]).astype(np.int64)
        for old, new in ((market.wish_post, np.array(other, np.int64)), (market.wish_rank, ranks))
    )
    return replace(market, start=start, wish_post=post, wish_rank=rank)


def with_wishes(scenario: Scenario, graduate: str, posts: Sequence[str]) -> Scenario:
    """The scenario in which one graduate hands in another list of posts, for whoever wants to replay it."""
    rest = scenario.wishes[scenario.wishes["graduate"] != graduate]
    rows = pd.DataFrame({"graduate": graduate, "rank": range(1, len(posts) + 1), "target": list(posts)})
    wishes = pd.concat([rest, rows.astype(scenario.wishes[["graduate", "rank", "target"]].dtypes.to_dict())])
    texts = {str(name): wishes[name].fillna("") for name in wishes if name not in rows}
    return replace(scenario, wishes=wishes.assign(**texts).reset_index(drop=True))
