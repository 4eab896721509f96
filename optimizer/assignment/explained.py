"""An honest no in full: which guarantees quarrel, with their numbers, and the cheapest ways out that work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from optimizer.assignment.guarantees import Guarantees, Key
from optimizer.assignment.refutation import Refutation
from optimizer.assignment.relaxations import relaxations
from optimizer.assignment.supply import supply
from optimizer.assignment.task import Task
from optimizer.errors import EngineDisagreement, Impossible
from optimizer.scenario.members import said
from optimizer.solver.conflict import UNSETTLED, Conflict, Member
from optimizer.solver.program import Integers

_FEW = 8
_MANY = 40


def impossible(task: Task, placed: Integers, witnesses: Sequence[str]) -> Impossible:
    """The error to raise where these people are placed and nothing completes the plan."""
    return Impossible(witnesses, lambda: explained(task, placed), lambda: Refutation.of(task, placed))


def explained(task: Task, placed: Integers) -> Conflict:
    """The smallest conflict once these people are placed, with as many seconds as the plan itself was given.

    Raises EngineDisagreement where there is none.
    """
    task = replace(task, limits=task.limits.renewed())
    case = Guarantees(task, placed)
    groups, proof, settled = _quarrelling(case)
    keys = [key for group in groups for key in group]
    pairs = [rule for rule in task.rules if rule.traits(task.market) is not None]
    for rule in pairs:
        if case.without(rule).refuted(keys):
            case = case.without(rule)
    pairs = [rule for rule in pairs if rule in case.task.rules]
    rules = [*dict.fromkeys(rule for rule, _ in keys), *pairs]
    ways, open_ = relaxations(task, placed, rules)
    if not settled:
        open_ += (UNSETTLED,)
    members = [
        *_members(case, groups),
        *(Member(rule, "", f"{said(rule)}：{rule.meaning}") for rule in pairs),
    ]
    return Conflict(tuple(members), proof, ways, open_)


def _quarrelling(case: Guarantees) -> tuple[list[list[Key]], str, bool]:
    """The groups of rows that cannot hold together, how that is proved, and whether each is proved necessary.

    A group is a single row, or all rows of a rule that a refutation adds up, where they are very many.
    """
    by_rule = case.smallest(_by_rule(list(case.rows)))
    if by_rule is None:
        raise EngineDisagreement("引擎称无解，但找到了完整方案 / called infeasible, yet a plan exists")
    rows = case.named(by_rule.groups)
    if by_rule.proof == "counting":
        added = _by_rule(case.added_up(rows))
        groups = [
            part for rule in added for part in ([rule] if len(rule) > _MANY else [[key] for key in rule])
        ]
    else:
        groups = [[key] for key in rows]
    found = case.smallest(groups) or by_rule
    if not found.settled and by_rule.settled and len(found.groups) > _MANY:
        found = by_rule
    return [case.named([group]) for group in found.groups], found.proof, found.settled


def _by_rule(keys: Sequence[Key]) -> list[list[Key]]:
    found: dict[int, list[Key]] = {}
    for key in keys:
        found.setdefault(id(key[0]), []).append(key)
    return list(found.values())


def _members(case: Guarantees, groups: Sequence[Sequence[Key]]) -> Iterator[Member]:
    """A sentence for each group: what it asks for, and what can be had while the others hold."""
    few = len(groups) <= _FEW  # among many, what is left for one of them says little
    alone: dict[int, list[Key]] = {}
    for key in (group[0] for group in groups if len(group) == 1):
        alone.setdefault(id(key[0]), []).append(key)
    for group in groups:
        rule, label = group[0]
        others = [key for other in groups if other is not group for key in other]
        if len(group) > 1:
            yield Member(rule, "", f"{said(rule)}：共 {len(group)} 项{_numbers(case, group, others)}")
            continue
        told = label + (_numbers(case, group, others) if few else "")
        same = alone[id(rule)]
        if not few and same[0] is group[0] and len(same) > 1:
            others = [key for other in groups for key in other if key not in same]
            told += f"；此规则 {len(same)} 项{_numbers(case, same, others)}"
        yield Member(rule, label, told + (supply(case, group[0]) if case.bounds(group)[0][0] > 0 else ""))


def _numbers(case: Guarantees, keys: Sequence[Key], others: Sequence[Key]) -> str:
    """What these rows ask for in all, and what can be had; empty where they weigh people against each other."""
    low, high = case.bounds(keys)
    while_ = "其余各条满足时" if others else "按规则"
    still, most = int(low.sum()), int(high.sum())
    if not case.counting(keys):
        return ""
    if (low > 0).any():
        had = case.extreme(keys, others, -1)
        if had is not None and had < still:
            return f"：还须 {still}，{while_}至多 {had} / still needs {still}, at most {had} can be had"
        return ""
    come = case.extreme(keys, others, 1)
    if come is None or come <= most:
        return ""
    if most < 0:
        return (
            f"：已超出 {-most}，{while_}还要来 {come} / {-most} too many already, {come} more come at least"
        )
    return f"：至多还可 {most}，{while_}至少 {come} / takes at most {most} more, at least {come} come"
