"""The core engine: relaxation first, then CP-SAT on the few columns that its reduced costs leave.

A column whose reduced cost exceeds `value - bound` is in no better plan, so a search over the columns
within a width is exact as soon as the value it finds lies within that width of the bound.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.solver.another import between, elsewhere
from optimizer.solver.bound import reduced_costs
from optimizer.solver.leeway import loose, open_wide
from optimizer.solver.program import Answer, Integers, Limits, Program, Rows, Share
from optimizer.solver.relaxation import Relaxation, proved, relax
from optimizer.solver.search import search
from optimizer.solver.stubborn import soon, stubborn

_SMALLEST = 2_000
_PART = 8
_LARGEST = 20_000
_FEW = 300
_WIDER = 2
_THIRD = 3
_STEP = 2


def optimise(
    program: Program,
    weights: Integers,
    limits: Limits,
    hint: Integers | None = None,
    share: Share = None,
    *,
    guess: bool = False,
) -> Answer:
    """The best values; widens the core until it is proved to hold an optimum, or is the whole program.

    Where the hint is so near the bound of the `share` that a small core will do, no relaxation is solved.
    A `guess` is the best of the first core that holds values, and proves nothing.
    """
    known = None if share is None else shared(program, weights, share)
    if hint is not None and limits.over:
        said = known or relax(program, weights, limits)
        if said is not None:
            return Answer(hint, said.duals, said.scale, optimal=_gap(weights, hint, said) == 0)
    relaxed = _near(program, weights, hint, known) or relax(program, weights, limits)
    if relaxed is None:
        return refuted(program, weights, limits)
    if known is not None and known.bound > relaxed.bound:  # a relaxation that was cut short proves little
        relaxed = known
    bound = -(-relaxed.bound.numerator // relaxed.bound.denominator)
    for values in (hint, relaxed.values):
        if values is not None and int(weights @ values) == bound:
            return Answer(values, relaxed.duals, relaxed.scale, optimal=True)
    reduced = reduced_costs(program, weights, relaxed.duals, relaxed.scale)
    best, optimal, kept = hint, False, _kept(program)
    poor = (
        not loose(program)
        and len(relaxed.ones)
        and _near_enough(program, reduced, _gap(weights, best, relaxed)) > _FEW
    )
    if best is None or poor:
        best = _better(weights, best, _dive(program, weights, reduced, kept, relaxed, limits))
    width, gap = _width(reduced, kept), _gap(weights, best, relaxed)
    if gap is not None and (width is None or gap < width):
        width = gap
    searched = None
    while True:
        part = _core(program, reduced, width)
        if searched is None or not _alike(part, searched):  # a wider core may hold no more columns
            found, finished = search(part, weights, limits, best, cuts=open_wide(part))
        best, searched = _better(weights, best, found), part  # a known plan is good at later stages too
        if not finished or (guess and found is not None):
            break
        gap = _gap(weights, best, relaxed)
        if width is None or (gap is not None and gap <= width):
            optimal = best is not None
            if width is None and found is None:
                return _refuse(hint)
            break
        kept *= _WIDER  # a poor plan asks for too wide a core: a somewhat wider one finds a better plan
        wider = _width(reduced, kept)
        width = gap if gap is not None and (wider is None or gap < wider) else wider
    if relaxed is known and best is not None and not limits.over:  # a share may prove far too little
        again = relax(program, weights, limits)
        relaxed = again if again is not None and again.bound > relaxed.bound else relaxed
    return Answer(best, relaxed.duals, relaxed.scale, optimal)


def some(program: Program, weights: Integers, limits: Limits) -> Answer:
    """Values near the best by `weights` where that is cheap, else the first that a core holds, else a proof of none."""
    relaxed = relax(program, weights, limits)
    if relaxed is None:
        return refuted(program, weights, limits)
    if relaxed.values is not None:
        return Answer(relaxed.values, relaxed.duals, relaxed.scale, optimal=False)
    return near(program, weights, relaxed, limits)


def near(
    program: Program, weights: Integers, relaxed: Relaxation, limits: Limits, *, good: bool = False
) -> Answer:
    """Values near the best, found in cores; `good` ones are the best of a core that holds everything better than they are."""
    reduced = reduced_costs(program, weights, relaxed.duals, relaxed.scale)
    kept = _kept(program)
    wide = open_wide(_core(program, reduced, _width(reduced, kept)))
    found = _dive(program, weights, reduced, kept, relaxed, soon(limits) if wide else limits)
    none, searched = False, None
    while not none:
        width, gap = _width(reduced, kept), _gap(weights, found, relaxed)
        if gap is not None and (not good or width is None or gap <= width):
            break
        room = 0 if width is None else width // relaxed.scale
        part = _core(program, reduced, width)
        if searched is None or not _alike(part, searched):
            first = soon(limits) if wide and found is None else limits
            cuts = open_wide(part)
            other, finished = search(part, weights, first, found, rough=not good, gap=room, cuts=cuts)
            if other is None and not finished and first is not limits:
                found, none = stubborn(program, part, weights, limits, good=good)
                if none or found is not None:
                    break
                wide = False
                continue
        found, searched = _better(weights, found, other), part
        none = found is None and width is None and finished
        if width is None or not finished:
            break
        kept *= _WIDER
    return Answer(found, relaxed.duals, relaxed.scale, optimal=False, infeasible=none)


def smallest(program: Program, weights: Integers, relaxed: Relaxation, limits: Limits) -> Integers | None:
    """The best values of the smallest core that holds any; None where no core smaller than the program does.

    Cores grow by small steps: one that holds none says so soon, one that is too wide takes long to search.
    """
    reduced, kept = reduced_costs(program, weights, relaxed.duals, relaxed.scale), _kept(program)
    searched, found, finished = None, None, True
    while found is None and finished and kept <= program.count and not limits.over:
        part = _core(program, reduced, _width(reduced, kept))
        if searched is None or not _alike(part, searched):
            found, finished = search(part, weights, soon(limits) if open_wide(part) else limits)
        searched, kept = part, kept + kept // _STEP
    return found


def other_within(program: Program, values: Integers, weights: Integers, limits: Limits) -> Answer:
    """Other values than these that weigh no more, the best of them; `infeasible` where it is proved that there are none."""
    most, count = int(weights @ values), program.count
    best, settled = None, True
    for other in (elsewhere(program, values), between(program, values)):
        if other is None:
            continue
        if limits.over:
            settled = False
            break
        more = np.zeros(other.count, np.int64)
        more[:count] = weights
        found = _within_weight(other, more, most, limits, values)
        best = _better(weights, best, None if found.values is None else found.values[:count])
        settled = settled and (found.infeasible or found.optimal)
    none = best is None
    return Answer(best, None, 1, optimal=settled and not none, infeasible=settled and none)


def _within_weight(program: Program, weights: Integers, most: int, limits: Limits, like: Integers) -> Answer:
    """The best values of a weight of at most so much, perhaps `like` these; `infeasible` where there are none.

    A row that says so cuts a search off; but where stages before were settled by search, any values are hard to
    find, and the best of all, searched for near those at hand, are found sooner.
    """
    relaxed = relax(program, weights, limits)
    if relaxed is None:
        return refuted(program, weights, limits)
    if relaxed.bound > most:
        return Answer(None, None, 1, optimal=False, infeasible=True)
    reduced = reduced_costs(program, weights, relaxed.duals, relaxed.scale)
    room = (most - relaxed.bound) * relaxed.scale
    asked, hint = _capped(program, weights, most), None
    if loose(program):
        asked, hint = program, _padded(like, program)
    part = _core(asked, reduced, -(-room.numerator // room.denominator))
    found, finished = search(part, weights, limits, hint, cuts=open_wide(part))
    if found is not None and weights @ found > most:
        found = None
    return Answer(found, None, 1, optimal=finished, infeasible=found is None and finished)


def _padded(values: Integers, program: Program) -> Integers:
    return np.concatenate([values, np.zeros(program.count - len(values), np.int64)])


def _capped(program: Program, weights: Integers, most: int) -> Program:
    """The program with a row by which `weights @ x` is at most so much: a search is cut off by it."""
    used = np.flatnonzero(weights)
    least = int(np.minimum(weights * program.lower, weights * program.upper).sum())
    row = Rows(
        np.zeros(len(used), np.int64), used, weights[used], np.array([least]), np.array([most]), ("at most",)
    )
    return replace(program, rows=Rows.stack([program.rows, row]))


def _kept(program: Program) -> int:
    """How many columns a core begins with: all of them where the stages before have left nearly all of them free."""
    if loose(program):
        return program.count
    return max(_SMALLEST, min(program.count // _PART, _LARGEST))


def shared(program: Program, weights: Integers, share: tuple[Integers, int]) -> Relaxation:
    """What the share proves; the rows that earlier stages have added count nothing in it."""
    more = np.zeros(program.rows.count - len(share[0]), np.int64)
    return proved(program, weights, np.concatenate([share[0], more]), share[1])


def _near(
    program: Program, weights: Integers, hint: Integers | None, shared: Relaxation | None
) -> Relaxation | None:
    """What the share proves, if a plan is so near it that a small core decides."""
    if hint is None or shared is None or loose(program):
        return None
    gap = _gap(weights, hint, shared)
    reduced = reduced_costs(program, weights, shared.duals, shared.scale)
    few = max(_WIDER * _kept(program), program.count // _THIRD)
    return shared if gap == 0 or _near_enough(program, reduced, gap) <= few else None


def _dive(
    program: Program, weights: Integers, reduced: Integers, kept: int, relaxed: Relaxation, limits: Limits
) -> Integers | None:
    """The best values of a core in which what the relaxation sets to 1 stays so: small, and often they are good."""
    part = _core(program, reduced, _width(reduced, kept))
    lower = part.lower.copy()
    lower[relaxed.ones] = 1
    return search(part.bounded(lower, part.upper), weights, limits, cuts=open_wide(part))[0]


def _near_enough(program: Program, reduced: Integers, gap: int | None) -> int:
    """How many columns that can still move cost no more than the gap."""
    free = program.lower < program.upper
    return int((free & (np.abs(reduced) <= gap)).sum()) if gap is not None else program.count


def _better(weights: Integers, one: Integers | None, other: Integers | None) -> Integers | None:
    """The cheaper of two plans, where there are two."""
    if one is None or other is None:
        return other if one is None else one
    return other if weights @ other < weights @ one else one


def _width(reduced: Integers, kept: int) -> int | None:
    """A width that leaves so many columns, and all that cost nothing more; None = all columns."""
    if kept >= len(reduced):
        return None
    return int(np.partition(np.abs(reduced), kept - 1)[kept - 1])


def _alike(one: Program, other: Program) -> bool:
    """Whether two cores of a program are the same."""
    return bool((one.lower == other.lower).all() and (one.upper == other.upper).all())


def _core(program: Program, reduced: Integers, width: int | None) -> Program:
    """The program with every column beyond the width fixed at its cheaper bound."""
    if width is None:
        return program
    lower = np.where(reduced < -width, program.upper, program.lower)
    upper = np.where(reduced > width, program.lower, program.upper)
    return program.bounded(lower, upper)


def _gap(weights: Integers, values: Integers | None, relaxed: Relaxation) -> int | None:
    """How far the values lie above the bound, in units of `1 / scale`, rounded up."""
    if values is None:
        return None
    gap = (int(weights @ values) - relaxed.bound) * relaxed.scale
    return -(-gap.numerator // gap.denominator)


def refuted(program: Program, weights: Integers, limits: Limits) -> Answer:
    """The relaxation says there is no plan; a second engine has to agree."""
    found, finished = search(program, np.zeros_like(weights), limits)
    if found is not None:
        raise EngineDisagreement(
            "线性松弛称无解，搜索却找到方案 / the relaxation is called infeasible, yet a plan exists"
        )
    return Answer(None, None, 1, optimal=False, infeasible=finished)


def _refuse(hint: Integers | None) -> Answer:
    """The whole program was searched and has no plan."""
    if hint is not None:
        raise EngineDisagreement("搜索称无解，但已有方案 / the search found nothing, yet a plan is known")
    return Answer(None, None, 1, optimal=False, infeasible=True)
