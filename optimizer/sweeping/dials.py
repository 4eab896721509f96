"""Dials (旋钮): what a sweep turns, and how a turn changes the scenario."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np

from optimizer.fairness.ways import with_mechanism
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice
from optimizer.scenario.settings import Settings
from optimizer.scenario.wishing import make_wishes

MECHANISM, SHARE, LENGTH, LOTTERY, WISHES = "mechanism", "share", "list_length", "lottery", "wishes_seed"
SEEDS: Final = (LOTTERY, WISHES)
"""The dials over which figures are averaged."""
NAMED: Final[Mapping[str, str]] = {
    MECHANISM: "方式 / mechanism",
    SHARE: "选岗比例 / share of choice",
    LENGTH: "可填志愿数 / list length",
    LOTTERY: "抽签种子 / seed of the lottery",
    WISHES: "虚拟志愿种子 / seed of synthetic wishes",
}
"""The dials with a name of their own; any other is a setting by its path, as in the settings' sheet."""
_PATHS = {SHARE: "assignment.options.share"}
_SECTIONS = ("assignment", "priority")
_INSTEAD = {"assignment.mechanism": MECHANISM, "scenario.seed": LOTTERY}
_DEFAULT_LENGTH = 10


class Unknown(Exception):
    """A dial that turns nothing: its path, what is wrong with it, and the mend."""

    def __init__(self, path: str, problem: str, mend: str) -> None:
        super().__init__(f"{path}: {problem}")
        self.path, self.problem, self.mend = path, problem, mend


def path_of(dial: str) -> str:
    """The setting that a dial turns; "" where it turns a table."""
    return _PATHS.get(dial, "" if dial in NAMED else dial)


def title(dial: str) -> str:
    """What a dial is called, in both languages."""
    return NAMED.get(dial, f"{dial} / {dial}")


def shown(value: Any) -> str:
    """The position of a dial as text, the same whatever the order of its keys."""
    return (
        value
        if isinstance(value, str)
        else json.dumps(value, ensure_ascii=False, sort_keys=True, default=str)
    )


def longest(scenario: Scenario) -> int:
    """The last rank that anybody wrote: the scale of every row of a sweep."""
    ranks = scenario.wishes["rank"]
    return int(ranks.max()) if len(ranks) else _DEFAULT_LENGTH


def turned(base: Scenario, dials: Mapping[str, Any]) -> Scenario:
    """The scenario with its dials turned, but with everybody's whole list; raises Unknown, or as settings do."""
    settings = with_settings(base, dials)
    given = replace(base, settings=settings)
    return replace(given, wishes=_drawn(base, dials[WISHES])) if WISHES in dials else given


def shortened(given: Scenario, dials: Mapping[str, Any]) -> Scenario:
    """What people may hand in: the first `list_length` ranks of their lists."""
    if LENGTH not in dials:
        return given
    kept = given.wishes["rank"] <= dials[LENGTH]
    return replace(given, wishes=given.wishes[kept].reset_index(drop=True))


def with_settings(base: Scenario, dials: Mapping[str, Any]) -> Settings:
    """The settings with their dials turned: the mechanism first, then single settings, then the seed."""
    chosen = with_mechanism(base, dials[MECHANISM]) if MECHANISM in dials else base
    tree = chosen.settings.model_dump(exclude_none=True)
    for dial, value in dials.items():
        if path_of(dial):
            _set(tree, path_of(dial), value)
    if LOTTERY in dials:
        tree["scenario"]["seed"] = dials[LOTTERY]
    return Settings.model_validate(tree)


def _set(tree: dict[str, Any], path: str, value: Any) -> None:
    """Set one setting by its dotted path; entries of lists go by number from 1, or by their kind."""
    steps = path.split(".")
    if path in _INSTEAD:
        raise Unknown(path, "这项设置有自己的旋钮 / it has a dial of its own", f"用 / use: {_INSTEAD[path]}")
    if len(steps) < 2 or steps[0] not in _SECTIONS:
        known = [*NAMED, *(f"{name}.{key}" for name in _SECTIONS for key in tree[name])]
        raise Unknown(path, "没有这个旋钮 / unknown dial", advice(path, known))
    place: Any = tree
    for step in steps[:-1]:
        place = place[_key(place, step, path)]
    place[steps[-1] if isinstance(place, dict) else _key(place, steps[-1], path)] = value


def _key(place: Any, step: str, path: str) -> str | int:
    """Where a step leads; raises Unknown where it leads nowhere."""
    if isinstance(place, dict) and isinstance(place.get(step), dict | list):
        return step
    entries = place if isinstance(place, list) else []
    kinds = [str(entry.get("kind")) if isinstance(entry, dict) else "" for entry in entries]
    if step.isdecimal() and 1 <= int(step) <= len(entries):
        return int(step) - 1
    if kinds.count(step) == 1:
        return kinds.index(step)
    if kinds.count(step) > 1:
        numbers = ", ".join(str(at) for at, kind in enumerate(kinds, 1) if kind == step)
        raise Unknown(
            path, f"“{step}”不止一个 / there are several “{step}”", f"用编号 / by number: {numbers}"
        )
    known = list(place) if isinstance(place, dict) else [name for name in kinds if name]
    raise Unknown(path, f"没有“{step}” / there is no “{step}” here", advice(step, known))


def _drawn(base: Scenario, seed: int) -> Any:
    """Synthetic wishes of the scenario's own people for its own posts, as long as its longest list."""
    posts = base.posts.assign(hardship=base.posts["hardship"].fillna(3).astype("int64"))
    made = make_wishes(base.graduates, posts, longest(base), np.random.default_rng(seed))
    further = [name for name in base.wishes.columns if name not in made.columns]
    made = made.assign(**dict.fromkeys(further, ""))[list(base.wishes.columns)]
    return made.astype(base.wishes.dtypes.to_dict() | dict.fromkeys(further, "str"))
