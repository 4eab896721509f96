"""A contradiction that counting finds, as a conflict: the fewest rules in which it is still found, and what is counted."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from optimizer.rotation.folded import folded
from optimizer.rotation.plan_one import Task, refuted
from optimizer.rotation.rules.base import Rule
from optimizer.scenario.members import said
from optimizer.solver.conflict import Member


def counted_rules(task: Task) -> list[Rule]:
    """The fewest of the rules that counting still refutes, the later ones left out first; none where it does not."""
    if not refuted(task):
        return []
    kept = list(task.rules)
    for rule in reversed(task.rules):
        rest = [other for other in kept if other is not rule]
        if refuted(replace(task, rules=rest)):
            kept = rest
    return kept


def counted_members(task: Task, rules: list[Rule]) -> Iterator[Member]:
    """What each of these rules counts; of a rule that only takes part, what it asks for."""
    for rule in rules:
        words = list(folded(list(rule.counted_out(task.cohort, rules)))) or [f"{said(rule)}：{rule.meaning}"]
        yield from (Member(rule, "", word) for word in words)
