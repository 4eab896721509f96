"""Ways out of a conflict: a rule made mild, an announced cell given free, a unit opened again, with a plan that proves it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from optimizer.errors import EngineDisagreement
from optimizer.rotation.checks import breaches
from optimizer.rotation.closures import Shut, reopened
from optimizer.rotation.folded import folded
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals.mild_rules import MildRules
from optimizer.rotation.plan_one import Task
from optimizer.rotation.rules.base import Rule
from optimizer.scenario.members import said
from optimizer.solver import lexicographic
from optimizer.solver.conflict import Named, WayOut

_CELLS = 20
_WORK, _SECONDS = 10.0, 30.0  # for each search: a way out that is not proved the cheapest says so


def mends(
    task: Task, rules: Sequence[Named], cells: Sequence[tuple[int, int]], closed: Shut
) -> tuple[tuple[WayOut, ...], tuple[str, ...]]:
    """Ways out by one of these rules each, by all together where that is cheaper, by one announced cell less, and by
    one of the `closed` units open again.

    The cheapest comes first. Also what a limit left open.
    """
    named = [rule for rule in rules if isinstance(rule, Rule) and rule in task.rules]
    found: list[WayOut] = []
    open_: list[str] = []
    tries = [[rule] for rule in named] + ([named] if len(named) > 1 else [])
    for at, chosen in enumerate(tries):
        way = _mild(replace(task, limits=task.limits.part(1 / (len(tries) - at), _SECONDS)), chosen, open_)
        if way is not None and (len(chosen) == 1 or all(way.cost < other.cost for other in found)):
            found.append(way)
    found += [*_freed(task, cells[:_CELLS]), *reopened(task, closed)]
    if len(cells) > _CELLS:
        open_.append(f"{len(cells)} 个已定轮岗未逐一试 / {len(cells)} fixed cells were not tried one by one")
    return tuple(sorted(found, key=lambda way: (way.cost, way.rules))), tuple(open_)


def _mild(task: Task, chosen: Sequence[Rule], open_: list[str]) -> WayOut | None:
    """The least by which these rules must give way while all others hold; None = others quarrel too."""
    rest = [rule for rule in task.rules if rule not in chosen]
    limits = replace(task.limits, work=min(_WORK, task.limits.work))
    without = Formulation(task.cohort, rest, ())
    some = lexicographic.anything(without.program, without.lottery(0) * 0, task.limits)
    if some.status == "infeasible":
        return None
    goal = MildRules(rules=tuple(rule.model_copy(update={"weight": 1}) for rule in chosen))
    form = Formulation(task.cohort, rest, [goal])
    least = lexicographic.solve(form.program, form.stages, form.lottery, limits, task.engine)
    names = tuple(said(rule) for rule in chosen)
    if least.values is not None:
        plan = form.plan(least.values)
    elif some.values is not None:
        plan = without.plan(some.values)
    else:
        open_.append(
            f"{'、'.join(names)}：时限内未判断能否放宽 / not settled in time whether it can give way"
        )
        return None
    wrong = breaches(task.cohort, rest, plan)
    if wrong:
        raise EngineDisagreement("\n".join(("放宽后的方案违反其他规则 / breaks other rules:", *wrong)))
    places = tuple(sentence for rule in chosen for sentence in folded(rule.check(task.cohort, plan)))
    proved = least.values is not None and least.stages[0].proof != "open"
    return WayOut(names, goal.value(task.cohort, plan), places, proved)


def _freed(task: Task, cells: Sequence[tuple[int, int]]) -> list[WayOut]:
    """The announced cells that stand in the way alone."""
    cohort, found = task.cohort, []
    for person, month in cells:
        fixed = cohort.fixed.copy()
        fixed[person, month] = -1
        form = Formulation(replace(cohort, fixed=fixed), task.rules, ())
        if lexicographic.anything(form.program, form.lottery(0) * 0, task.limits).status == "proved":
            where = (
                f"{cohort.people[person]} {cohort.months[month]} {cohort.units[cohort.fixed[person, month]]}"
            )
            found.append(WayOut((f"取消已定轮岗 {where} / give this cell free",), 1, (), True))
    return found
