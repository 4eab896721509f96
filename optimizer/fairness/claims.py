"""Claims (诉求): who would rather have which post, where a seat there is free or held by somebody behind them.

Wanting is strict: a listed post of a better rank than the own; for whoever has no post and accepts
allocation also any post at all, for they said so. A post that a rule over pairs forbids to somebody is
nothing they can want; pins take no part on either side. Rules that count over many people (quotas) are not
asked: what they cost in envy is what a reader wants to see.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers

_BLOCK = 4_000_000


@dataclass(frozen=True)
class Claims:
    """A row per graduate and post: how many holders stand behind the graduate, and how many seats are free.

    `holders` are all holders that can be envied, sorted by post and within a post by its order; those behind
    the graduate of row r are `holders[first[r] : first[r] + behind[r]]`.
    """

    graduate: Integers
    post: Integers
    behind: Integers
    free: Integers
    first: Integers
    holders: Integers


def claims(plan: Plan) -> Claims:
    """Every claim of those who count on posts that count, worked out once per plan."""
    return plan.remember("claims", lambda: _claims(plan))


def _claims(plan: Plan) -> Claims:
    holders = np.flatnonzero((plan.placed >= 0) & ~plan.fixed)
    width = plan.market.size + 1
    key = plan.placed[holders] * width + plan.order(holders, plan.placed[holders])
    by_key = np.argsort(key, kind="stable")
    holders, key = holders[by_key], key[by_key]
    columns: list[list[Integers]] = [[], [], [], [], []]
    for graduate, post in wanted(plan):
        first = np.searchsorted(key, post * width + plan.order(graduate, post), side="right")
        behind = np.searchsorted(key, (post + 1) * width) - first
        kept = (behind > 0) | (plan.free[post] > 0)
        for column, values in zip(columns, (graduate, post, behind, plan.free[post], first), strict=True):
            column.append(values[kept])
    none = np.zeros(0, np.int64)
    graduate, post, behind, free, first = (np.concatenate([none, *column]) for column in columns)
    return Claims(graduate, post, behind, free, first, holders)


def wanted(plan: Plan) -> Iterator[tuple[Integers, Integers]]:
    """Pairs of a graduate and a post that they may have and would rather have, in blocks."""
    market = plan.market
    person, place = np.zeros(market.size, bool), np.zeros(len(market.capacity), bool)
    person[plan.people], place[plan.posts] = True, True
    person &= ~plan.fixed
    graduate, post = market.wish_graduate, market.wish_post
    better = person[graduate] & place[post] & (market.wish_rank < plan.standing[graduate])
    yield _legal(plan, graduate[better], post[better])
    open_to_all = np.flatnonzero(person & (plan.placed < 0) & market.accepts)
    step = max(1, _BLOCK // max(len(plan.posts), 1))
    for start in range(0, len(open_to_all), step):
        some = open_to_all[start : start + step]
        left, right = np.repeat(some, len(plan.posts)), np.tile(plan.posts, len(some))
        unlisted = market.ranks(left, right) == 0
        yield _legal(plan, left[unlisted], right[unlisted])


def _legal(plan: Plan, graduate: Integers, post: Integers) -> tuple[Integers, Integers]:
    fine = plan.allows(graduate, post)
    return graduate[fine], post[fine]
