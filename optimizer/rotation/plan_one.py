"""One township planned: the kernel asked, its answer checked by every rule, all without looking at the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from optimizer.errors import EngineDisagreement
from optimizer.rotation.carry_over.balanced import Balanced
from optimizer.rotation.carry_over.size import balance_of
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.folded import folded
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.rules.base import Rule
from optimizer.solver import lexicographic
from optimizer.solver.program import Limits
from optimizer.solver.solution import Dual, Solution, StageResult, Status


@dataclass(frozen=True, eq=False)
class Task:
    """A cohort to be planned, and how hard to try."""

    cohort: Cohort
    rules: Sequence[Rule]
    goals: Sequence[Goal]
    limits: Limits = field(default_factory=Limits)
    engine: str | None = None


@dataclass(frozen=True, eq=False)
class Found:
    """What was found: a plan (None unless found), the stages, the status, why not; the duals of the stages that have
    some, and whether they are those of the program without the goal of balance (`bare`)."""

    plan: Plan | None
    stages: tuple[StageResult, ...]
    status: Status
    witnesses: tuple[str, ...] = ()
    duals: tuple[Dual, ...] = ()
    bare: bool = False


def plan_one(task: Task) -> Found:
    """The best plan of one cohort; raises EngineDisagreement where a rule's own check refuses it."""
    counted = refuted(task)
    if counted:
        return Found(None, (), "infeasible", counted)
    goals = [part for goal in task.goals for part in goal.parts(task.cohort)]
    balanced = balance_of(Formulation(task.cohort, task.rules, goals)) is not None
    form, solution = _solved(Formulation(task.cohort, task.rules, goals), task)
    if solution.values is None:
        return Found(None, (), solution.status)
    plan = form.plan(solution.values)
    wrong = breaches(task.cohort, task.rules, plan)
    if wrong:
        raise EngineDisagreement("\n".join(("方案违反规则 / the plan breaks rules:", *wrong)))
    stages = tuple(_told(stage, goals) for stage in solution.stages)
    return Found(plan, stages, solution.status, (), solution.duals, balanced)


def _solved(form: Formulation, task: Task) -> tuple[Formulation, Solution]:
    """The kernel's solution, and the formulation that its values belong to."""
    balance = balance_of(form)
    if balance is not None:
        return Balanced(form, balance, task.limits, task.engine).solved()
    return form, lexicographic.solve(form.program, form.stages, form.lottery, task.limits, task.engine)


def refuted(task: Task) -> tuple[str, ...]:
    """What adding up alone refutes, in sentences; nothing is searched."""
    return tuple(folded([word for rule in task.rules for word in rule.counted_out(task.cohort, task.rules)]))


def _told(stage: StageResult, goals: Sequence[Goal]) -> StageResult:
    """A stage of a goal to maximise counts upwards again."""
    maximised = {goal.name for goal in goals if goal.maximise}
    return replace(stage, value=-stage.value, bound=-stage.bound) if stage.name in maximised else stage
