"""Why nothing is possible: by Hall's theorem, by adding up, or by the smallest set of rules that quarrel."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from optimizer.assignment.crowd import Crowd
from optimizer.assignment.formulation import Formulation
from optimizer.assignment.goals.most_placed import MostPlaced
from optimizer.assignment.guard import Guard
from optimizer.assignment.ledger import ledger
from optimizer.assignment.refusal import refuted
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.errors import EngineDisagreement, LimitReached
from optimizer.scenario.members import said
from optimizer.solver import lexicographic
from optimizer.solver.fused import fused
from optimizer.solver.program import Integers


def completed(task: Task, placed: Integers) -> Integers | None:
    """A plan that keeps these placements and honours every rule, or None; raises LimitReached where unsettled."""
    goals = [part for goal in task.goals if not goal.classes(task.market) for part in goal.parts(task.market)]
    formulation = task.remaining(placed, goals)
    program = formulation.program()
    guide, _ = fused(program, formulation.stages())  # a relaxation with a goal has a small core
    found = lexicographic.anything(program, guide, task.limits)
    if found.status == "unknown":
        raise LimitReached("时限内无法判断能否完成 / not settled within the limit; allow more with --seconds")
    return None if found.values is None else formulation.plan(found.values)


def keeper(task: Task, placed: Integers) -> Guard:
    """The guard over what is open, holding a plan that fills as many needed seats as can be filled."""
    least = task.remaining(placed).least
    plain = [rule for rule in task.rules if rule.classes(task.market) is None]
    needed = Formulation(task.market, placed, least, np.zeros_like(least), plain, [MostPlaced()])
    values = lexicographic.solve(needed.program(), needed.stages(), needed.lottery).values
    if values is None:
        raise EngineDisagreement("空方案也被判为无解 / even the empty plan was called infeasible")
    return Guard(task.market, plain, least, placed < 0, np.where(placed < 0, needed.plan(values), -1))


def conflict(task: Task, placed: Integers) -> tuple[str, ...]:
    """Why the rules cannot be met once these people are placed, in sentences.

    Asked only when a solve has said so; what is found here is proved again. Raises EngineDisagreement where
    it is not so, LimitReached where a limit leaves it open.
    """
    witness = keeper(task, placed).complete()
    if witness is not None:
        return (witness.sentence,)
    counted = refuted(Crowd(task, ledger(task.market, task.rules), placed))
    return (counted,) if counted is not None else _by_deletion(task, placed)


def quarrelling(task: Task, placed: Integers) -> tuple[Rule, ...]:
    """A smallest set of rules that cannot hold together: each was left out once, and then there was a plan.

    Raises EngineDisagreement where all rules can hold.
    """
    rules = list(task.rules)
    if completed(task, placed) is not None:
        raise EngineDisagreement("引擎称无解，但找到了完整方案 / called infeasible, yet a plan exists")
    for rule in task.rules:
        rest = [other for other in rules if other is not rule]
        if completed(replace(task, rules=rest), placed) is None:
            rules = rest
    return tuple(rules)


def _by_deletion(task: Task, placed: Integers) -> tuple[str, ...]:
    words = (
        "以下规则不能同时满足，少任何一条即可 / these cannot hold together, but can without any one of them"
    )
    return (words, *(f"· {said(rule)}" for rule in quarrelling(task, placed)))
