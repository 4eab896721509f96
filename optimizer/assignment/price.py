"""The price of a rule (规则的代价): what each rule and pin costs in every goal, with it and without it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pandas as pd

from optimizer.assignment.assign import assign
from optimizer.assignment.kinds import build
from optimizer.assignment.outcome import Outcome
from optimizer.assignment.rules.base import Rule
from optimizer.scenario.members import said
from optimizer.scenario.model import Scenario

COLUMNS = ("item", "goal", "better", "with", "without", "price", "moved")
_FIGURES = {"placed": "higher", "first_choice": "higher", "mean_rank": "lower", "refused_picks": "lower"}


def prices(
    scenario: Scenario, *, told: Callable[[str], None] = lambda item: None, **how: Any
) -> pd.DataFrame:
    """What each rule and each pin of the scenario costs: the whole assignment again, without it.

    A row per rule or pin and goal, and per figure of the summary: `item`; `goal`; `better` (higher, lower);
    `with` and `without` it; `price`, how much better it is without (below 0 = the rule helps there, which
    a later goal may well do); `moved`, how many people would have another placement. `told` hears every item
    before it is worked out; `how` is passed to `assign`. Raises as `assign` does.
    """
    whole = assign(scenario, **how)
    rows = [
        row for item, other in _without(scenario) for row in _rows(item, whole, _told(item, other, told, how))
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _told(item: str, other: Scenario, told: Callable[[str], None], how: dict[str, Any]) -> Outcome:
    told(item)
    return assign(other, **how)


def _without(scenario: Scenario) -> Iterator[tuple[str, Scenario]]:
    """Every rule and pin in words, and the scenario without it."""
    given = scenario.settings.assignment
    named = build(given).named.values()
    for at, rule in enumerate(member for member in named if isinstance(member, Rule)):
        rest = given.model_copy(update={"rules": [*given.rules[:at], *given.rules[at + 1 :]]})
        yield (
            f"规则 rule {at + 1} {said(rule)}",
            replace(scenario, settings=scenario.settings.model_copy(update={"assignment": rest})),
        )
    for at, pin in enumerate(scenario.pins.itertuples()):
        kept = scenario.pins.drop(scenario.pins.index[at]).reset_index(drop=True)
        yield f"指定 pin {pin.graduate} → {pin.post}", replace(scenario, pins=kept)


def _rows(item: str, whole: Outcome, other: Outcome) -> Iterator[tuple[Any, ...]]:
    """One row per goal and figure."""
    moved = int((whole.placements["post"] != other.placements["post"]).sum())
    scenario = whole.scenario
    goals = build(scenario.settings.assignment).goals if scenario is not None else ()
    for goal in goals:
        for part in goal.parts(whole.market):
            with_, without = (part.value(found.market, found.placed) for found in (whole, other))
            better = "higher" if part.maximise else "lower"
            yield item, part.name, better, with_, without, _gain(with_, without, better), moved
    for name, better in _FIGURES.items():
        mine, theirs = whole.summary[name], other.summary[name]
        yield item, name, better, mine, theirs, _gain(mine, theirs, better), moved


def _gain(with_: float, without: float, better: str) -> float:
    """How much better it is without."""
    return round(without - with_ if better == "higher" else with_ - without, 4)
