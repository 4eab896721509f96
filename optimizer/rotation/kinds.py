"""The rules and goals that `[rotation]` names, or faults with the nearest name."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from pydantic import ValidationError

from optimizer.errors import Fault, InputFaults
from optimizer.rotation.goals import GOALS
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.goals.mild_rules import MildRules
from optimizer.rotation.idle_rows import idle_rows
from optimizer.rotation.known import Known
from optimizer.rotation.rules import RULES
from optimizer.rotation.rules.base import Rule
from optimizer.scenario.members import at_place, doubled, members, remarks
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.validation import sentences

_PLACE = "scenario.toml"


@dataclass(frozen=True)
class Kinds:
    """The rules that must hold, and the goals, the mild rules being one of them; `named`: all, by their place."""

    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    named: Mapping[str, Rule | Goal] = field(default_factory=dict)


def build(settings: RotationSettings) -> Kinds:
    """The kinds that the settings name; raises InputFaults with everything that is wrong with them."""
    kinds, faults = _read(settings)
    if faults:
        raise InputFaults(faults)
    return kinds


def _read(settings: RotationSettings) -> tuple[Kinds, list[Fault]]:
    """The kinds that could be made, and what is wrong with the others."""
    faults: list[Fault] = []
    rules = members(settings.rules, RULES, "rotation.rules", faults)
    goals = members(settings.goals, GOALS, "rotation.goals", faults)
    faults += doubled(rules, lambda rule: rule)
    faults += doubled(goals, lambda goal: goal.kind)
    hard = tuple(rule for rule in rules.values() if rule.weight is None)
    mild = tuple(rule for rule in rules.values() if rule.weight is not None)
    return Kinds(hard, _with_mild(tuple(goals.values()), mild), {**rules, **goals}), faults


def _with_mild(goals: Sequence[Goal], mild: tuple[Rule, ...]) -> tuple[Goal, ...]:
    """The goals with the mild rules where the planner lists them, or else first."""
    known = MildRules(rules=mild)
    if any(isinstance(goal, MildRules) for goal in goals):
        return tuple(known if isinstance(goal, MildRules) else goal for goal in goals)
    return (*((known,) if mild else ()), *goals)


def section(scenario: Scenario, settings: RotationSettings | Mapping[str, Any] | None) -> RotationSettings:
    """The section `[rotation]` to use: these settings, or the scenario's own. Raises InputFaults."""
    if isinstance(settings, RotationSettings):
        return settings
    if settings is not None:
        try:
            return RotationSettings.model_validate(dict(settings))
        except ValidationError as wrong:
            lines = sentences(wrong, RotationSettings)
            raise InputFaults(
                [Fault("settings", 0, f"rotation.{at.path}", at.value, at.problem, at.mend) for at in lines]
            ) from wrong
    if scenario.settings.rotation is None:
        problem = "缺少轮岗设置 / the settings of the rotation are missing"
        raise InputFaults(
            [
                Fault(
                    _PLACE, 0, "rotation.start", "", problem, "写上起始月，如 2024-07 / write the first month"
                )
            ]
        )
    return scenario.settings.rotation


def kind_faults(
    scenario: Scenario | None, settings: RotationSettings, *, dated: bool = True
) -> tuple[Fault, ...]:
    """Everything that is wrong with the kinds, their parameters, and the names that the others use; without `dated` the
    year is not known, so that no month can lie outside it."""
    kinds, faults = _read(settings)
    if scenario is None:
        return tuple(faults)
    known = Known.of(scenario, settings)
    known = known if dated else replace(known, months=())
    told = (at_place(place, member.faults(known)) for place, member in kinds.named.items())
    return (*faults, *(fault for found in told for fault in found))


def notices(scenario: Scenario) -> tuple[str, ...]:
    """Which rules of the scenario's rotation speak of nobody, and which rows count for nothing."""
    settings = scenario.settings.rotation
    if settings is None:
        return ()
    known = Known.of(scenario, settings)
    rules = ((place, rule) for place, rule in build(settings).named.items() if isinstance(rule, Rule))
    told = (said for place, rule in rules for said in remarks(place, rule, rule.notices(known)))
    return (*told, *idle_rows(scenario, settings))
