"""A worst case by bisection: each level asks for fewest beyond it, and a certified bound above nothing rules it out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from optimizer.solver.bound import certified_bound
from optimizer.solver.program import Answer, Bottleneck, Integers, Program, Stage
from optimizer.solver.solution import Dual, Proof

Ask = Callable[[Program, Integers, Integers | None], Answer]


@dataclass(frozen=True)
class Reached:
    """The level reached (its place in the list), the values that do, the level that arithmetic proves, the proof.

    `values` is None where a limit was hit before any values were found. `dual` rules out the level before `bound`.
    """

    place: int
    values: Integers | None
    bound: int
    proof: Proof
    dual: Dual

    def stage(self, aim: Bottleneck) -> Stage:
        """Nothing beyond the level, as a stage whose value is 0."""
        return Stage(aim.name, aim.weights[self.place])


def least_level(program: Program, aim: Bottleneck, values: Integers | None, ask: Ask) -> Reached:
    """The least level that can be reached, starting from known values if there are any."""
    low, high, bound = 0, _place(aim, values), 0
    proof: Proof = "certified"
    dual = Dual(None, 1, -1)
    while low < high:
        middle = (low + high) // 2
        weights = aim.weights[middle]
        answer = ask(program, weights, values)
        if answer.values is not None and not weights @ answer.values:
            values, high = answer.values, _place(aim, answer.values)
            continue
        low = middle + 1
        if answer.duals is not None and certified_bound(program, weights, answer.duals, answer.scale) > 0:
            bound, dual = low, Dual(answer.duals, answer.scale, middle)
        else:
            proof = (
                "open" if not (answer.optimal or answer.infeasible) or proof == "open" else "proved by search"
            )
    if values is None:
        values = ask(program, aim.weights[high], None).values
    return Reached(high, values, bound, "certified" if bound == high else proof, dual)


def _place(aim: Bottleneck, values: Integers | None) -> int:
    """The first level that the values do not exceed."""
    if values is None:
        return len(aim.levels) - 1
    beyond = [int(weights @ values) for weights in aim.weights]
    return (
        next(at for at, count in enumerate(beyond) if not count) if np.min(beyond) == 0 else len(beyond) - 1
    )
