"""What plans share: the people and posts that all of them know, read on one scale."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import reduce

import numpy as np

from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


def on_what_they_share(plans: Sequence[Plan]) -> tuple[Plan, ...]:
    """The same plans, in which only people and posts count that all of them know; the longest list is the scale."""
    people = _common(plan.market.graduates for plan in plans)
    posts = _common(plan.market.posts for plan in plans)
    longest = max(plan.longest for plan in plans)
    return tuple(
        replace(
            plan,
            people=_numbers(plan.market.graduates, people),
            posts=_numbers(plan.market.posts, posts),
            longest=longest,
            _memory={},
        )
        for plan in plans
    )


def _common(known: Iterable[Sequence[str]]) -> set[str]:
    return reduce(set.intersection, (set(names) for names in known))


def _numbers(names: Sequence[str], kept: set[str]) -> Integers:
    return np.array([at for at, name in enumerate(names) if name in kept], np.int64)
