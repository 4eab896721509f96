"""The stage of allocation: everybody without a post, all seats left, every rule, the goals in their order."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.goals.most_placed import MostPlaced
from optimizer.assignment.guard import Guard
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.errors import EngineDisagreement, Impossible, LimitReached
from optimizer.solver import lexicographic
from optimizer.solver.program import Integers, Limits
from optimizer.solver.solution import StageResult, Status


def _quiet(stage: StageResult) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Task:
    """What a mechanism is given: the market, what must hold, what to aim at, and how hard to try."""

    market: Market
    rules: Sequence[Rule]
    goals: Sequence[Goal]
    limits: Limits = field(default_factory=Limits)
    engine: str | None = None
    progress: Callable[[StageResult], None] = _quiet

    def minimum(self) -> Integers:
        """The people that each post must get, over all rules."""
        least = np.zeros(len(self.market.capacity), np.int64)
        for rule in self.rules:
            wanted = rule.minimum(self.market)
            if wanted is not None:
                least = np.maximum(least, wanted)
        return least

    def taken(self, placed: Integers) -> Integers:
        """The people that each post has."""
        return np.bincount(placed[placed >= 0], minlength=len(self.market.capacity)).astype(np.int64)


@dataclass(frozen=True)
class Allocation:
    """The finished plan (a post per graduate, -1 = none), the stages that led to it and the status."""

    placed: Integers
    stages: tuple[StageResult, ...]
    status: Status


def allocate(task: Task, placed: Integers) -> Allocation:
    """Complete a plan: everybody placed stays, the others get what the rules allow and the goals ask for.

    Raises Impossible with a Hall witness where the rules cannot be met, LimitReached where a limit was hit
    before any plan was found.
    """
    goals = [part for goal in task.goals for part in goal.parts(task.market)]
    formulation = remaining(task, placed, goals)
    base = {goal.name: goal.value(task.market, placed) for goal in goals}
    signs = {goal.name: -1 if goal.maximise else 1 for goal in goals}

    def whole(stage: StageResult) -> StageResult:
        """The stage over everybody: with those placed before, and in the goal's own direction."""
        if stage.name not in base:
            return stage
        start, sign = base[stage.name], signs[stage.name]
        return replace(stage, value=start + sign * stage.value, bound=start + sign * stage.bound)

    solution = lexicographic.solve(
        formulation.program(),
        formulation.stages(),
        formulation.lottery,
        task.limits,
        task.engine,
        lambda stage: task.progress(whole(stage)),
    )
    if solution.status == "infeasible":
        raise Impossible([witness(task, placed)])
    if solution.values is None:
        raise LimitReached(
            "时限内没有找到方案 / no plan was found within the limit; allow more with --seconds"
        )
    found = formulation.plan(solution.values)
    stages = tuple(whole(stage) for stage in solution.stages)
    for goal, stage in zip(goals, stages, strict=False):
        if goal.value(task.market, found) != stage.value:
            raise EngineDisagreement(
                f"{goal.name}: 阶段值 {stage.value} 与方案重算值 {goal.value(task.market, found)} 不符 / "
                "the plan does not have the value of its stage"
            )
    return Allocation(found, stages, solution.status)


def remaining(task: Task, placed: Integers, goals: Sequence[Goal] = ()) -> Formulation:
    """What is open once these people are placed."""
    taken = task.taken(placed)
    seats, least = task.market.capacity - taken, np.maximum(task.minimum() - taken, 0)
    return Formulation(task.market, placed, seats, least, task.rules, goals)


def guard(task: Task, placed: Integers) -> Guard:
    """The guard over what is open, holding a plan that fills as many needed seats as can be filled."""
    least = remaining(task, placed).least
    needed = Formulation(task.market, placed, least, np.zeros_like(least), task.rules, [MostPlaced()])
    solution = lexicographic.solve(needed.program(), needed.stages(), needed.lottery)
    if solution.values is None:
        raise EngineDisagreement("空方案也被判为无解 / even the empty plan was called infeasible")
    return Guard(
        task.market, task.rules, least, placed < 0, np.where(placed < 0, needed.plan(solution.values), -1)
    )


def witness(task: Task, placed: Integers) -> str:
    """Why the rules cannot be met once these people are placed."""
    found = guard(task, placed).complete()
    if found is None:
        raise EngineDisagreement("引擎称无解，但找到了完整方案 / called infeasible, yet a plan exists")
    return found
