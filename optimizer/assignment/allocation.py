"""The stage of allocation: everybody without a post, all seats left, every rule, the goals in their order."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from optimizer.assignment.conflict import conflict
from optimizer.assignment.crowd import Crowd
from optimizer.assignment.explained import impossible
from optimizer.assignment.ledger import ledger
from optimizer.assignment.refusal import refuted
from optimizer.assignment.stated import pooled
from optimizer.assignment.task import Task
from optimizer.assignment.witness import Record
from optimizer.errors import EngineDisagreement, LimitReached
from optimizer.solver import lexicographic
from optimizer.solver.program import Integers
from optimizer.solver.second import second_words
from optimizer.solver.solution import StageResult, Status


@dataclass(frozen=True)
class Allocation:
    """The finished plan (a post per graduate, -1 = none), the stages that led to it, the status, and what proves it."""

    placed: Integers
    stages: tuple[StageResult, ...]
    status: Status
    record: Record


def allocate(task: Task, placed: Integers) -> Allocation:
    """Complete a plan: everybody placed stays, the others get what the rules allow and the goals ask for.

    Raises Impossible with a witness where the rules cannot be met, LimitReached where a limit was hit
    before any plan was found.
    """
    if task.summing:  # counting answers at once where a search would take its time
        counted = refuted(Crowd(task, ledger(task.market, task.rules), placed))
        if counted is not None:
            raise impossible(task, placed, [counted])
    goals = [part for goal in task.goals for part in goal.parts(task.market)]
    formulation = task.remaining(placed, goals)
    base = {goal.name: goal.counted(task.market, placed) for goal in goals if not goal.steps(task.market)}
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
        raise impossible(task, placed, conflict(task, placed))
    if solution.values is None:
        raise LimitReached(
            "时限内没有找到方案 / no plan was found within the limit; allow more with --seconds"
        )
    found = formulation.plan(solution.values)
    stages = [whole(stage) for stage in solution.stages]
    for at, (goal, stage) in enumerate(zip(goals, stages, strict=False)):
        stages[at] = _true(stage, goal.value(task.market, found), maximise=goal.maximise)
    asked = partial(
        second_words,
        formulation.program(),
        formulation.stages(),
        solution.stages,
        solution.duals,
        solution.values,
        task.limits,
    )
    searched = any(stage.proof == "proved by search" for stage in solution.stages)
    sent = pooled(formulation, solution.values)
    record = Record(solution.duals, solution.unique, sent, second=asked if searched else None)
    return Allocation(found, tuple(stages), solution.status, record)


def _true(stage: StageResult, value: int, *, maximise: bool) -> StageResult:
    """The stage with the value that the plan has, worked out anew.

    Where a stage was left open, columns that measure a deviation may be larger than it is: the plan is better than
    was said. Anything else is a contradiction.
    """
    better = value > stage.value if maximise else value < stage.value
    if stage.proof == "open" and better:
        return replace(stage, value=value)
    if value != stage.value:
        raise EngineDisagreement(
            f"{stage.name}: 阶段值 {stage.value} 与方案重算值 {value} 不符 / the plan does not have the value of its stage"
        )
    return stage
