"""Why somebody has no post, in a sentence for the list of the unplaced (未落实)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.pool import allowed
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers

_CHUNK = 4_000_000
_NO_WISH = "不服从分配，又未填志愿 / does not accept allocation and listed nothing"
_FORBIDDEN = "不服从分配，所填志愿均不合规则 / does not accept allocation; no listed post is allowed"
_TAKEN = "不服从分配，所填志愿均已有人 / does not accept allocation; every listed post is taken"
_NOWHERE = "没有规则允许的岗位 / no post is allowed by the rules"
_BOUND = (
    "尚有规则允许的空岗，但受配额、同行人等规则或目标所限 / an allowed post stands empty, but sums over many "
    "people (quotas, partners, …) or the goals keep this person out"
)
_FULL = "规则允许的岗位均已有人 / every allowed post is taken"


def reasons(market: Market, rules: Sequence[Rule], placed: Integers) -> npt.NDArray[np.object_]:
    """A reason per graduate; "" for whoever has a post."""
    said = np.full(market.size, "", object)
    left = placed < 0
    wish = np.flatnonzero(left[market.wish_graduate])
    listed = np.zeros(market.size, bool)
    listed[market.wish_graduate[wish]] = True
    open_ = np.zeros(market.size, bool)
    legal = wish[allowed(market, rules, market.wish_graduate[wish], market.wish_post[wish])]
    open_[market.wish_graduate[legal]] = True
    free = np.bincount(placed[~left], minlength=len(market.capacity)) < market.capacity
    spare = np.zeros(market.size, bool)
    spare[market.wish_graduate[legal[free[market.wish_post[legal]]]]] = True
    firm = left & ~market.accepts
    said[firm & ~listed] = _NO_WISH
    said[firm & listed & ~open_] = _FORBIDDEN
    said[firm & open_] = _TAKEN
    said[firm & spare] = _BOUND
    willing = np.flatnonzero(left & market.accepts)
    somewhere = open_[willing] | _somewhere(market, rules, willing, market.capacity > 0)
    spare[willing] |= _somewhere(market, rules, willing, free)
    said[willing] = np.where(spare[willing], _BOUND, np.where(somewhere, _FULL, _NOWHERE))
    return said


def _somewhere(market: Market, rules: Sequence[Rule], people: Integers, among: Flags) -> Flags:
    """Whether any of these posts is allowed, for each of these people."""
    traits = [codes for rule in rules if (codes := rule.traits(market)) is not None]
    posts = np.flatnonzero(among)
    if not traits or not len(people) or not len(posts):
        return np.full(len(people), len(posts) > 0)
    _, person, kind = np.unique(
        np.column_stack([left[people] for left, _ in traits]), axis=0, return_index=True, return_inverse=True
    )
    _, cell = np.unique(np.column_stack([right[posts] for _, right in traits]), axis=0, return_index=True)
    cells = posts[cell]
    found = np.zeros(len(person), bool)
    step = max(1, _CHUNK // len(cells))
    for first in range(0, len(person), step):
        some = people[person[first : first + step]]
        pairs = allowed(market, rules, np.repeat(some, len(cells)), np.tile(cells, len(some)))
        found[first : first + step] = pairs.reshape(len(some), len(cells)).any(axis=1)
    result: Flags = found[kind.ravel()]
    return result
