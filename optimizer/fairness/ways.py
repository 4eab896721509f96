"""Ways (方式): the same scenario assigned by several mechanisms, and which of them cannot be asked."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from optimizer.assignment.assign import assign
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms import MECHANISMS
from optimizer.assignment.outcome import Outcome
from optimizer.errors import Impossible, LimitReached, UsageError
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import AssignmentSettings

ALL = "all"
_CHINESE = {mechanism.kind: mechanism.chinese for mechanism in MECHANISMS}


def chinese(name: str) -> str:
    """The name of a plan for Chinese readers: a mechanism by its Chinese name, anything else as it is."""
    kind, space, options = name.partition(" ")
    return f"{_CHINESE[kind]}{space}{options}" if kind in _CHINESE else name


def by_mechanism(
    scenario: Scenario, asked: Sequence[str], *, told: Callable[[str], None] = lambda name: None, **how: Any
) -> tuple[dict[str, Outcome], tuple[str, ...]]:
    """The outcome of every mechanism that can be asked, by name, and a sentence for each that cannot.

    A mechanism is named as in `scenario.toml`, with options after it: "parallel bands = [3, 3, 4]"; "all" stands
    for every one there is. The one of the scenario keeps the scenario's options. A mechanism is left out where it
    objects to the scenario, where it finds no plan, or where a limit comes first. `told` hears each name before
    it runs; `how` is passed to `assign`. Raises InputFaults for unknown mechanisms and options, UsageError for
    options that cannot be read.
    """
    ways = {name: _settings(scenario, name) for name in every(asked)}
    made = {name: build(settings).mechanism for name, settings in ways.items()}
    market = Market.from_scenario(scenario)
    found: dict[str, Outcome] = {}
    notes = []
    for name, settings in ways.items():
        told(name)
        try:
            reasons = made[name].objections(market)
            if not reasons:
                found[name] = assign(scenario, settings=settings, **how)
        except Impossible as wrong:
            reasons = wrong.witnesses
        except LimitReached as wrong:
            reasons = (str(wrong),)
        notes += [f"未比较 left out {name}: {reason}" for reason in reasons]
    return found, tuple(notes)


def every(asked: Sequence[str]) -> list[str]:
    """The mechanisms one by one, each once; "all" stands for every one there is."""
    known = [mechanism.kind for mechanism in MECHANISMS]
    said = [" ".join(one.split()) for one in asked]
    return list(dict.fromkeys(name for one in said for name in (known if one == ALL else [one])))


def _settings(scenario: Scenario, name: str) -> AssignmentSettings:
    """The scenario's settings with this mechanism."""
    given = scenario.settings.assignment
    kind, _, text = name.partition(" ")
    options: Mapping[str, Any] = _options(name, text)
    if kind == given.mechanism and not options:
        options = given.options
    return given.model_copy(update={"mechanism": kind, "options": dict(options)})


def _options(name: str, text: str) -> Mapping[str, Any]:
    try:
        read: dict[str, dict[str, Any]] = tomllib.loads(f"options = {{ {text} }}")
    except tomllib.TOMLDecodeError as wrong:
        raise UsageError(
            f"读不懂“{name}” / cannot be read: 写成 方式 选项 = 值，如 choice-then-allocation share = 0.5"
        ) from wrong
    return read["options"]


def with_mechanism(scenario: Scenario, name: str) -> Scenario:
    """The scenario with another mechanism, named as in `by_mechanism`."""
    settings = scenario.settings.model_copy(update={"assignment": _settings(scenario, name)})
    return replace(scenario, settings=settings)
