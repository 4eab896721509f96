"""The goals joined into one integer per placement: what comes earlier outweighs all that comes later."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers

_SAFE = 2**58
_BITS = 1024
Costs = npt.NDArray[Any]
"""64-bit integers where they suffice, otherwise Python's own of any length: exact either way."""


@dataclass(frozen=True, eq=False)
class JointCosts:
    """What each of some people counts at each post (`pair`) and without one (`nothing`); less is better.

    The last level, below all goals, counts whoever is not where the plan has them, so that of equally good plans
    the one with the fewest moves is the least.
    """

    pair: Costs
    nothing: Costs
    far: int
    """More than any chain of moves can cost."""


def joint_costs(
    market: Market, goals: Sequence[Goal], people: Integers, placed: Integers
) -> JointCosts | None:
    """The joint costs of goals that are sums over placements, for moves away from the plan `placed`.

    None where they are so many that the integers would fill the memory.
    """
    posts = len(market.capacity)
    who, where = np.repeat(people, posts), np.tile(np.arange(posts), len(people))
    rank = market.ranks(who, where)
    levels = []
    for part in (part for goal in goals for part in goal.parts(market)):
        sign = -1 if part.maximise else 1
        pair = part.counts(market, who, where, rank).reshape(len(people), posts)
        levels.append((sign * pair, sign * part.unplaced(market)[people]))
    moved = (np.arange(posts) != placed[people][:, None]).astype(np.int64)
    levels.append((moved, (placed[people] >= 0).astype(np.int64)))
    return _joined(levels, len(people) + 2)


def summed(market: Market, goals: Sequence[Goal]) -> bool:
    """Whether every goal is a sum over placements, without worst cases and balances."""
    parts = [part for goal in goals for part in goal.parts(market)]
    return not any(part.steps(market) or part.classes(market) is not None for part in parts)


def _joined(levels: Sequence[tuple[Integers, Integers]], moves: int) -> JointCosts | None:
    """Weights so large that all moves of one exchange together never make up for one unit of the level before."""
    spans = [_span(pair, nothing) for pair, nothing in levels]
    factors, below = [], 0
    for span in reversed(spans):
        factors.append(below + 1)
        below += (below + 1) * span * moves
    if below.bit_length() > _BITS:
        return None
    kind: Any = np.int64 if below < _SAFE else object
    pair = sum(one.astype(kind) * f for (one, _), f in zip(levels, reversed(factors), strict=True))
    nothing = sum(one.astype(kind) * f for (_, one), f in zip(levels, reversed(factors), strict=True))
    return JointCosts(np.asarray(pair), np.asarray(nothing), 4 * (below + 1))


def _span(pair: Integers, nothing: Integers) -> int:
    """The most by which one move can change a level."""
    every = np.concatenate([pair.ravel(), nothing])
    return int(every.max(initial=0)) - int(every.min(initial=0))
