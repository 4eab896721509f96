"""The plain check of a finished plan: what always holds, then every rule, by arithmetic over the placements."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers


def breaches(market: Market, rules: Sequence[Rule], placed: Integers) -> tuple[str, ...]:
    """Every breach of a plan (a post per graduate, -1 = none), as a sentence each."""
    return (*_standing(market, placed), *(found for rule in rules for found in rule.check(market, placed)))


def _standing(market: Market, placed: Integers) -> list[str]:
    """Capacities, pins, and that nobody is sent to an unlisted post who does not accept it."""
    names, posts = market.graduates, market.posts
    people = np.bincount(placed[placed >= 0], minlength=len(market.capacity))
    found = [
        f"岗位 {posts[post]} 安置 {people[post]} 人，名额 {market.capacity[post]} / more people than seats"
        for post in np.flatnonzero(people > market.capacity).tolist()
    ]
    moved = (market.pins >= 0) & (placed != market.pins)
    found += [
        f"{names[person]} 指定 {posts[market.pins[person]]} 未落实 / the pin is not kept"
        for person in np.flatnonzero(moved).tolist()
    ]
    sent = np.flatnonzero((placed >= 0) & ~market.accepts & (market.pins < 0))
    unlisted = sent[market.ranks(sent, placed[sent]) == 0]
    return found + [
        f"{names[person]} 不服从分配，却安置到未填报的 {posts[placed[person]]} / sent to an unlisted post"
        for person in unlisted.tolist()
    ]
