"""The smallest set of rows that no plan can meet together: what a refutation adds up, then divide and conquer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from optimizer.errors import LimitReached
from optimizer.solver import highs
from optimizer.solver.lexicographic import anything, optimum
from optimizer.solver.program import Integers, Limits, Program, Stage
from optimizer.solver.warm import Warm

Groups = Sequence[Integers]
Test = Callable[[Groups], bool]
_SHARE = 0.25  # of the time that is left, for one search


@dataclass(frozen=True)
class Quarrel:
    """Groups of rows that cannot hold together, though they can without any one of them.

    `proof` is "counting" where the relaxation has no solution either, so that adding rows up refutes them,
    else "search"; both were proved again by a second engine. `settled` is False where a limit left open
    whether every group is needed.
    """

    groups: tuple[Integers, ...]
    proof: Literal["counting", "search"]
    settled: bool


def quarrel(
    program: Program, groups: Groups, guide: Integers, limits: Limits, *, refuted: bool = False
) -> Quarrel | None:
    """A smallest quarrelling choice of these groups of rows, all other rows standing; None where there is none.

    `guide` are weights that a plan is looked for by. QuickXplain (Junker 2004) over the rows that a
    refutation adds up, or, where only a search refutes them, over all; then every group is left out once.
    When the time is over, what has not been tried stays in, and the quarrel is not settled. No single question takes
    more than a part of the time. `refuted`: that there is a quarrel has been found before, and is not asked first.
    Raises LimitReached where not even that there is a quarrel was found in time.
    """
    limits = limits.begun()
    every = np.concatenate([np.zeros(0, np.int64), *groups])

    def counted(kept: Groups) -> bool:
        part = only(program, every, kept)
        return highs.run(part, np.zeros_like(guide), limits, whole=False).status == "infeasible"

    def searched(kept: Groups) -> bool:
        return status(kept) == "infeasible"

    def status(kept: Groups) -> str:
        return anything(only(program, every, kept), guide, limits.part(_SHARE)).status

    counting = counted(groups)
    if not counting and not refuted:
        found = anything(only(program, every, groups), guide, limits).status
        if found == "unknown":
            raise LimitReached(
                "时限内未能查清哪些要求相互冲突；用 --seconds 放宽 / "
                "not settled in time which demands quarrel; allow more with --seconds"
            )
        if found != "infeasible":
            return None
    test = counted if counting else searched
    few = added_up(program, groups, limits) if counting else groups
    kept = _explain([], [], few, test, limits) if len(few) > 1 else list(few)
    return _needed(program, every, kept, guide, limits, counting)


def only(program: Program, every: Integers, kept: Groups) -> Program:
    """The program in which of the rows `every` only the kept ones stand; the others ask for nothing."""
    rows = program.rows
    free = np.setdiff1d(every, np.concatenate([np.zeros(0, np.int64), *kept]))
    reach = np.zeros(rows.count, np.int64)
    largest = np.maximum(np.abs(program.lower), np.abs(program.upper))[rows.column]
    np.add.at(reach, rows.row, np.abs(rows.value) * largest)
    low, high = rows.low.copy(), rows.high.copy()
    low[free], high[free] = -reach[free], reach[free]
    return replace(program, rows=replace(rows, low=low, high=high))


def added_up(program: Program, groups: Groups, limits: Limits) -> Groups:
    """The groups whose rows a refutation of the relaxation adds up; all of them where there is no exact one.

    By Farkas' lemma these alone cannot be met. What a vertex of the dual gives is often smallest already
    (Gleeson and Ryan 1990).
    """
    answer, duals = Warm(program, limits).ask(program.upper, program.rows.low, program.rows.high)
    if answer != "refuted":
        return groups
    return [group for group in groups if duals[group].any()] or groups


def _explain(before: Groups, added: Groups, groups: Groups, test: Test, limits: Limits) -> list[Integers]:
    """QuickXplain: the groups needed beside those before, which stand already."""
    if limits.over:
        return list(groups)
    if added and test(before):
        return []
    if len(groups) == 1:
        return list(groups)
    half = len(groups) // 2
    left, right = groups[:half], groups[half:]
    second = _explain([*before, *left], left, right, test, limits)
    first = _explain([*before, *second], second, left, test, limits)
    return [*first, *second]


def _needed(
    program: Program, every: Integers, kept: list[Integers], guide: Integers, limits: Limits, counting: bool
) -> Quarrel | None:
    """Prove it again, and that no group can be left out, by whole plans; None where there is a plan after all."""
    settled, at = True, 0
    while at < len(kept):
        if limits.over:
            return Quarrel(tuple(kept), "counting" if counting else "search", settled=False)
        rest = kept[:at] + kept[at + 1 :]
        status = anything(only(program, every, rest), guide, limits.part(_SHARE)).status
        if status == "infeasible":
            kept, counting = rest, False
            continue
        settled = settled and status != "unknown"
        at += 1
    part = only(program, every, kept)
    counting = counting or highs.run(part, np.zeros_like(guide), limits, whole=False).status == "infeasible"
    again = optimum(part, Stage("plan", guide), limits, None if counting else "mip").status
    if again == "proved":
        return None
    settled = settled and again == "infeasible"
    return Quarrel(tuple(kept), "counting" if counting else "search", settled)
