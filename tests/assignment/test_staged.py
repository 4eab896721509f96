"""Every mechanism with a stage of choice: against plain loops, with guarantees, with its diary replayed."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from typing import Any

import numpy as np
import pytest
from brute import OPTIONS, key, plans, scenarios
from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from reference import chosen, eat, lots, opened, serial
from test_mechanisms import everything

from optimizer import Impossible, InputFaults, Outcome, Scenario, assign
from optimizer.assignment.diary import Diary
from optimizer.assignment.kinds import build, notices
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.mechanisms.staged import Staged
from optimizer.assignment.offer import offered
from optimizer.assignment.task import Task
from optimizer.report import words

KINDS = sorted(set(OPTIONS) - {"optimal", "choice-then-allocation"})
DETERMINED = ["deferred-acceptance", "immediate-acceptance", "parallel", "top-trading-cycles"]


def by_choice(outcome: Outcome) -> dict[int, int]:
    stage = outcome.placements["stage"].to_numpy()
    return {int(one): int(outcome.placed[one]) for one in np.flatnonzero(stage == "choice")}


def asked(given_: Scenario) -> tuple[Outcome | None, str]:
    """The outcome, or why there is none."""
    try:
        return assign(given_), ""
    except Impossible as wrong:
        return None, str(wrong)


@pytest.mark.parametrize("kind", KINDS)
def test_everything_holds_whatever_the_mechanism(kind: str) -> None:
    """Where a plan exists the guard finds its way to one, and the rest is allocated as well as can be."""

    @settings(max_examples=45, deadline=None, derandomize=True)
    @given(scenarios(mechanism=kind))
    def holds(given_: Scenario) -> None:
        market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
        guarded = given_.settings.assignment.options.get("guard", True)
        outcome, said = asked(given_)
        if outcome is None:
            possible = next(plans(market, kinds, market.pins), None) is not None
            assert said
            assert "没有最受认可的方案" in said or not (guarded and possible)
            return
        start = np.where(outcome.placements["stage"].isin(["pin", "choice"]), outcome.placed, -1)
        values = [key(market, kinds, plan) for plan in plans(market, kinds, start)]
        assert key(market, kinds, outcome.placed) == min(values)
        assert set(outcome.diary["action"]) <= set(words.ACTIONS)
        replayed(outcome)

    holds()


@pytest.mark.parametrize("kind", DETERMINED)
def test_the_choice_is_that_of_plain_loops(kind: str) -> None:
    @settings(max_examples=70, deadline=None, derandomize=True)
    @given(scenarios(mechanism=kind))
    def agrees(given_: Scenario) -> None:
        market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
        outcome, _ = asked(given_)
        if outcome is None:
            return
        options = given_.settings.assignment.options
        assert by_choice(outcome) == chosen(market, kinds, options, market.pins)

    agrees()


@settings(max_examples=45, deadline=None, derandomize=True)
@given(scenarios(mechanism="random-serial-dictatorship"))
def test_lots_decide_the_order_and_the_chances_are_those_of_all_orders(given_: Scenario) -> None:
    from itertools import permutations

    given_ = free(given_)
    market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
    outcome, _ = asked(given_)
    if outcome is None:
        return
    market_ = opened(market, kinds, market.pins)
    assert by_choice(outcome) == serial(market_, lots(market))
    days = [serial(market_, turn) for turn in permutations(range(market.size))]
    assert outcome.chances is not None
    assert outcome.chances.samples is None
    matrix = outcome.chances.matrix(market).toarray()
    for person, post in product(range(market.size), range(len(market.capacity))):
        share = sum(day.get(person) == post for day in days) / len(days)
        assert matrix[person, post] == pytest.approx(share, abs=1e-12)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios(mechanism="probabilistic-serial"))
def test_shares_are_those_of_plain_eating_and_only_shares_are_drawn(given_: Scenario) -> None:
    given_ = free(given_)
    market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
    outcome, _ = asked(given_)
    if outcome is None:
        return
    shares = eat(opened(market, kinds, market.pins))
    eaten = outcome.diary[outcome.diary["action"] == "eaten"]
    told = {
        (market.graduates.index(row.graduate), market.posts.index(row.post)): Fraction(row.witness)
        for row in eaten.itertuples()
    }
    assert told == shares
    drawn = by_choice(outcome)
    assert all(shares[pair] > 0 for pair in drawn.items())
    sure = {person: sum((s for (p, _), s in shares.items() if p == person), Fraction(0)) for person in drawn}
    assert {p for p, total in sure.items() if total == 1} <= set(drawn)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios(mechanism="choice-then-allocation"))
def test_choice_in_turn_is_the_same_whether_refused_on_the_spot_or_booked(given_: Scenario) -> None:
    market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
    mechanism, task = kinds.mechanism, Task(market, kinds.rules, kinds.goals)
    assert isinstance(mechanism, ChoiceThenAllocation)
    if not (
        mechanism.guard and task.guaranteeing and next(plans(market, kinds, market.pins), None) is not None
    ):
        return
    offer = offered(task, market.pins)
    first = mechanism.pick(offer)
    spot = mechanism.guarded(task, market.pins, offer, first)
    later = Staged.guarded(mechanism, task, market.pins, offer, first)
    assert spot.placed.tolist() == later.placed.tolist()
    refused = [set(zip(*lines(told, "refused"), strict=True)) for told in (spot.diary, later.diary)]
    assert refused[0] == refused[1]


def lines(diary: Diary, action: str) -> tuple[list[int], list[int]]:
    """Graduates and posts of the lines with this action."""
    here = diary.action == action
    return diary.graduate[here].tolist(), diary.post[here].tolist()


def free(given_: Scenario) -> Scenario:
    """The same without a rule that could refuse a pick."""
    plain = ("eligible-major", "avoid-home", "applied-county", "reserved-post")
    rules = [rule for rule in given_.settings.assignment.rules if rule["kind"] in plain]
    assignment = given_.settings.assignment.model_copy(update={"rules": rules})
    return replace(given_, settings=given_.settings.model_copy(update={"assignment": assignment}))


@pytest.mark.parametrize("kind", KINDS)
def test_the_order_of_rows_and_the_engine_do_not_matter(kind: str) -> None:
    @settings(max_examples=15, deadline=None, derandomize=True)
    @given(scenarios(mechanism=kind), st.randoms(use_true_random=False))
    def same(given_: Scenario, dice: Any) -> None:
        rng = np.random.default_rng(dice.randint(0, 10**6))
        tables = ("graduates", "posts", "wishes", "pins", "priorities")
        mixed = {
            name: (table := given_.table(name)).iloc[rng.permutation(len(table))].reset_index(drop=True)
            for name in tables
        }
        before = given_.digest()
        usual = everything(given_)
        assert everything(replace(given_, **mixed)) == usual
        assert everything(given_, engine="core", workers=2)[:2] == usual[:2]  # type: ignore[index]
        assert given_.digest() == before

    same()


def replayed(outcome: Outcome) -> None:
    """Follow the diary line by line with pencil and paper; who holds what at the end is the outcome."""
    market, holds, final = outcome.market, dict[str, list[str]](), dict[str, str]()
    place = {name: number for number, name in enumerate(market.graduates)}
    for row in outcome.diary.itertuples():
        assert row.graduate in place
        if row.action in ("proposed", "offered"):
            holds.setdefault(row.graduate, []).append(row.post)
        elif row.action in ("rejected", "declined"):
            holds[row.graduate].remove(row.post)
            assert row.witness in (*market.graduates, *market.posts)
        elif row.action in ("picked", "admitted", "traded", "drawn"):
            if row.graduate in holds:
                assert holds[row.graduate] == [row.post]
            assert row.graduate not in final
            final[row.graduate] = row.post
        elif row.action == "refused":
            assert row.witness
    table = outcome.placements[outcome.placements["stage"] == "choice"]
    assert final == dict(zip(table["graduate"], table["post"], strict=True))


def test_a_choice_that_would_leave_a_village_empty_is_refused_and_made_again() -> None:
    """Only 甲 may go to 农. 甲 proposes to 会 and would hold it; refused, 甲 holds 农 and 乙 gets 会."""
    given_ = scenario(
        [{"graduate": "甲", "major": "090101"}, {"graduate": "乙", "major": "120203"}],
        [{"post": "农", "majors": "09"}, {"post": "会"}],
        [("甲", 1, "会"), ("甲", 2, "农"), ("乙", 1, "会")],
        mechanism="deferred-acceptance",
        rules=[{"kind": "eligible-major"}, {"kind": "fill-every-post"}],
    )
    outcome = assign(given_)
    assert outcome.placements[["graduate", "post", "stage"]].to_numpy().tolist() == [
        ["甲", "农", "choice"],
        ["乙", "会", "choice"],
    ]
    assert outcome.diary[["graduate", "post", "action"]].to_numpy().tolist() == [
        ["甲", "会", "refused"],
        ["甲", "农", "proposed"],
        ["乙", "会", "proposed"],
        ["甲", "农", "admitted"],
        ["乙", "会", "admitted"],
    ]
    assert "岗位 农 还须 1 人" in outcome.diary["witness"].iloc[0]
    assert any("稳定" in said or "stable" in said for said in notices(given_))


def test_what_a_mechanism_cannot_honour_is_said_before_it_runs() -> None:
    people, posts = [{"graduate": "A"}], [{"post": f"P{at}"} for at in range(4)]
    wishes = [("A", at + 1, f"P{at}") for at in range(4)]
    short = scenario(people, posts, wishes, mechanism="parallel", options={"bands": [1, 2]})
    with pytest.raises(InputFaults, match="各段共 3 个志愿，有人填到第 4 志愿"):
        assign(short)
    bare = Market.from_arrays(np.array([0, 1]), np.array([0]), np.array([1]), np.array([1]))
    with pytest.raises(InputFaults, match="要用到专业"):
        assign(bare, settings={"mechanism": "top-trading-cycles", "options": {"order": "fit"}})
    unused = scenario(people, posts, wishes, priorities=[("P0", "A", 1)], mechanism="popular")
    assert "不使用" in notices(unused)[0]
    used = scenario(people, posts, wishes, priorities=[("P0", "A", 1)], mechanism="top-trading-cycles")
    assert notices(used) == ()


def test_an_area_is_one_wish_and_costs_no_rank() -> None:
    """甲 lists the whole township first and 远 second; in 顺序志愿 all posts of the township are first wishes."""
    posts = [{"post": name, "area": "1", "township": "东镇", "county": "县"} for name in ("一", "二")]
    posts.append({"post": "远", "area": "2", "township": "西镇", "county": "县"})
    people = [{"graduate": name, "accepts_allocation": False} for name in ("乙", "甲", "丙")]
    wishes = [("乙", 1, "一"), ("甲", 1, "东镇"), ("丙", 2, "二"), ("丙", 1, "一")]
    given_ = scenario(people, posts, wishes, mechanism="immediate-acceptance")
    assert assign(given_).placements["post"].tolist() == ["一", "二", ""]


def test_a_post_takes_its_own_order_before_the_score() -> None:
    """乙 has the better score, but 村 lists 甲 first; whoever is not listed comes after, by score."""
    people = [{"graduate": name, "score": score} for name, score in (("乙", 90), ("丙", 80), ("甲", 70))]
    given_ = scenario(
        people,
        [{"post": "村", "capacity": 2}],
        [(name, 1, "村") for name in "甲乙丙"],
        priorities=[("村", "甲", 1)],
        mechanism="deferred-acceptance",
    )
    table = assign(given_).placements
    assert table.loc[table["post"] == "村", "graduate"].tolist() == ["乙", "甲"]


def test_with_fit_a_post_takes_the_fitting_major_first() -> None:
    people = [{"graduate": "高分", "major": "120203"}, {"graduate": "农学", "major": "090101"}]
    given_ = scenario(
        people,
        [{"post": "村", "majors": "0901"}],
        [("高分", 1, "村"), ("农学", 1, "村")],
        mechanism="deferred-acceptance",
        options={"order": "fit"},
    )
    assert assign(given_).placements.set_index("graduate")["post"]["农学"] == "村"
