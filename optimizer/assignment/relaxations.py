"""Ways out of a conflict: how little a rule must give way, found by making it mild, with a plan that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from optimizer.assignment.checks import breaches
from optimizer.assignment.conflict import completed
from optimizer.assignment.goals.mild_rules import MildRules
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.errors import EngineDisagreement, LimitReached
from optimizer.scenario.members import said
from optimizer.solver import lexicographic
from optimizer.solver.conflict import WayOut
from optimizer.solver.program import Integers

_PINS = 20


def relaxations(
    task: Task, placed: Integers, rules: Sequence[Rule]
) -> tuple[tuple[WayOut, ...], tuple[str, ...]]:
    """Ways out by one of these rules each, by all of them together where that is cheaper, and by one pin less.

    Where none of that is enough, because rules beside these quarrel too, all rules give way together. The
    cheapest comes first. Also what a limit left open.
    """
    found: list[WayOut] = []
    open_: list[str] = []
    choices = [(rule,) for rule in rules] + ([tuple(rules)] if len(rules) > 1 else [])
    for chosen in choices:
        way = mild(task, placed, chosen, open_)
        if way is not None and (len(chosen) == 1 or all(way.cost < other.cost for other in found)):
            found.append(way)
    found += _unpinned(task, placed, open_)
    if not found:
        way = mild(task, placed, task.rules, open_)
        found += [way] if way is not None else []
    return tuple(sorted(found, key=lambda way: way.cost)), tuple(open_)


def mild(task: Task, placed: Integers, chosen: Sequence[Rule], open_: list[str]) -> WayOut | None:
    """The least by which the chosen rules must give way while all others hold; None = others quarrel too."""
    rest = [rule for rule in task.rules if rule not in chosen]
    goal = MildRules(rules=tuple(rule.model_copy(update={"weight": 1}) for rule in chosen))
    milder = replace(task, rules=rest, goals=(goal,))
    form = milder.remaining(placed, [goal])
    solution = lexicographic.solve(form.program(), form.stages(), form.lottery, task.limits, task.engine)
    names = tuple(said(rule) for rule in chosen)
    if solution.values is None:
        if solution.status != "infeasible":
            open_.append(
                f"{'、'.join(names)}：时限内未判断能否放宽 / not settled in time whether it can give way"
            )
        return None
    plan = form.plan(solution.values)
    wrong = [sentence for sentence in breaches(task.market, rest, plan) if "指定" not in sentence]
    if wrong:
        raise EngineDisagreement("\n".join(("放宽后的方案违反其他规则 / breaks other rules:", *wrong)))
    gives = {said(rule): rule.concessions(task.market, plan) for rule in chosen}
    names = tuple(name for name, where in gives.items() if where)
    places = tuple(sentence for where in gives.values() for sentence in where)
    return WayOut(names, goal.value(task.market, plan), places, solution.stages[0].proof != "open")


def _unpinned(task: Task, placed: Integers, open_: list[str]) -> list[WayOut]:
    """The pins that stand in the way alone."""
    market = task.market
    pinned = np.flatnonzero((market.pins >= 0) & (placed == market.pins)).tolist()
    if len(pinned) > _PINS:
        open_.append(f"{len(pinned)} 个指定未逐一试 / {len(pinned)} pins were not tried one by one")
        return []
    found = []
    for person in pinned:
        freed, pins = placed.copy(), market.pins.copy()
        freed[person] = pins[person] = -1
        name = f"取消指定 {market.graduates[person]} → {market.posts[market.pins[person]]} / drop this pin"
        try:
            plan = completed(replace(task, market=replace(market, pins=pins)), freed)
        except LimitReached:
            open_.append(f"{name}：时限内未判断是否可行 / not settled in time")
            continue
        if plan is not None:
            found.append(WayOut((name,), 1, (), True))
    return found
