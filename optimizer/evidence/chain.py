"""The chain of stages worked out again in exact integers: each bound from its duals, each stage on what the last left."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from optimizer.evidence.findings import Unsound
from optimizer.solver.bound import certified_bound, restrict
from optimizer.solver.program import Aim, Bottleneck, Integers, Program, Stage
from optimizer.solver.solution import Dual

LOTTERY = "lottery"
_LARGEST = 2.0**62


@dataclass(frozen=True)
class Proved:
    """What arithmetic says of one stage: its value in the plan, the bound that its duals prove, and what both leave."""

    name: str
    value: int
    bound: int
    left: Program

    @property
    def certified(self) -> bool:
        """Whether no plan is better, by arithmetic alone."""
        return self.value == self.bound


def written(dual: Dual) -> dict[str, Any]:
    """Duals as they stand in a certificate: the scale, and the rows that have one."""
    rows = np.zeros(0, np.int64) if dual.rows is None else dual.rows
    told = {str(row): int(rows[row]) for row in np.flatnonzero(rows)}
    return {"scale": dual.scale, "duals": told} | ({} if dual.step is None else {"step": dual.step})


def read(told: Mapping[str, Any], rows: int) -> Dual:
    """The other way round, for a program of so many rows; raises Unsound where that cannot be."""
    scale, step = told["scale"], told.get("step")
    duals = [0] * rows
    for row, value in told["duals"].items():
        if not str(row).isdigit() or not 0 <= int(row) < rows:
            raise Unsound(f"没有第 {row} 行 / there is no row {row}")
        duals[int(row)] = whole(value)
    if whole(scale) < 1:
        raise Unsound(f"scale {scale} 不是正整数 / is no positive integer")
    return Dual(np.array(duals, np.int64), scale, None if step is None else whole(step))


def whole(value: Any) -> int:
    """An integer as written; raises Unsound for anything else, so that no float is ever believed."""
    if not isinstance(value, int) or isinstance(value, bool) or abs(value) >= 2**62:
        raise Unsound(f"{value!r} 不是整数 / is no integer")
    return value


def chain(
    program: Program,
    aims: Sequence[Aim],
    draw: Callable[[int], Integers],
    told: Sequence[Mapping[str, Any]],
    values: Integers,
) -> Iterator[Proved]:
    """Every stage in its order: the aims, then the lottery as often as it was drawn."""
    drawn = range(len(told) - len(aims))
    names = [LOTTERY if number == 0 else f"{LOTTERY} {number + 1}" for number in drawn]
    every = [*aims, *(Stage(name, draw(number)) for number, name in zip(drawn, names, strict=True))]
    for aim, one in zip(every, told, strict=True):
        if one["name"] != aim.name:
            raise Unsound(f"阶段 {one['name']} 应为 {aim.name} / the stage should be {aim.name}")
        dual = read(one, program.rows.count)
        proved = (
            _level(program, aim, dual, values)
            if isinstance(aim, Bottleneck)
            else _sum(program, aim, dual, values)
        )
        program = proved.left
        yield proved


def _sum(program: Program, stage: Stage, dual: Dual, values: Integers) -> Proved:
    """A stage that is a sum."""
    duals = dual.rows if dual.rows is not None else np.zeros(program.rows.count, np.int64)
    _fits(program, stage.weights, dual)
    value = int(stage.weights @ values)
    bound = certified_bound(program, stage.weights, duals, dual.scale)
    left = restrict(program, stage.name, stage.weights, value, duals, dual.scale)
    return Proved(stage.name, value, bound, left)


def _level(program: Program, aim: Bottleneck, dual: Dual, values: Integers) -> Proved:
    """A worst case: nobody is beyond the level, and the duals prove that somebody is beyond the one before the bound."""
    place = next(at for at, weights in enumerate(aim.weights) if not weights @ values)
    step, bound = dual.step if dual.step is not None else -1, 0
    if 0 <= step < len(aim.weights) and dual.rows is not None:
        _fits(program, aim.weights[step], dual)
        refuted = certified_bound(program, aim.weights[step], dual.rows, dual.scale) > 0
        bound = step + 1 if refuted else 0
    nothing = np.zeros(program.rows.count, np.int64)
    left = restrict(program, aim.name, aim.weights[place], 0, nothing, 1)
    return Proved(aim.name, aim.levels[place], aim.levels[bound], left)


def _fits(program: Program, weights: Integers, dual: Dual) -> None:
    """Raise Unsound where a reduced cost could leave the machine's integers: then nothing is proved by it."""
    if dual.rows is None:
        return
    rows = program.rows
    size = np.abs(weights).astype(float) * dual.scale
    np.add.at(size, rows.column, np.abs(rows.value.astype(float) * dual.rows[rows.row]))
    if size.max(initial=0) >= _LARGEST:
        raise Unsound("对偶数过大，无法精确计算 / duals too large for exact arithmetic")
