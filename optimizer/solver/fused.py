"""Stages in one sum: where to start from, and what its duals prove of each stage by itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.solver.program import Aim, Answer, Bottleneck, Integers, Program, Share

_OUTWEIGH = 50
_SHARP = 10**8


def fused(program: Program, stages: Sequence[Aim]) -> tuple[Integers, dict[int, int]]:
    """The first stages in one sum, each outweighing the next, and the factor of each: where to start from.

    The factors are modest, so that a relaxation in floats stays sharp; whatever they miss, the stages mend.
    """
    total = np.zeros(program.count, np.int64)
    factors: dict[int, int] = {}
    for place, stage in enumerate(stages):
        if isinstance(stage, Bottleneck):
            continue
        factor = _OUTWEIGH * int(np.abs(stage.weights).max(initial=0)) + 1
        if int(np.abs(total).max(initial=0)) * factor > _SHARP:
            break
        total = total * factor + stage.weights
        factors = {known: factor * before for known, before in factors.items()} | {place: 1}
    return total, factors


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
