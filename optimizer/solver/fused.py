"""Stages in one sum: where to start from, and what its duals prove of each stage by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.solver.program import Aim, Answer, Bottleneck, Integers, Program, Share

_OUTWEIGH = 50
_SHARP = 10**8
_EXACT = 2**52


def fused(program: Program, stages: Sequence[Aim]) -> tuple[Integers, dict[int, int]]:
    """The first stages in one sum, each outweighing the next, and the factor of each: where to start from.

    The factors are modest, so that a relaxation in floats stays sharp; whatever they miss, the stages mend.
    """
    total = np.zeros(program.count, np.int64)
    factors: dict[int, int] = {}
    for place, stage in enumerate(stages):
        if isinstance(stage, Bottleneck):
            continue
        factor = _outweighing(stage.weights)
        if int(np.abs(total).max(initial=0)) * factor > _SHARP:
            break
        total = total * factor + stage.weights
        factors = {known: factor * before for known, before in factors.items()} | {place: 1}
    return total, factors


def guided(guide: Integers, weights: Integers) -> Integers:
    """The guide of a program, outweighing these weights, and they; they alone where that would be too much."""
    factor = _outweighing(weights)
    if not len(guide) or int(np.abs(guide).sum()) * factor > _EXACT:
        return weights
    more = np.zeros(len(weights) - len(guide), np.int64)
    return np.concatenate([guide, more]) * factor + weights


def _outweighing(weights: Integers) -> int:
    return _OUTWEIGH * int(np.abs(weights).max(initial=0)) + 1


def shares_of(start: Answer, factors: Mapping[int, int]) -> dict[int, Share]:
    """The share that each stage has in the duals of all in one sum: whole numbers, the last takes what is left."""
    if start.duals is None:
        return {}
    shares: dict[int, Share] = {}
    rest = start.duals
    for place, factor in factors.items():
        if factor == 1:
            shares[place] = rest, start.scale
            break
        whole = np.rint(rest / (start.scale * factor)).astype(np.int64)
        shares[place] = whole, 1
        rest = rest - whole * factor * start.scale
    return shares
