"""Every metric against its definition written out, and what each owes whoever wrote it."""

from __future__ import annotations

import doctest
import re
from importlib import import_module

import numpy as np
import pytest
from brute import plans as every_plan
from brute import scenarios
from builders import scenario
from hypothesis import given, settings
from plain import VALUES, envy, plans

from optimizer import assign
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.errors import Impossible
from optimizer.fairness.claims import claims
from optimizer.fairness.groups import groups
from optimizer.fairness.metrics import METRICS, STANDARD
from optimizer.fairness.metrics.base import Metric
from optimizer.fairness.metrics.blocking_pairs import BlockingPairs
from optimizer.fairness.metrics.distance import Distance
from optimizer.fairness.metrics.gap import Gap
from optimizer.fairness.metrics.justified_envy import JustifiedEnvy
from optimizer.fairness.metrics.price import Price
from optimizer.fairness.metrics.rank_curve import RankCurve
from optimizer.fairness.metrics.standing_gap import StandingGap
from optimizer.fairness.plan import Plan
from optimizer.fairness.worked import example

ELSEWHERE = {"improving-trades", "price"}
"""Metrics whose definitions speak of other plans; they are enumerated in tests of their own."""


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.kind)
def test_a_metric_says_what_it_is_and_its_example_holds(metric: type[Metric]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", metric.kind)
    assert metric.__module__.rpartition(".")[2] == metric.kind.replace("-", "_")
    for text in (f"{metric.chinese} / {metric.english}", metric.concerns, metric.meaning):
        chinese, english = text.split(" / ")
        assert re.search(r"[\u4e00-\u9fff]", chinese)
        assert re.fullmatch(r"[^\u4e00-\u9fff]+", english)
    assert metric.better in ("higher", "lower", "neither")
    assert "/" in metric.unit or metric.unit == "0–1"
    made = metric()
    assert made == metric()
    assert hash(made) == hash(metric())
    ran = doctest.testmod(import_module(metric.__module__))
    assert ran.attempted >= 2
    assert ran.failed == 0


def test_the_registry_is_sorted_and_the_standard_metrics_are_told_apart() -> None:
    kinds = [metric.kind for metric in METRICS]
    assert kinds == sorted(set(kinds))
    names = [metric.name for metric in STANDARD]
    assert len(set(names)) == len(names)
    assert {type(metric) for metric in STANDARD} == set(METRICS)
    assert all(len(metric.title.split(" / ")) == 2 for metric in STANDARD)


def test_the_oracle_knows_every_metric() -> None:
    assert VALUES.keys() | ELSEWHERE == {metric.kind for metric in METRICS}


@settings(max_examples=100, deadline=None, derandomize=True)
@given(plans())
def test_every_metric_is_what_its_definition_says(plan: Plan) -> None:
    for metric in METRICS:
        if metric.kind not in VALUES:
            continue
        made = metric(smallest=1) if issubclass(metric, Gap) else metric()  # type: ignore[call-arg]
        value, wanted = made.value(plan), VALUES[metric.kind](plan)
        if metric.kind == "nash-welfare":
            assert value == pytest.approx(wanted, abs=1e-9)
        else:
            assert value == wanted, metric.kind
            assert not isinstance(value, float), metric.kind


@settings(max_examples=60, deadline=None, derandomize=True)
@given(plans())
def test_the_witnesses_of_envy_are_the_pairs_of_the_definition(plan: Plan) -> None:
    table, market = JustifiedEnvy().witnesses(plan), plan.market
    said = list(zip(table["graduate"], table["wants"], table["held_by"], strict=True))
    assert said == [
        (market.graduates[one], market.posts[post], market.graduates[other])
        for one, post, other in envy(plan)
    ]
    assert JustifiedEnvy().parts(plan)["对 / pairs of people"] == len(said)
    assert len(BlockingPairs().witnesses(plan)) == BlockingPairs().value(plan)


@settings(max_examples=40, deadline=None, derandomize=True)
@given(plans())
def test_parts_add_up_and_nothing_is_written_into_the_market(plan: Plan) -> None:
    before = plan.placed.copy(), plan.market.graduate_table.copy(), plan.market.post_table.copy()
    for metric in STANDARD:
        if not metric.solves:
            metric.parts(plan)
            metric.witnesses(plan)
            metric.worst_part(plan)
    curve = list(RankCurve().parts(plan).values())
    assert curve == sorted(curve)
    assert curve[-1] == plan.market.size
    assert (plan.placed == before[0]).all()
    assert plan.market.graduate_table.equals(before[1])
    assert plan.market.post_table.equals(before[2])


@settings(max_examples=40, deadline=None, derandomize=True)
@given(scenarios(largest=4))
def test_the_price_is_the_distance_from_the_best_of_all_plans(given_: object) -> None:
    try:
        outcome = assign(given_)  # type: ignore[arg-type]
    except Impossible:
        return
    plan = Plan.of(outcome)
    assert outcome.scenario is not None
    kinds = build(outcome.scenario.settings.assignment)
    totals = [
        int(Plan.made(plan.market, kinds.rules, other).standing.sum())
        for other in every_plan(plan.market, kinds, plan.market.pins)
    ]
    value = Price().value(plan)
    assert value is not None
    assert value * plan.market.size == int(plan.standing.sum()) - min(totals)


def test_a_forbidden_post_is_nothing_to_envy() -> None:
    people = [{"graduate": "甲", "home": "140321101001"}, {"graduate": "乙"}]
    posts = [{"post": "X", "area": "140321101001"}, {"post": "Y", "area": "140322101001"}]
    wishes = [("甲", 1, "X"), ("甲", 2, "Y"), ("乙", 1, "X")]
    kept = scenario(people, posts, wishes, rules=[{"kind": "avoid-home"}])
    free = scenario(people, posts, wishes)
    for given_, many in ((kept, 0), (free, 1)):
        market = Market.from_scenario(given_)
        plan = Plan.made(market, build(given_.settings.assignment).rules, np.array([1, 0]))
        assert JustifiedEnvy().value(plan) == many


def test_a_pin_is_nobodys_envy_and_envies_nobody() -> None:
    wishes = {"甲": "X Y", "乙": "X", "丙": "Y X"}
    plan = example(wishes, {"甲": "Y", "乙": "X"}, pins={"乙": "X"}, refuse="丙")
    assert JustifiedEnvy().value(plan) == 0
    assert BlockingPairs().value(plan) == 0
    plan = example(wishes, {"甲": "Y", "乙": "X"}, pins={"甲": "Y"}, refuse="丙")
    assert JustifiedEnvy().value(plan) == 0


def test_who_does_not_accept_allocation_envies_only_within_the_wishes() -> None:
    accepting = example({"甲": "X", "乙": "X Y"}, {"乙": "Y"}, seats={"X": 0})
    refusing = example({"甲": "X", "乙": "X Y"}, {"乙": "Y"}, seats={"X": 0}, refuse="甲")
    assert JustifiedEnvy().value(accepting) == 1  # no post, and 乙 behind has one that 甲 would have taken
    assert JustifiedEnvy().value(refusing) == 0


def test_equal_wishes_are_no_reason_to_envy() -> None:
    plan = example({"甲": "X=Y", "乙": "X"}, {"甲": "Y", "乙": "X"})
    assert JustifiedEnvy().value(plan) == 0


def test_groups_too_small_to_compare_are_shown_but_not_compared() -> None:
    wishes = dict.fromkeys("甲乙丙丁戊己庚辛壬癸子", "X Y")
    people = {name: {"gender": "女" if name in "甲乙丙丁戊" else "男"} for name in "甲乙丙丁戊己庚辛壬癸"}
    people["子"] = {"gender": "不详"}
    placed = dict.fromkeys("甲乙丙丁戊", "X") | dict.fromkeys("己庚辛壬癸", "Y")
    plan = example(wishes, placed, seats={"X": 5, "Y": 5}, people=people)
    assert StandingGap().value(plan) == 1
    assert StandingGap().parts(plan) == {"不详": 4, "女": 1, "男": 2}
    assert StandingGap().worst_part(plan) == "男"


def test_groups_are_read_as_people_speak_of_them() -> None:
    people = [
        {"graduate": f"G{at}", "home": home, "major": major, "party_member": party}
        for at, (home, major, party) in enumerate(
            [
                ("140321101001", "080901", True),
                ("140321", "0809", False),
                ("", "", False),
                ("990000", "120203", True),
            ]
        )
    ]
    market = Market.from_scenario(
        scenario(people, [{"post": "P", "area": "140321101002", "county": "平定县", "township": "冠山镇"}])
    )

    def of(by: str) -> list[str]:
        known = groups(market, by)
        assert known is not None
        return [known[0][code] for code in known[1]]

    assert of("home") == ["平定县", "平定县", "未填 / blank", "990000"]
    assert of("专业代码") == ["08", "08", "未填 / blank", "12"]
    assert of("党员") == ["是 / yes", "否 / no", "否 / no", "是 / yes"]
    assert [name.split(" / ")[1] for name in of("score")] == [
        "first quarter", "second quarter", "third quarter", "last quarter",
    ]  # fmt: skip
    assert groups(market, "学历") is None


def test_kilometres_need_coordinates() -> None:
    people = [{"graduate": "G", "home": "140321101001"}]
    near = {"post": "P", "area": "140321101001", "longitude": 113.5, "latitude": 37.8}
    far = {"post": "Q", "area": "140322101001", "longitude": 113.6, "latitude": 37.8}
    for posts, wanted in (([near, far], 9), ([near, {**far, "longitude": float("nan")}], None)):
        market = Market.from_scenario(scenario(people, posts))
        assert Distance(measure="kilometres").value(Plan.made(market, (), np.array([1]))) == wanted


def test_a_bare_market_has_what_needs_no_tables() -> None:
    start, post, rank = np.array([0, 2, 3]), np.array([0, 1, 0]), np.array([1, 2, 1])
    market = Market.from_arrays(start, post, rank, np.array([1, 1]))
    plan = Plan.made(market, (), np.array([1, 0]))
    found = {metric.name: metric.value(plan) for metric in STANDARD}
    assert found["justified-envy"] == 1
    assert found["standing-gap gender"] is None
    assert found["cut-off"] is found["hardship"] is found["distance"] is found["major-fit"] is None


def test_claims_are_worked_out_in_blocks_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever accepts and has nothing wants every post: many pairs, block by block."""
    wishes = {f"G{at}": "X" for at in range(9)}
    placed = {"G8": "X", "G7": "Y", "G6": "Z"}
    whole = claims(example(wishes, placed, seats={"W": 2}))
    monkeypatch.setattr("optimizer.fairness.claims._BLOCK", 4)
    parts = claims(example(wishes, placed, seats={"W": 2}))
    for name in ("graduate", "post", "behind", "free"):
        assert sorted(getattr(whole, name).tolist()) == sorted(getattr(parts, name).tolist())
    assert len(whole.graduate) == 6 * 4 + 2  # and whoever has Y or Z wants X
