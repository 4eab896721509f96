"""Programs that a relaxation says little of (who knows a unit, say): any plan by clauses first, then strategies by turns.

Handed to a search that leans on the relaxation, they may give no plan for minutes, though one is there.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.solver.program import Integers, Limits, Program
from optimizer.solver.search import search

_SOON, _ANY, _GOOD = 16, 8, 4


def soon(limits: Limits) -> Limits:
    """A small part of the work: what leans on the relaxation is done within it, or is stubborn."""
    return replace(limits, work=limits.work / _SOON)


def stubborn(
    program: Program, part: Program, weights: Integers, limits: Limits, *, good: bool
) -> tuple[Integers | None, bool]:
    """Values by clauses alone, `good` ones made better in the core `part`; None and True = there are none at all."""
    nothing = np.zeros_like(weights)
    limit = replace(limits, work=limits.work / _ANY)
    found, finished = search(program, nothing, limit, rough=True, manner="clauses")
    if found is None or not good:
        return found, found is None and finished
    limit = replace(limits, work=limits.work / _GOOD)
    better, _ = search(part, weights, limit, found, manner="turns")
    kept = better is not None and int(weights @ better) < int(weights @ found)
    return (better if kept else found), False
