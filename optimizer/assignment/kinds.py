"""The kinds a scenario names, turned into rules, goals and a mechanism, or into faults with the nearest name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pydantic import ValidationError

from optimizer.assignment.demands import Demands, read_demands
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.rules.base import Rule
from optimizer.errors import Fault, InputFaults
from optimizer.scenario.members import at_place, members, remarks
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import AssignmentSettings
from optimizer.scenario.validation import sentences

_PLACE = "scenario.toml"


@dataclass(frozen=True)
class Kinds:
    """The mechanism, the rules that must hold, and the goals, the mild rules being one of them.

    `named` are all rules and goals as the settings name them, by their place there.
    """

    mechanism: Mechanism
    rules: tuple[Rule, ...]
    goals: tuple[Goal, ...]
    named: Mapping[str, Rule | Goal] = field(default_factory=dict)


def build(settings: AssignmentSettings) -> Kinds:
    """The kinds that the settings name; raises InputFaults with everything that is wrong with them."""
    mechanism, demands, faults = _read(settings)
    if faults or mechanism is None:
        raise InputFaults(faults)
    return Kinds(mechanism, demands.rules, demands.goals, demands.named)


def _read(settings: AssignmentSettings) -> tuple[Mechanism | None, Demands, list[Fault]]:
    """The mechanism (None where it could not be made), rules and goals that could, and what is wrong with the others."""
    faults: list[Fault] = []
    options = {"kind": settings.mechanism, **settings.options}
    mechanism = members([options], MECHANISMS, "assignment.options", faults, ("assignment.mechanism",))
    return next(iter(mechanism.values()), None), read_demands(settings, faults), faults


def checked_settings(settings: Mapping[str, Any]) -> AssignmentSettings:
    """The section `[assignment]` from a mapping; raises InputFaults with everything that is wrong with it."""
    try:
        return AssignmentSettings.model_validate(dict(settings))
    except ValidationError as wrong:
        lines = sentences(wrong, AssignmentSettings)
        faults = [
            Fault("settings", 0, f"assignment.{at.path}", at.value, at.problem, at.mend) for at in lines
        ]
        raise InputFaults(faults) from wrong


def kind_faults(settings: AssignmentSettings, market: Market | None) -> tuple[Fault, ...]:
    """Everything that is wrong with the kinds, and what those that could be made cannot read in the market."""
    mechanism, demands, faults = _read(settings)
    if market is None:
        return tuple(faults)
    return (*faults, *(_objections(mechanism, market) if mechanism else ()), *_misread(demands.named, market))


def rule_faults(kinds: Kinds, market: Market) -> tuple[Fault, ...]:
    """What in the market's tables these kinds cannot read or honour, each told at its place in the settings."""
    return (*_objections(kinds.mechanism, market), *_misread(kinds.named, market))


def _objections(mechanism: Mechanism, market: Market) -> Iterator[Fault]:
    mend = "换一种方式或改选项 / change it"
    for sentence in mechanism.objections(market):
        yield Fault(_PLACE, 0, "assignment.mechanism", mechanism.kind, sentence, mend)


def _misread(named: Mapping[str, Rule | Goal], market: Market) -> Iterator[Fault]:
    bare = not len(market.graduate_table.columns)
    for place, member in named.items():
        yield from at_place(place, _without_tables(member, market) if bare else member.faults(market))


def notices(scenario: Scenario) -> tuple[str, ...]:
    """Which tables will not be used, which promises the rules overrule, which rules speak of nobody, in sentences."""
    kinds = build(scenario.settings.assignment)
    told: tuple[str, ...] = ()
    if len(scenario.priorities) and not kinds.mechanism.uses_priorities:
        told += (
            f"岗位排序 priorities 有 {len(scenario.priorities)} 行，方式 {kinds.mechanism.kind} 不使用 / "
            "the table is not used by this mechanism",
        )
    if not scenario.places:
        return told
    if not len(scenario.wishes):
        told += (
            "志愿表是空的：没有人填写志愿，一律由组织分配 / nobody wrote a wish: everybody is allocated",
        )
    market = Market.from_scenario(scenario)
    rules = ((place, rule) for place, rule in kinds.named.items() if isinstance(rule, Rule))
    idle = (said for place, rule in rules for said in remarks(place, rule, rule.notices(market)))
    return (*told, *kinds.mechanism.cautions(market, kinds.rules), *idle)


def _without_tables(member: Rule | Goal, market: Market) -> tuple[Fault, ...]:
    """A rule or goal that reads columns, asked of a market that has none."""
    try:
        member.traits(market)
        member.classes(market)
    except KeyError as missing:
        problem = (
            f"要用到列 {missing}，数组市场没有表 / reads the column {missing}; a bare market has no tables"
        )
        mend = "改用 Scenario.from_frames / use Scenario.from_frames"
        return (Fault(_PLACE, 0, "kind", member.kind, problem, mend),)
    return ()
