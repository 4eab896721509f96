"""Does honesty pay: mechanisms of which the literature knows the answer, every list tried."""

from __future__ import annotations

from itertools import permutations

import pandas as pd
import pytest
from brute import scenarios
from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer import Impossible, Scenario, UsageError, assign, honesty
from optimizer.assignment.market import Market
from optimizer.fairness.misreports import every_list, lists, usual, wishing, with_wishes
from optimizer.report.honesty_lines import lines

BEST = {"mechanism": "optimal", "goals": [{"kind": "most-placed"}, {"kind": "total-rank"}]}


def crowded(**assignment: object) -> Scenario:
    """甲 and 乙 both wish X first; the least total rank sends 甲 to Y, for 乙's second wish counts more."""
    people = [{"graduate": name} for name in ("甲", "乙", "丙")]
    posts = [{"post": post} for post in "XYZ"]
    wishes = [("甲", 1, "X"), ("甲", 2, "Y"), ("乙", 1, "X"), ("乙", 3, "Y"), ("丙", 1, "Z")]
    return scenario(people, posts, wishes, **assignment)


def test_choice_in_turn_rewards_nobody_for_another_list() -> None:
    """Serial dictatorship is strategy-proof (Svensson 1999)."""
    found = honesty(crowded(options={"share": 1.0}), exact=True)
    assert found.exact
    assert (found.gainers, found.low, found.high) == (0, 0.0, 0.0)
    assert found.example is None
    assert found.table["tried"].tolist() == [0, lists(3), 0]  # 甲 and 丙 have their first choice


def test_the_best_plan_rewards_who_hides_the_second_wish() -> None:
    found = honesty(crowded(**BEST), exact=True)
    assert found.table.set_index("graduate")["gains"].to_dict() == {"甲": True, "乙": False, "丙": False}
    example = found.example
    assert example is not None
    assert (example["graduate"], example["standing"], example["better_standing"], example["gets"]) == (
        "甲",
        2,
        1,
        "X",
    )


@pytest.mark.parametrize("exact", [True, False])
def test_the_example_can_be_replayed(exact: bool) -> None:
    given_ = crowded(**BEST)
    found = honesty(given_, exact=exact, people=3)
    example = found.example
    assert example is not None
    again = assign(with_wishes(given_, str(example["graduate"]), str(example["list"]).split()))
    placed = dict(zip(again.placements["graduate"], again.placements["post"], strict=True))
    assert placed["甲"] == example["gets"] == "X"
    assert assign(given_).placements["post"].tolist() == ["Y", "X", "Z"]


@settings(max_examples=25, deadline=None, derandomize=True)
@given(scenarios(largest=3, mechanism="optimal"))
def test_every_list_is_tried_and_no_gain_is_missed(given_: Scenario) -> None:
    try:
        honest = assign(given_)
        found = honesty(given_, exact=True)
    except Impossible:
        return
    market = honest.market
    if len(market.capacity) > 3:
        return
    for person, row in zip(market.graduates, found.table.itertuples(), strict=True):
        wished = _expanded(market, person)
        accepts = bool(market.accepts[market.graduates.index(person)])

        def fares(post: str, wished: dict[str, int] = wished, accepts: bool = accepts) -> float:
            return wished.get(post, 90 if accepts and post else 99 if post else 95)

        now = fares(honest.placements["post"][market.graduates.index(person)])
        best = now
        if now > 1 and market.pins[market.graduates.index(person)] < 0:
            for length in range(len(market.posts) + 1):
                for other in permutations(market.posts, length):
                    try:
                        again = assign(with_wishes(given_, person, other))
                    except Impossible:
                        continue
                    best = min(best, fares(again.placements.set_index("graduate").loc[person, "post"]))
        assert row.gains == (best < now)


def _expanded(market: Market, person: str) -> dict[str, int]:
    at = market.graduates.index(person)
    own = slice(market.start[at], market.start[at + 1])
    return {
        market.posts[post]: int(rank)
        for post, rank in zip(market.wish_post[own], market.wish_rank[own], strict=True)
    }


@settings(max_examples=50, deadline=None, derandomize=True)
@given(scenarios(), st.data())
def test_another_list_in_the_market_is_another_list_in_the_tables(
    given_: Scenario, data: st.DataObject
) -> None:
    market = Market.from_scenario(given_)
    person = data.draw(st.integers(0, market.size - 1))
    other = data.draw(st.lists(st.integers(0, len(market.capacity) - 1), unique=True))
    one = wishing(market, person, tuple(other))
    two = Market.from_scenario(
        with_wishes(given_, market.graduates[person], [market.posts[post] for post in other])
    )
    for name in ("start", "wish_post", "wish_rank", "pins", "accepts"):
        assert getattr(one, name).tolist() == getattr(two, name).tolist()


def test_the_lists_are_counted_and_the_usual_ones_named() -> None:
    assert [lists(posts) for posts in range(5)] == [1, 2, 5, 16, 65]
    assert len({other for _, other in every_list(4)}) == lists(4)
    found = usual((5, 6, 7), [5, 6])
    assert found == {
        (6, 5, 7): "first", (5,): "only", (6,): "only", (): "truncated", (5, 6): "truncated",
        (6, 7): "dropped", (5, 7): "dropped", (5, 7, 6): "swapped",
    }  # fmt: skip


def test_a_sample_is_drawn_by_its_seed_and_bounded() -> None:
    given_ = crowded(**BEST)
    one, other = (honesty(given_, exact=False, people=2, tries=3, seed=seed) for seed in (1, 1))
    pd.testing.assert_frame_equal(one.table, other.table)
    assert len(one.table) == 2
    assert (one.table["tried"] <= 3).all()
    assert 0 <= one.low <= one.gainers / 2 <= one.high <= 1
    assert one.low < one.high
    drawn = {tuple(honesty(given_, exact=False, people=2, seed=seed).table["graduate"]) for seed in range(6)}
    assert len(drawn) > 1
    assert any("95% 区间" in line and "95 % interval" in line for line in lines(one))


def test_a_few_lists_of_everybody_are_no_proof_and_said_so() -> None:
    (told, *_) = lines(honesty(crowded(options={"share": 1.0}), exact=False, people=9))
    assert "没有试到的填法可能更多" in told
    assert "all 3 tried with some lists" in told


def test_impossible_arguments_are_refused() -> None:
    with pytest.raises(UsageError, match="must be positive"):
        honesty(crowded(), people=0)
    big = scenario([{"graduate": "甲"}], [{"post": f"P{at}"} for at in range(12)])
    with pytest.raises(UsageError, match="too many to try"):
        honesty(big, exact=True)
