"""A sweep: what each dial does, what is said of failures, seeds and the frontier."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from builders import scenario
from grids import GRID, METRICS, county, request, whole
from hypothesis import given, settings
from hypothesis import strategies as st

import optimizer
from optimizer.fairness.lotteries import seeds
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.plan import Plan
from optimizer.sweeping.dials import longest
from optimizer.sweeping.frontier import frontier
from optimizer.sweeping.once import Task, work
from optimizer.sweeping.request import METRICS as KNOWN
from optimizer.sweeping.request import Request, requested
from optimizer.sweeping.tables import comparable


def row_of(**dials: object) -> pd.Series:
    """The only row with these positions of dials."""
    table = whole().table
    for dial, value in dials.items():
        table = table[table[dial].eq(value).fillna(False)]
    assert len(table) == 1
    return table.iloc[0]


def test_every_combination_is_a_row_with_its_own_key() -> None:
    table = whole().table
    assert len(table) == 3 * 4 + 2 * 2 * 3
    assert table["row"].tolist() == list(range(1, 25))
    assert table["key"].is_unique
    assert set(table["status"]) == {"proved", "impossible"}
    assert table["lottery"].dropna().unique().tolist() == seeds(county().settings.scenario.seed, 4)


def test_a_row_is_the_assignment_with_these_settings() -> None:
    lottery = seeds(county().settings.scenario.seed, 4)[2]
    given_settings = county().settings
    section = given_settings.scenario.model_copy(update={"seed": lottery})
    drawn = replace(county(), settings=given_settings.model_copy(update={"scenario": section}))
    options = given_settings.assignment.model_dump() | {"options": {"share": 0.5, "guard": True}}
    plan = Plan.of(optimizer.assign(drawn, settings=options))
    row = row_of(share=0.5, lottery=lottery)
    for metric in STANDARD:
        if metric.name in METRICS:
            assert row[metric.name] == float(metric.value(plan) or 0)


def test_short_lists_are_measured_by_the_whole_lists() -> None:
    """乙 could hand in X alone and was sent to Y: their second wish all the same, and so it is counted."""
    two = scenario(
        [{"graduate": "甲", "score": 90}, {"graduate": "乙", "score": 80}],
        [{"post": "X"}, {"post": "Y"}],
        [("甲", 1, "X"), ("甲", 2, "Y"), ("乙", 1, "X"), ("乙", 2, "Y")],
    )
    found = optimizer.sweep(
        two, {"list_length": [1, 2]}, metrics=["sent-unlisted", "mean-standing", "own-choice"]
    )
    assert found.table["sent-unlisted"].tolist() == [0, 0]
    assert found.table["mean-standing"].tolist() == [1.5, 1.5]
    assert found.table["own-choice"].tolist() == [0.5, 1.0]


def test_short_lists_of_many_are_measured_by_the_whole_lists() -> None:
    given_ = county()
    row = work(replace(Task.of(request(), asked({"list_length": [2]}).runs[0]), metrics=("mean-standing",)))
    short = given_.wishes[given_.wishes["rank"] <= 2].reset_index(drop=True)
    outcome = optimizer.assign(replace(given_, wishes=short))
    market = optimizer.Market.from_scenario(given_)
    ranks = market.ranks(np.arange(market.size), outcome.placed)
    standing = np.where(ranks > 0, ranks, longest(given_) + 1)
    standing[outcome.placed < 0] = longest(given_) + 2
    assert row["mean-standing"] == pytest.approx(standing.mean())


def asked(grid: dict[str, Any]) -> Request:
    return requested(county(), {"grid": [grid], "metrics": METRICS})


def test_a_setting_by_its_path_or_kind_is_the_same_dial() -> None:
    by_kind = optimizer.sweep(county(), {"assignment.rules.avoid-home.level": ["township"]}, metrics=METRICS)
    by_number = optimizer.sweep(county(), {"assignment.rules.2.level": ["township"]}, metrics=METRICS)
    assert by_kind.table["placements"].tolist() == by_number.table["placements"].tolist()
    assert '"level": "township"' in by_kind.table["settings"][0]


def test_no_plan_is_a_row_with_its_reason() -> None:
    failed = whole().table[whole().table["status"] == "impossible"]
    assert len(failed)
    assert failed["mechanism"].eq("popular").all()
    assert failed["why"].str.contains("popular").all()
    assert failed[METRICS].isna().all(axis=None)
    assert f"其中 {len(failed)} 次无可行方案" in whole().chinese


def test_a_run_that_hits_a_limit_is_a_row_too() -> None:
    spread = [{"kind": "score-spread", "per": "township", "tolerance": 1}]
    found = optimizer.sweep(
        county(), {"mechanism": ["optimal"], "assignment.rules": [spread]}, metrics=METRICS, seconds=1e-9
    )
    assert found.table["status"].tolist() == ["limit"]
    assert "到达时限的结果未必是最好的" in found.chinese


def test_intervals_are_lowest_mean_and_highest_over_seeds() -> None:
    share = whole().table[whole().table["share"] == 0.5]
    setting = int(share["setting"].iloc[0])
    table = whole().intervals
    row = table[(table["setting"] == setting) & (table["metric"] == "justified-envy")].iloc[0]
    figures = share["justified-envy"].tolist()
    assert (row["runs"], row["lowest"], row["highest"]) == (4, min(figures), max(figures))
    assert row["mean"] == pytest.approx(sum(figures) / 4)


def test_only_settings_of_the_same_seeds_are_compared() -> None:
    settings = whole().settings
    assert settings["seeds"].nunique() == 2
    assert comparable(settings)["share"].notna().all()
    assert "用了别的种子，不与上述比较" in whole().chinese
    assert "had other seeds" in whole().english


def test_the_frontier_of_a_row_is_among_the_runs_of_its_seeds() -> None:
    table = whole().table
    for _, some in table[table["share"].notna()].groupby("lottery"):
        pairs = some[["mean-standing", "justified-envy"]].to_numpy(float)
        for at, flag in enumerate(some["frontier"]):
            better = (pairs <= pairs[at]).all(axis=1) & (pairs < pairs[at]).any(axis=1)
            assert flag == (not better.any())


@settings(deadline=None, derandomize=True)
@given(
    st.lists(st.tuples(st.integers(0, 4) | st.just(float("nan")), st.integers(0, 4)), max_size=12),
    st.sampled_from(["placed", "mean-rank"]),
    st.sampled_from(["waste", "first-choice"]),
)
def test_the_frontier_by_its_definition(points: list[tuple[float, float]], one: str, other: str) -> None:
    metrics = (KNOWN[one], KNOWN[other])
    sign = np.array([-1.0 if metric.better == "higher" else 1.0 for metric in metrics])
    costs = np.array(points, float).reshape(-1, 2) * sign
    expected = [
        not np.isnan(mine).any()
        and not any((theirs <= mine).all() and (theirs < mine).any() for theirs in costs)
        for mine in costs
    ]
    found = frontier([x for x, _ in points], [y for _, y in points], metrics)
    assert found.tolist() == expected


def test_workers_change_nothing() -> None:
    found = optimizer.sweep(county(), GRID, metrics=METRICS, workers=2)
    pd.testing.assert_frame_equal(found.table, whole().table)
    assert (found.chinese, found.english) == (whole().chinese, whole().english)


def test_overlapping_grids_are_run_once() -> None:
    found = asked({"share": [0.5]})
    twice = optimizer.sweep(county(), [{"share": [0.5, 1]}, {"share": [0, 0.5]}], metrics=METRICS)
    assert twice.table["share"].tolist() == [0.5, 1.0, 0.0]
    assert found.runs[0].key == twice.table["key"][0]


def test_inputs_are_left_alone() -> None:
    before = county().digest()
    work(Task.of(request(), request().runs[-1]))
    assert county().digest() == before
