"""Compare: finished plans side by side, on what they share, metric by metric and person by person."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd

from optimizer.assignment.assign import assign
from optimizer.assignment.market import Market
from optimizer.assignment.outcome import Outcome
from optimizer.errors import UsageError
from optimizer.fairness import changes, inputs
from optimizer.fairness.lotteries import over_lotteries
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.metrics.base import Metric, Number
from optimizer.fairness.paragraph import paragraph
from optimizer.fairness.phrases import Facts
from optimizer.fairness.plan import Plan
from optimizer.fairness.shared import on_what_they_share
from optimizer.fairness.verdict import verdict
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import AssignmentSettings

Given = Outcome | Scenario


@dataclass(frozen=True)
class Comparison:
    """Plans side by side; the first is what the others are compared with.

    `table`, a row per metric: `metric`, `title`, `unit`, `better`, a column per plan, `verdict` (better or
    worse for whom), `meaning`. `parts`, a row per metric and part (rank, group, area, post) with a column per
    plan. `people`, a row per plan and graduate: `change` (gains, loses, same, not compared), `steps` (by how
    many ranks better), posts and ranks before and after, `why`. `posts` likewise. `inputs`, a row for
    everything that differs between the inputs. `intervals`, a row per plan and metric over other lotteries.
    `chinese` and `english` are the paragraph for people who read no tables; `notes` what was left out and why;
    `digests` those of the scenarios, by plan; `limited` the plans that hit a limit.
    """

    names: tuple[str, ...]
    plans: tuple[Plan, ...]
    table: pd.DataFrame
    parts: pd.DataFrame
    people: pd.DataFrame
    posts: pd.DataFrame
    inputs: pd.DataFrame
    intervals: pd.DataFrame
    chinese: str
    english: str
    notes: tuple[str, ...]
    digests: dict[str, str]
    limited: tuple[str, ...]


def compare(
    given: Mapping[str, Given] | Sequence[Given],
    *,
    metrics: Sequence[Metric] = STANDARD,
    lotteries: int = 0,
    notes: Sequence[str] = (),
    told: Callable[[str], None] = lambda name: None,
    **how: Any,
) -> Comparison:
    """Compare two or more outcomes or scenarios (which are assigned first), by name or in a sequence.

    Plans of different scenarios are compared on the people and posts they share, and the differences of their
    inputs are listed. With `lotteries` every metric is worked out again over so many other draws. `told` hears
    every name before it is worked on; `how` is passed to `assign`. Raises UsageError for fewer than two plans,
    for plans that share nobody, or for a bare market; else as `assign` does.
    """
    named = dict(given) if isinstance(given, Mapping) else dict(zip(named_by(given), given, strict=True))
    if len(named) < 2:
        raise UsageError("至少要两个方案 / give at least two plans to compare")
    outcomes = {name: _outcome(name, one, told, how) for name, one in named.items()}
    plans = on_what_they_share(_plans(tuple(outcomes.values())))
    if not len(plans[0].people):
        raise UsageError("各方案没有共同的毕业生，无法比较 / the plans share no graduates")
    names = tuple(outcomes)
    values = {metric: [metric.value(plan) for plan in plans] for metric in metrics}
    people, posts = _changes(names, plans)
    differing = _inputs(names, [_scenario(one) for one in outcomes.values()])
    intervals = _intervals(outcomes, metrics, lotteries, told, how)
    limited = tuple(name for name, one in outcomes.items() if one.status == "limit")
    facts = Facts(names, plans, values, people, differing, limited, lotteries)
    chinese, english = paragraph(facts)
    return Comparison(
        names, plans, _table(names, values, plans), _parts(names, metrics, plans), people, posts, differing,
        intervals, chinese, english, tuple(notes), {name: _scenario(one).digest() for name, one in outcomes.items()}, limited,
    )  # fmt: skip


def _outcome(name: str, one: Given, told: Callable[[str], None], how: Mapping[str, Any]) -> Outcome:
    if isinstance(one, Outcome):
        return one
    told(name)
    return assign(one, **how)


def _scenario(outcome: Outcome) -> Scenario:
    if outcome.scenario is None:
        raise UsageError(
            "数组市场没有表，不能比较 / a bare market has no tables: compare scenarios or outcomes"
        )
    return outcome.scenario


def named_by(given: Sequence[Given]) -> list[str]:
    """Names that tell plans apart: the mechanism, or the scenario's name, or both, or letters."""
    scenarios = [_scenario(one) if isinstance(one, Outcome) else one for one in given]
    mechanisms = [one.settings.assignment.mechanism for one in scenarios]
    titles = [one.settings.scenario.name for one in scenarios]
    both = [f"{title} {mechanism}" for title, mechanism in zip(titles, mechanisms, strict=True)]
    letters = [chr(65 + at) if at < 26 else f"方案 {at + 1}" for at in range(len(scenarios))]
    return next(names for names in (mechanisms, titles, both, letters) if len(set(names)) == len(names))


def _plans(outcomes: Sequence[Outcome]) -> tuple[Plan, ...]:
    """The plans; those of one market share it, and so what it remembers."""
    markets: dict[str, Market] = {}
    return tuple(Plan.of(one, markets.setdefault(_tables(_scenario(one)), one.market)) for one in outcomes)


def _tables(scenario: Scenario) -> str:
    """What says that two scenarios make the same market: all but how it is assigned."""
    settings = scenario.settings.model_copy(update={"assignment": AssignmentSettings()})
    return replace(scenario, settings=settings).digest()


def _changes(names: Sequence[str], plans: Sequence[Plan]) -> tuple[pd.DataFrame, pd.DataFrame]:
    others = list(zip(names[1:], plans[1:], strict=True))
    people = [row for name, plan in others for row in changes.people(name, plans[0], plan)]
    posts = [row for name, plan in others for row in changes.posts(name, plans[0], plan)]
    table = pd.DataFrame(people, columns=list(changes.PEOPLE))
    whole = dict.fromkeys(("steps", "before_rank", "after_rank"), "Int64")
    return table.astype(whole), pd.DataFrame(posts, columns=list(changes.POSTS)).astype({"points": "Float64"})


def _inputs(names: Sequence[str], scenarios: Sequence[Scenario]) -> pd.DataFrame:
    rows = [
        row
        for name, other in zip(names[1:], scenarios[1:], strict=True)
        for row in inputs.differences(name, scenarios[0], other)
    ]
    return pd.DataFrame(rows, columns=list(inputs.COLUMNS))


def _table(
    names: Sequence[str], values: Mapping[Metric, list[Number | None]], plans: Sequence[Plan]
) -> pd.DataFrame:
    rows = []
    for metric, row in values.items():
        figures = [float("nan") if value is None else float(value) for value in row]
        said = verdict(names, row, metric, [metric.worst_part(plan) for plan in plans])
        rows.append((metric.name, metric.title, metric.unit, metric.better, *figures, said, metric.meaning))
    columns = ["metric", "title", "unit", "better", *names, "verdict", "meaning"]
    return pd.DataFrame(rows, columns=columns)


def _parts(names: Sequence[str], metrics: Sequence[Metric], plans: Sequence[Plan]) -> pd.DataFrame:
    rows = []
    for metric in metrics:
        found = [metric.parts(plan) for plan in plans]
        for part in dict.fromkeys(part for one in found for part in one):
            figures = [float(one[part]) if part in one else float("nan") for one in found]
            rows.append((metric.name, part, *figures))
    return pd.DataFrame(rows, columns=["metric", "part", *names])


def _intervals(
    outcomes: Mapping[str, Outcome],
    metrics: Sequence[Metric],
    lotteries: int,
    told: Callable[[str], None],
    how: Mapping[str, Any],
) -> pd.DataFrame:
    """The intervals of every plan, those of one scenario and way of choosing each on their own."""
    asked = [metric for metric in metrics if not metric.solves]
    found = []
    for name, outcome in outcomes.items() if lotteries else ():

        def hear(number: int, name: str = name) -> None:
            told(f"{name} #{number}")

        table = over_lotteries(_scenario(outcome), lotteries, metrics=asked, told=hear, **how)
        found.append(table.assign(plan=name))
    columns = ["plan", "metric", "lotteries", "lowest", "mean", "highest"]
    return pd.concat(found, ignore_index=True)[columns] if found else pd.DataFrame(columns=columns)
