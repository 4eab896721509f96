"""Stages solved one after the other, each fixed before the next, and at last the committed lottery.

Whatever the engine, a stage's bound is recomputed here from its duals in exact integers, and the next
stage starts from what `restrict` leaves. The lottery is drawn at least once, and again until one plan is left: a
stage that is always there cannot be left out by a forger.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import takewhile

import numpy as np

from optimizer.errors import EngineDisagreement, UsageError
from optimizer.solver import flow
from optimizer.solver.bottleneck import Ask, least_level
from optimizer.solver.bound import certified_bound, restrict
from optimizer.solver.cycles import unique
from optimizer.solver.fused import guided
from optimizer.solver.leeway import loose
from optimizer.solver.network import Network, as_network
from optimizer.solver.program import DRAWS, Aim, Answer, Bottleneck, Integers, Limits, Program, Share, Stage
from optimizer.solver.solution import Dual, Proof, Solution, StageResult, Status

ENGINES = ("flow", "core", "mip")

Draw = Callable[[int], Integers]
Told = list[tuple[StageResult, Dual]]
Progress = Callable[[StageResult], None]


def solve(
    program: Program,
    stages: Sequence[Aim],
    lottery: Draw | None,
    limits: Limits | None = None,
    engine: str | None = None,
    progress: Progress = lambda stage: None,
    start: Integers | None = None,
) -> Solution:
    """Solve the stages in order and then the lottery, whose k-th draw gives a weight to every column.

    Without a lottery any of the plans that the stages leave is the answer. `start` are values that satisfy
    the program, from which a search sets out. `engine` forces one of `ENGINES`; by default networks go to "flow" and the rest to "core". The answer
    is the same whichever it is. Raises UsageError where "flow" is forced on a program that is no network,
    EngineDisagreement where arithmetic contradicts an engine.
    """
    limits = limits or Limits()
    network = as_network(program) if engine in (None, "flow") else None
    if engine == "flow" and network is None:
        raise UsageError(
            "此问题不是网络，不能用 flow 引擎 / the program is no network: engine flow cannot solve it"
        )
    if network is not None:
        return _by_flow(program, network, stages, lottery, progress)
    return _by_search(program, stages, lottery, limits, engine or "core", progress, start)


def optimum(
    program: Program, stage: Stage, limits: Limits | None = None, engine: str | None = None
) -> Solution:
    """The optimum of one stage, without a lottery: any of its plans. Raises as `solve` does."""
    network = as_network(program) if engine in (None, "flow") else None
    results: Told = []
    if network is not None:
        answer, name = flow.optimise(program, network, stage.weights), "flow"
    else:
        from optimizer.solver import core, mip

        name = "mip" if engine == "mip" else "core"
        answer = (mip if engine == "mip" else core).optimise(program, stage.weights, limits or Limits())
    if answer.infeasible:
        return Solution(None, (), "infeasible", unique=False)
    if answer.values is None:
        return Solution(None, (), "unknown", unique=False)
    _, values = _settle(program, stage, answer, name, results, lambda result: None)
    return _told(values, results, "limit" if results[0][0].proof == "open" else "proved", unique=False)


def anything(program: Program, guide: Integers, limits: Limits) -> Solution:
    """Any plan at all, near the best by the guide if that is cheap; status "proved", "infeasible" or "unknown"."""
    from optimizer.solver import core

    if as_network(program) is not None:
        return optimum(program, Stage("anything", guide), limits)
    answer = core.some(program, guide, limits)
    if answer.infeasible:
        return Solution(None, (), "infeasible", unique=False)
    if answer.values is None:
        return Solution(None, (), "unknown", unique=False)
    if not program.admits(answer.values):
        raise EngineDisagreement("方案不满足约束 / the plan breaks a row or a bound")
    return Solution(answer.values, (), "proved", unique=False)


def _by_flow(
    program: Program, network: Network, stages: Sequence[Aim], lottery: Draw | None, progress: Progress
) -> Solution:
    plain = takewhile(lambda aim: isinstance(aim, Stage), stages)
    weights = [aim.weights for aim in plain if isinstance(aim, Stage)] or [np.zeros(program.count, np.int64)]
    values, _ = flow.joint_optimum(program, network, weights)
    if values is None:
        return Solution(None, (), "infeasible", unique=False)
    results: Told = []

    def ask(asked: Program, weights: Integers, known: Integers | None) -> Answer:
        proved = None if known is None else flow.prove(asked, network, weights, known)
        return proved or flow.optimise(asked, network, weights, known)

    for aim in stages:
        program, values = _met(program, aim, values, ask, "flow", results, progress)
    alone = lottery is None and unique(program, network, values)
    for drawn in _draws(lottery):
        program, values = _met(program, drawn, values, ask, "flow", results, progress)
        if alone := unique(program, network, values):
            break
    return _told(values, results, "proved", unique=alone)


def _by_search(
    program: Program,
    stages: Sequence[Aim],
    lottery: Draw | None,
    limits: Limits,
    engine: str,
    progress: Progress,
    values: Integers | None,
) -> Solution:
    from optimizer.solver import core, mip
    from optimizer.solver.opening import opening

    optimise = {"core": core.optimise, "mip": mip.optimise}[engine]
    results: Told = []
    unique, limits = False, limits.begun()

    shares: dict[int, Share] = {}
    if values is None or not program.admits(values):
        start, shares = opening(program, stages, limits)
        if start.infeasible:
            return Solution(None, (), "infeasible", unique=False)
        values = start.values

    def ask(asked: Program, weights: Integers, known: Integers | None, share: Share = None) -> Answer:
        return _least_by_bounds(asked, weights, known) or optimise(asked, weights, limits, known, share)

    try:
        for place, aim in enumerate(stages):
            knowing = partial(ask, share=shares.get(place))
            program, values = _met(program, aim, values, knowing, engine, results, progress)
        for aim in _draws(lottery):
            guess = partial(core.optimise, guess=True) if engine == "core" else optimise
            drawn, unique = _alone(program, aim.weights, guess(program, aim.weights, limits, values), limits)
            program, values = _met(program, aim, values, partial(_known, drawn), engine, results, progress)
            if unique or limits.over:
                break
    except _Nothing as nothing:
        return Solution(None, (), nothing.status, unique=False)
    status: Status = "limit" if any(result.proof == "open" for result, _ in results) else "proved"
    return _told(values, results, status, unique=unique)


def _told(values: Integers | None, results: Told, status: Status, *, unique: bool) -> Solution:
    """What was recorded, as a solution."""
    stages, duals = tuple(result for result, _ in results), tuple(dual for _, dual in results)
    return Solution(values, stages, status, unique, duals)


def _least_by_bounds(program: Program, weights: Integers, known: Integers | None) -> Answer | None:
    """Known values as the answer where the columns' bounds alone prove that nothing is better."""
    nothing = np.zeros(program.rows.count, np.int64)
    if known is None or int(weights @ known) > certified_bound(program, weights, nothing, 1):
        return None
    return Answer(known, nothing, 1, optimal=True)


class _Nothing(Exception):
    """No values were found: there are none, or a limit was hit."""

    def __init__(self, status: Status) -> None:
        self.status = status


def _met(
    program: Program,
    aim: Aim,
    values: Integers | None,
    ask: Ask,
    engine: str,
    results: Told,
    progress: Progress,
) -> tuple[Program, Integers]:
    """Meet one aim as well as can be: what is left of the program, and values that do. Raises _Nothing."""
    if isinstance(aim, Bottleneck):
        reached = least_level(program, aim, values, ask)
        if reached.values is None:
            raise _Nothing("unknown")
        level, bound = aim.levels[reached.place], aim.levels[reached.bound]
        answer = Answer(reached.values, None, 1, optimal=True)
        program, values = _settle(program, reached.stage(aim), answer, engine, [], lambda stage: None)
        results.append((StageResult(aim.name, level, bound, reached.proof, engine), reached.dual))
        progress(results[-1][0])
        return program, values
    answer = ask(program, aim.weights, values)
    if answer.infeasible:
        if values is not None:
            raise EngineDisagreement(
                f"{engine}: {aim.name}: 找到方案后又称无解 / infeasible after a plan was found"
            )
        raise _Nothing("infeasible")
    if answer.values is None:
        if values is None:
            raise _Nothing("unknown")
        answer = replace(answer, values=values, optimal=False)
    return _settle(program, aim, answer, engine, results, progress)


def _known(answer: Answer, *asked: object) -> Answer:
    """An answer that is there already."""
    return answer


def _draws(lottery: Draw | None) -> Iterator[Stage]:
    """The draws of the lottery as stages, each worked out when it is asked for; none without a lottery."""
    if lottery is not None:
        for number in range(DRAWS):
            yield Stage("lottery" if number == 0 else f"lottery {number + 1}", lottery(number))


def _alone(program: Program, weights: Integers, guess: Answer, limits: Limits) -> tuple[Answer, bool]:
    """The best by the lottery, found from a guess, and whether it is proved that no other values weigh as little.

    One search proves both: that there are no other values of at most this weight.
    """
    from optimizer.solver import core

    best = guess.values
    while best is not None:
        other = core.other_within(program, best, weights, limits)
        if other.values is None:
            return replace(guess, values=best, optimal=guess.optimal or other.infeasible), other.infeasible
        if weights @ other.values == weights @ best:
            return replace(guess, values=best, optimal=guess.optimal or other.optimal), False
        best = other.values
    return guess, False


def _settle(
    program: Program,
    stage: Stage,
    answer: Answer,
    engine: str,
    results: Told,
    progress: Progress,
) -> tuple[Program, Integers]:
    """Check an engine's answer by arithmetic, record the stage, and keep only what reaches its value."""
    values = answer.values
    if values is None or not program.admits(values):
        raise EngineDisagreement(f"{engine}: {stage.name}: 方案不满足约束 / the plan breaks a row or a bound")
    duals = answer.duals if answer.duals is not None else np.zeros(program.rows.count, np.int64)
    value = int(stage.weights @ values)
    bound = certified_bound(program, stage.weights, duals, answer.scale)
    if bound > value:
        raise EngineDisagreement(
            f"{engine}: {stage.name}: 界 {bound} 大于值 {value} / the bound exceeds the value: arithmetic is broken"
        )
    proof: Proof = "certified" if bound == value else "proved by search" if answer.optimal else "open"
    result = StageResult(stage.name, value, bound, proof, engine)
    results.append((result, Dual(answer.duals, answer.scale)))
    progress(result)
    left = restrict(program, stage.name, stage.weights, value, duals, answer.scale)
    if proof == "proved by search":
        searched = replace(left, guide=guided(left.guide, stage.weights))
        left = (
            searched if loose(searched) else left
        )  # where few columns are left a guide only weighs them down
    return left, values
