"""What is wrong with the dials of a grid: one by one, then turned together."""

from __future__ import annotations

import itertools
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from pydantic import ValidationError

from optimizer.assignment.kinds import build, rule_faults
from optimizer.assignment.market import Market
from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.scenario.crosscheck import priority_faults
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import Settings
from optimizer.scenario.validation import sentences
from optimizer.sweeping.dials import (
    LENGTH,
    LOTTERY,
    MECHANISM,
    SEEDS,
    SHARE,
    Unknown,
    longest,
    path_of,
    shown,
    with_settings,
)

MANY = "lotteries"
_MOST_LOTTERIES = 10_000
_SEED = 2**63
_UNKNOWN = "unknown setting"
_APART = "；或放进此方式自己的 [[grid]] / or give its mechanism a [[grid]] of its own"


def grid_faults(
    scenario: Scenario | None, market: Market | None, grid: Mapping[str, Any], where: str, place: str
) -> list[Fault]:
    """Every fault of the dials one by one; then of what is sound turned together."""
    faults, sound = [], {}
    for dial, values in grid.items():
        told = [
            Fault(place, 0, f"{where}.{dial}", *said) for said in _one_by_one(scenario, grid, dial, values)
        ]
        if not told and scenario is not None and market is not None and _alone(dial):
            told = _together(scenario, market, {dial: values}, where, place)
        faults += told
        if not told and dial != MANY:
            sound[dial] = values
    if scenario is not None and market is not None:
        faults += _together(scenario, market, sound, where, place)
    return faults


def _alone(dial: str) -> bool:
    """Whether a dial is a setting that can be judged alone: options belong to a mechanism."""
    return bool(path_of(dial)) and dial != MANY and not path_of(dial).startswith("assignment.options.")


def _one_by_one(
    scenario: Scenario | None, grid: Mapping[str, Any], dial: str, values: Any
) -> Iterator[tuple[str, str, str]]:
    """Value, problem and mend of whatever can be seen without turning anything."""
    if dial == MANY:
        yield from _many(grid, values)
    elif not isinstance(values, list):
        yield shown(values), "要一个列表 / a list is wanted", f"写成 / write: {dial} = [{shown(values)}]"
    elif not values:
        yield (
            "[]",
            "列表是空的 / the list is empty",
            "至少写一个值，或删去此行 / give a value, or delete the line",
        )
    else:
        yield from _doubled(values)
        yield from _typed(scenario, dial, values)


def _many(grid: Mapping[str, Any], value: Any) -> Iterator[tuple[str, str, str]]:
    if type(value) is not int or not 1 <= value <= _MOST_LOTTERIES:
        yield str(value), "要一个正整数 / a whole number is wanted", f"1–{_MOST_LOTTERIES}"
    if LOTTERY in grid:
        yield (
            str(value),
            f"与 {LOTTERY} 只能写一个 / give this or {LOTTERY}, not both",
            "删去一个 / delete one",
        )


def _doubled(values: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    for number, value in enumerate(values):
        if any(shown(value) == shown(other) for other in values[:number]):
            yield shown(value), "同一个值写了两次 / the value is given twice", "删去一个 / delete one"


def _typed(scenario: Scenario | None, dial: str, values: Sequence[Any]) -> Iterator[tuple[str, str, str]]:
    for value in values:
        if dial in SEEDS and (type(value) is not int or not 0 <= value < _SEED):
            yield shown(value), "种子要非负整数 / seeds are whole numbers from 0", "如 / like: [1, 2, 3]"
        elif dial == MECHANISM and not isinstance(value, str):
            yield shown(value), "要方式的名字 / the name of a mechanism is wanted", 'mechanism = ["optimal"]'
        elif dial == SHARE and (
            isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value <= 1
        ):
            yield shown(value), "选岗比例在 0 与 1 之间 / a share is from 0 to 1", "如 / like: [0, 0.5, 1]"
        elif dial == LENGTH:
            yield from _length(scenario, value)


def _length(scenario: Scenario | None, value: Any) -> Iterator[tuple[str, str, str]]:
    if type(value) is not int or value < 1:
        yield shown(value), "要正整数 / a whole number from 1", "如 / like: [3, 5, 10]"
    elif scenario is not None and value > longest(scenario):
        most = longest(scenario)
        yield (
            shown(value),
            f"最长的志愿表只到第 {most} 志愿 / the longest list ends at rank {most}",
            f"不大于 {most}；要更长先收集或生成更长的志愿 / at most {most}, or gather longer lists first",
        )


def _together(
    scenario: Scenario, market: Market, grid: Mapping[str, Sequence[Any]], where: str, place: str
) -> list[Fault]:
    """What is wrong with settings once dials are turned together, told by the dial that is to blame if one is."""
    asked = {dial: values for dial, values in grid.items() if dial == MECHANISM or path_of(dial)}
    found: dict[Fault, None] = {}
    for values in itertools.product(*asked.values()):
        dials = dict(zip(asked, values, strict=True))
        for path, value, problem, mend in _wrong(scenario, market, dials):
            dial = _to_blame(dials, path)
            column = f"{where}.{dial}" if dial else f"{where} → {path}"
            if _UNKNOWN in problem:
                value, mend = "", f"{mend}{_APART if MECHANISM in dials else ''}"
            elif dial:
                value = shown(dials[dial])
            under = f" ({dials[MECHANISM]})" if MECHANISM in dials and dial != MECHANISM else ""
            found[Fault(place, 0, column, value, f"{problem}{under}", mend)] = None
    return list(found)


def _wrong(scenario: Scenario, market: Market, dials: Mapping[str, Any]) -> list[tuple[str, str, str, str]]:
    """Path, value, problem and mend of every complaint about these settings."""
    try:
        settings = with_settings(scenario, dials)
        faults = priority_faults(scenario.graduates, settings, "")
        kinds = build(settings.assignment)
        faults += rule_faults(kinds, market)
    except InputFaults as wrong:
        faults = list(wrong.faults)
    except UsageError as wrong:
        return [("assignment.mechanism", "", *_halves(str(wrong)))]
    except ValidationError as wrong:
        return [(one.path, one.value, one.problem, one.mend) for one in sentences(wrong, Settings)]
    except Unknown as wrong:
        return [(wrong.path, "", wrong.problem, wrong.mend)]
    return [(fault.column, fault.value, fault.problem, fault.mend) for fault in faults]


def _halves(said: str) -> tuple[str, str]:
    """A sentence with its advice after a colon, as problem and mend."""
    problem, _, mend = said.partition(": ")
    return problem, mend or "改正 / mend it"


def _to_blame(dials: Mapping[str, Any], path: str) -> str:
    """The dial that a complaint about a setting is about; "" where there is none."""
    told = path.replace("[", ".").replace("]", "").split(".")
    for dial in dials:
        mine = ("assignment.mechanism" if dial == MECHANISM else path_of(dial)).split(".")
        if all(_alike(*pair) for pair in zip(mine, told, strict=False)):
            return dial
    return MECHANISM if MECHANISM in dials and told[:2] == ["assignment", "options"] else ""


def _alike(mine: str, told: str) -> bool:
    """Whether two steps of paths are one; complaints name entries by number where a dial may name their kind."""
    return mine == told or (told.isdecimal() and not mine.isdecimal())
