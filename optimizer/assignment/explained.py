"""An honest no in full: which guarantees quarrel, with their numbers, and the cheapest ways out that work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.assignment.guarantees import Guarantees, Key
from optimizer.assignment.relaxations import relaxations
from optimizer.assignment.supply import supply
from optimizer.assignment.task import Task
from optimizer.errors import EngineDisagreement, Impossible
from optimizer.scenario.members import said
from optimizer.solver.conflict import UNSETTLED, Conflict, Member
from optimizer.solver.program import Integers

_FEW = 8


def impossible(task: Task, placed: Integers, witnesses: Sequence[str]) -> Impossible:
    """The error to raise where these people are placed and nothing completes the plan."""
    return Impossible(witnesses, lambda: explained(task, placed))


def explained(task: Task, placed: Integers) -> Conflict:
    """The smallest conflict once these people are placed; raises EngineDisagreement where there is none."""
    case = Guarantees(task, placed)
    by_rule: dict[int, list[Key]] = {}
    for key in case.rows:
        by_rule.setdefault(id(key[0]), []).append(key)
    found = case.smallest(list(by_rule.values()))
    if found is None:
        raise EngineDisagreement("引擎称无解，但找到了完整方案 / called infeasible, yet a plan exists")
    names = {row: key for key, row in case.rows.items()}
    single = [[names[row]] for group in found.groups for row in group.tolist()]
    found = case.smallest(single) or found
    keys = [names[row] for group in found.groups for row in group.tolist()]
    pairs = [rule for rule in task.rules if rule.traits(task.market) is not None]
    for rule in pairs:
        if case.without(rule).refuted(keys):
            case = case.without(rule)
    pairs = [rule for rule in pairs if rule in case.task.rules]
    rules = [*dict.fromkeys(rule for rule, _ in keys), *pairs]
    ways, open_ = relaxations(task, placed, rules)
    if not found.settled:
        open_ += (UNSETTLED,)
    members = [*_rows(case, keys), *(Member(rule, "", f"{said(rule)}：{rule.meaning}") for rule in pairs)]
    return Conflict(tuple(members), found.proof, ways, open_)


def _rows(case: Guarantees, keys: Sequence[Key]) -> Iterator[Member]:
    """A sentence for each row: what it asks for, and what can be had while the others hold."""
    rows = case.program.rows
    for key in keys:
        others = [other for other in keys if other != key]
        while_ = "其余各条满足时" if others else "按规则"
        low, high = int(rows.low[case.rows[key]]), int(rows.high[case.rows[key]])
        few = len(keys) <= _FEW  # among many, what is left for one of them says little
        most = case.extreme(key, others, -1) if few and low > 0 else None
        least = case.extreme(key, others, 1) if few and low <= 0 else None
        told = key[1]
        if most is not None and most < low:
            told += f"：还须 {low}，{while_}至多 {most} / still needs {low}, at most {most} can be had"
        elif least is not None and least > high:
            told += (
                f"：至多还可 {high}，{while_}至少 {least} / takes at most {high} more, at least {least} come"
            )
        yield Member(*key, told + (supply(case, key) if low > 0 else ""))
