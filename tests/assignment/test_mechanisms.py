"""Every mechanism against enumeration, and the same answer however it is asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from brute import key, plans, scenarios, serial
from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Impossible, Scenario, assign
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation


@settings(max_examples=250, deadline=None, derandomize=True)
@given(scenarios())
def test_every_mechanism_finds_the_best_of_all_plans(given_: Scenario) -> None:
    market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
    start = market.pins.copy()
    possible = list(plans(market, kinds, start))
    mechanism = kinds.mechanism
    if not possible:
        with pytest.raises(Impossible):
            assign(given_)
        return
    if isinstance(mechanism, ChoiceThenAllocation):
        start = serial(market, kinds, start, mechanism.choosers(market), mechanism.guard)
        possible = list(plans(market, kinds, start))
        if not possible:
            with pytest.raises(Impossible):
                assign(given_)
            return
    outcome = assign(given_)
    values = [key(market, kinds, plan) for plan in possible]
    assert key(market, kinds, outcome.placed) == min(values)
    assert outcome.status == "proved"
    parts = [part for goal in kinds.goals for part in goal.parts(market)]
    for goal, stage in zip(parts, outcome.stages, strict=False):
        assert stage.value == goal.value(market, outcome.placed)
        assert stage.bound == stage.value or stage.proof == "proved by search"
    assert (outcome.placed[start >= 0] == start[start >= 0]).all()


@settings(max_examples=100, deadline=None, derandomize=True)
@given(scenarios(), st.randoms(use_true_random=False))
def test_the_order_of_rows_and_columns_does_not_matter(given_: Scenario, dice: object) -> None:
    rng = np.random.default_rng(dice.randint(0, 10**6))  # type: ignore[attr-defined]

    def shuffled(name: str) -> object:
        table = given_.table(name)
        mixed = table.iloc[rng.permutation(len(table))].reset_index(drop=True)
        return mixed[rng.permutation(mixed.columns).tolist()]

    other = replace(
        given_, **{name: shuffled(name) for name in ("graduates", "posts", "wishes", "pins", "priorities")}
    )
    assert everything(given_) == everything(other)


def everything(given_: Scenario, **how: object) -> object:
    """All that an assignment answers, or why it is impossible."""
    try:
        outcome = assign(given_, **how)  # type: ignore[arg-type]
    except Impossible as impossible:
        return impossible.witnesses
    return outcome.placements.to_csv(), outcome.diary.to_csv(), outcome.stages


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios())
def test_every_engine_gives_the_same_plan(given_: Scenario) -> None:
    """The engine by default is flow, or core where rules sum over placements."""
    usual = everything(given_)
    for engine in ("core", "mip"):
        other = everything(given_, engine=engine, workers=2)
        assert other[:2] == usual[:2]  # type: ignore[index]


def test_nothing_given_is_changed() -> None:
    given_ = scenario(
        [{"graduate": "A"}, {"graduate": "B"}], [{"post": "X"}, {"post": "Y"}], [("A", 1, "Y"), ("B", 1, "Y")]
    )
    before = given_.digest()
    assign(given_)
    assert given_.digest() == before


def test_a_pick_that_would_leave_a_village_empty_is_refused_with_its_witness() -> None:
    """Only 甲 may go to 农 (agriculture); 甲 would rather have 会, which anybody could take."""
    given_ = scenario(
        [{"graduate": "甲", "major": "090101"}, {"graduate": "乙", "major": "120203"}],
        [{"post": "农", "majors": "09"}, {"post": "会"}],
        [("甲", 1, "会"), ("甲", 2, "农"), ("乙", 1, "会")],
        rules=[{"kind": "eligible-major"}, {"kind": "fill-every-post"}],
        options={"share": 1.0},
    )
    outcome = assign(given_)
    assert outcome.placements[["graduate", "post", "rank"]].to_numpy().tolist() == [
        ["甲", "农", 2],
        ["乙", "会", 1],
    ]
    assert outcome.diary["action"].tolist() == ["refused", "picked", "picked"]
    assert outcome.diary["witness"].iloc[0] == (
        "岗位 农 还须 1 人，能去的只剩 0 人 / 1 posts still need 1 people, only 0 who may go there remain"
    )


def test_what_cannot_be_filled_is_said_before_anybody_chooses() -> None:
    given_ = scenario(
        [{"graduate": "甲", "accepts_allocation": False}, {"graduate": "乙"}],
        [{"post": "一"}, {"post": "二"}],
        [("甲", 1, "一")],
        rules=[{"kind": "fill-every-post"}, {"kind": "avoid-home"}],
    )
    assert assign(given_).summary["placed"] == 2
    lonely = replace(given_, wishes=given_.wishes.iloc[:0])
    with pytest.raises(Impossible, match="2 posts still need 2 people, only 1"):
        assign(lonely)


def test_a_pin_that_breaks_a_rule_is_refused_in_words() -> None:
    given_ = scenario(
        [{"graduate": "甲", "major": "090101"}],
        [{"post": "会", "majors": "12"}],
        pins=[("甲", "会")],
        rules=[{"kind": "eligible-major"}],
    )
    with pytest.raises(Impossible, match="指定 甲 → 会 违反规则 专业符合要求 eligible-major"):
        assign(given_)


def test_the_cut_off_lets_those_choose_who_reached_it() -> None:
    given_ = scenario(
        [{"graduate": "甲", "score": 80}, {"graduate": "乙", "score": 70}, {"graduate": "丙", "score": 60}],
        [{"post": "一"}, {"post": "二"}, {"post": "三"}],
        [(name, 1, "一") for name in "甲乙丙"],
        options={"cutoff": 70},
    )
    outcome = assign(given_)
    assert outcome.placements["stage"].tolist() == ["choice", "allocation", "allocation"]
    assert outcome.diary["action"].tolist() == ["picked", "passed"]


def test_why_somebody_has_no_post() -> None:
    given_ = scenario(
        [
            {"graduate": "甲"},
            {"graduate": "乙", "accepts_allocation": False},
            {"graduate": "丙", "accepts_allocation": False},
            {"graduate": "丁"},
            {"graduate": "戊", "home": "140321101001"},
        ],
        [{"post": "一", "area": "140321101001"}],
        [("甲", 1, "一"), ("乙", 1, "一")],
        rules=[{"kind": "avoid-home"}],
        options={"share": 1.0},
    )
    said = [reason.partition(" / ")[0] for reason in assign(given_).placements["reason"]]
    assert said == [
        "",
        "不服从分配，所填志愿均已有人",
        "不服从分配，又未填志愿",
        "规则允许的岗位均已有人",
        "没有规则允许的岗位",
    ]
