"""A second engine's word on what only a search proved: is anything better than this value, within so many nodes?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.solver import highs
from optimizer.solver.bound import restrict
from optimizer.solver.program import Aim, Bottleneck, Integers, Limits, Program, Stage
from optimizer.solver.search import search
from optimizer.solver.solution import Dual, StageResult

Word = Literal["", "agrees", "unsettled", "not asked"]
_NODES = 200


def second_words(
    program: Program,
    aims: Sequence[Aim],
    stages: Sequence[StageResult],
    duals: Sequence[Dual],
    values: Integers,
    limits: Limits,
) -> tuple[Word, ...]:
    """For every stage "" where arithmetic proves it, else what the other engine says: that nothing is better
    ("agrees"), or that it does not know within its limit. The lottery and worst cases are "not asked".

    Raises EngineDisagreement where the other engine finds something better.
    """
    words: list[Word] = []
    for aim, stage, dual in zip(aims, stages, duals, strict=False):
        if isinstance(aim, Bottleneck):
            words.append("" if stage.proof == "certified" else "not asked")
            place = next(at for at, weights in enumerate(aim.weights) if not weights @ values)
            nothing = np.zeros(program.rows.count, np.int64)
            program = restrict(program, aim.name, aim.weights[place], 0, nothing, 1)
            continue
        rows = dual.rows if dual.rows is not None else np.zeros(program.rows.count, np.int64)
        value = int(aim.weights @ values)
        searched = stage.proof == "proved by search"
        words.append(_word(program, aim, value, rows, dual.scale, stage.engine, limits) if searched else "")
        program = restrict(program, aim.name, aim.weights, value, rows, dual.scale)
    rest = stages[len(words) :]
    return (*words, *("" if stage.proof == "certified" else "not asked" for stage in rest))


def _word(
    program: Program, aim: Stage, value: int, duals: Integers, scale: int, engine: str, limits: Limits
) -> Word:
    """Ask for anything better, among what the duals leave of it."""
    better = restrict(program, aim.name, aim.weights, value - 1, duals, scale)
    if engine == "mip":
        found, finished = search(better, aim.weights, limits.renewed())
    else:
        said = highs.run(better, aim.weights, limits.renewed(), whole=True, nodes=_NODES)
        found = None if said.values is None else np.rint(said.values).astype(np.int64)
        finished = said.status == "infeasible"
    if found is not None and better.admits(found):
        raise EngineDisagreement(
            f"{aim.name}: 第二个引擎找到更好的 / the second engine found something better"
        )
    return "agrees" if finished and found is None else "unsettled"
