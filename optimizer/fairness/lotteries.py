"""Over lotteries: what a figure would have been, had the committed lottery been drawn otherwise."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from optimizer.assignment import lottery
from optimizer.assignment.assign import assign
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.metrics.base import Metric
from optimizer.fairness.plan import Plan
from optimizer.scenario.model import Scenario

COLUMNS = ("metric", "lotteries", "lowest", "mean", "highest")


def seeds(seed: int, many: int) -> list[int]:
    """Other seeds, hashed from the committed one, so that anybody can repeat them."""
    drawn = lottery.numbers(seed, "other lottery", [str(number) for number in range(1, many + 1)])
    return [int(number) >> 1 for number in drawn.tolist()]


def over_lotteries(
    scenario: Scenario,
    many: int,
    *,
    metrics: Sequence[Metric] | None = None,
    told: Callable[[int], None] = lambda number: None,
    **how: Any,
) -> pd.DataFrame:
    """The lowest, mean and highest value of every metric over so many other lotteries.

    A row per metric that has a value in each of them. Everything is assigned anew with each seed; `told` hears
    the number of every lottery, `how` is passed to `assign`. Metrics that solve are left out unless named.
    """
    asked = [metric for metric in STANDARD if not metric.solves] if metrics is None else list(metrics)
    found: dict[str, list[Fraction]] = {metric.name: [] for metric in asked}
    for number, seed in enumerate(seeds(scenario.settings.scenario.seed, many), 1):
        told(number)
        plan = Plan.of(assign(_drawn(scenario, seed), **how))
        for metric in asked:
            value = metric.value(plan)
            if value is not None:
                found[metric.name].append(Fraction(value))
    rows = [
        (name, many, float(min(values)), float(sum(values) / many), float(max(values)))
        for name, values in found.items()
        if many and len(values) == many
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _drawn(scenario: Scenario, seed: int) -> Scenario:
    """The scenario with another seed."""
    settings = scenario.settings
    section = settings.scenario.model_copy(update={"seed": seed})
    return replace(scenario, settings=settings.model_copy(update={"scenario": section}))
