"""The first plan of a lexicographic search: one that is worth in every stage what the relaxation allows, if there is one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from math import ceil

from optimizer.solver import core
from optimizer.solver.bound import restrict
from optimizer.solver.fused import fused, shares_of
from optimizer.solver.program import Aim, Answer, Integers, Limits, Program, Share, Stage
from optimizer.solver.relaxation import relax

_PART = 4  # of the work: where hope is vain the whole would leave nothing for the stages


def opening(program: Program, stages: Sequence[Aim], limits: Limits) -> tuple[Answer, dict[int, Share]]:
    """Values to start from, with the duals of the fused stages; and the share that each stage has in them.

    Where the stages before the last fused one can all be worth their bound, cores of the program in which they are
    hold the start: that leaves few columns, and a plan that falls short is never looked at. Else the start is the
    best by all of them in one sum. Who asks for an end while there is none gets the first that is found.
    """
    together, factors = fused(program, stages)
    relaxed = relax(program, together, limits)
    if relaxed is None:
        return core.refuted(program, together, limits), {}
    start = Answer(relaxed.values, relaxed.duals, relaxed.scale, optimal=False)
    shares = shares_of(start, factors)
    if start.values is not None:
        return start, shares
    hoped = _hoped(program, stages, shares, replace(limits, work=limits.work / _PART))
    if hoped is not None:
        return replace(start, values=hoped), shares
    start = core.near(program, together, relaxed, limits, good=True)
    if start.values is None and not start.infeasible and limits.stopped:
        start = core.some(program, together, replace(limits, stop=""))
    return start, shares


def _hoped(
    program: Program, stages: Sequence[Aim], shares: Mapping[int, Share], limits: Limits
) -> Integers | None:
    """The best by the last fused stage of a core in which all stages before are worth their bounds; None = none there."""
    given = [
        (stage, share)
        for place, share in shares.items()
        if share and isinstance(stage := stages[place], Stage)
    ]
    if len(given) < 2:
        return None
    for stage, share in given[:-1]:
        known = core.shared(program, stage.weights, share)
        program = restrict(program, stage.name, stage.weights, ceil(known.bound), known.duals, known.scale)
    stage, share = given[-1]
    return core.smallest(program, stage.weights, core.shared(program, stage.weights, share), limits)
