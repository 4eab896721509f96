"""The rules and goals that a scenario names, whatever the mechanism: what a plan must honour and is measured by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from optimizer.assignment.goals import GOALS
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.goals.mild_rules import MildRules
from optimizer.assignment.goals.most_placed import MostPlaced
from optimizer.assignment.rules import RULES
from optimizer.assignment.rules.base import Rule
from optimizer.errors import Fault
from optimizer.scenario.members import doubled, members
from optimizer.scenario.settings import AssignmentSettings


@dataclass(frozen=True)
class Demands:
    """The rules that must hold, and the goals, the mild rules being one of them.

    `named` are all rules and goals as the settings name them, by their place there.
    """

    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    named: Mapping[str, Rule | Goal]


def read_demands(settings: AssignmentSettings, faults: list[Fault]) -> Demands:
    """Those that could be made; what is wrong with the others is told in `faults`."""
    rules = members(settings.rules, RULES, "assignment.rules", faults)
    goals = members(settings.goals, GOALS, "assignment.goals", faults)
    faults += doubled(rules, lambda rule: rule)
    faults += doubled(goals, lambda goal: goal.kind)
    hard = tuple(rule for rule in rules.values() if rule.weight is None)
    mild = tuple(rule for rule in rules.values() if rule.weight is not None)
    return Demands(hard, _with_mild(tuple(goals.values()), mild), {**rules, **goals})


def _with_mild(goals: Sequence[Goal], mild: tuple[Rule, ...]) -> tuple[Goal, ...]:
    """The goals with the mild rules where the planner lists them, or else first, after most-placed."""
    known = MildRules(rules=mild)
    if any(isinstance(goal, MildRules) for goal in goals):
        return tuple(known if isinstance(goal, MildRules) else goal for goal in goals)
    at = 1 if goals and isinstance(goals[0], MostPlaced) else 0
    return (*goals[:at], *((known,) if mild else ()), *goals[at:])
