"""Trades that harm nobody, against the enumeration of every plan that keeps the same."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from brute import scenarios
from hypothesis import given, settings
from plain import plans

from optimizer import assign
from optimizer.assignment.checks import breaches
from optimizer.assignment.pool import allowed
from optimizer.errors import Impossible
from optimizer.fairness.metrics.improving_trades import ImprovingTrades
from optimizer.fairness.plan import Plan
from optimizer.fairness.trades import carried_out, gainers, trade
from optimizer.fairness.worked import example


def improvements(plan: Plan) -> set[int]:
    """Who is better off in any plan that harms nobody and keeps pins, capacities, minimum and rules over pairs."""
    market, better = plan.market, set()
    least = np.zeros(len(market.capacity), np.int64)
    for rule in plan.rules:
        wanted = rule.minimum(market)
        least = least if wanted is None else np.maximum(least, wanted)
    least = np.minimum(least, plan.taken)  # a minimum that is missed already cannot be kept
    for combination in product(range(-1, len(market.capacity)), repeat=market.size):
        other = Plan.made(market, plan.rules, np.array(combination, np.int64))
        moved = np.flatnonzero(other.placed != plan.placed)
        if (market.pins[moved] >= 0).any() or (other.standing > plan.standing).any():
            continue
        sent = moved[(other.rank[moved] == 0) & (other.placed[moved] >= 0)]
        if not market.accepts[sent].all() or (other.free < 0).any() or (other.taken < least).any():
            continue
        if allowed(market, plan.rules, moved, other.placed[moved]).all():
            better |= set(np.flatnonzero(other.standing < plan.standing).tolist())
    return better


@settings(max_examples=120, deadline=None, derandomize=True)
@given(plans(largest=4))
def test_who_could_gain_is_who_gains_in_some_plan_that_harms_nobody(plan: Plan) -> None:
    if any(rule.classes(plan.market) is not None for rule in plan.rules):
        return
    assert set(gainers(plan).tolist()) == improvements(plan)


@settings(max_examples=120, deadline=None, derandomize=True)
@given(plans())
def test_a_trade_carried_out_harms_nobody_and_helps_the_first(plan: Plan) -> None:
    moves, found = trade(plan), gainers(plan)
    assert len(moves.graduate) == 0 or moves.graduate[0] == found[0]
    assert (len(moves.graduate) > 0) == (len(found) > 0)
    after = Plan.made(plan.market, plan.rules, carried_out(plan, moves))
    assert len(set(moves.graduate.tolist())) == len(moves.graduate)
    assert (after.standing <= plan.standing).all()
    assert (after.free >= 0).all()
    assert (after.standing[moves.graduate] == moves.standing).all()
    assert not len(found) or after.standing[found[0]] < plan.standing[found[0]]
    assert len(breaches(plan.market, plan.rules, after.placed)) <= len(
        breaches(plan.market, plan.rules, plan.placed)
    )


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios())
def test_a_trade_keeps_every_rule_of_a_finished_plan(given_: object) -> None:
    try:
        plan = Plan.of(assign(given_))  # type: ignore[arg-type]
    except Impossible:
        return
    assert breaches(plan.market, plan.rules, carried_out(plan, trade(plan))) == ()


def test_the_best_plan_by_total_rank_leaves_no_trade() -> None:
    wishes = {"甲": "X Y Z", "乙": "Y Z X", "丙": "Z X Y"}
    assert ImprovingTrades().value(example(wishes, {"甲": "X", "乙": "Y", "丙": "Z"})) == 0
    worst = example(wishes, {"甲": "Y", "乙": "Z", "丙": "X"})
    assert ImprovingTrades().value(worst) == 3
    table = ImprovingTrades().witnesses(worst)
    assert list(zip(table["graduate"], table["to"], strict=True)) == [("甲", "X"), ("丙", "Z"), ("乙", "Y")]


def test_a_chain_ends_at_a_free_seat_unless_the_post_left_behind_must_be_filled() -> None:
    plan = example({"甲": "X Y", "乙": "Y X"}, {"甲": "Y"}, refuse="乙")  # X is free, and 乙 has nothing
    table = ImprovingTrades().witnesses(plan)
    assert list(zip(table["graduate"], table["from"], table["to"], strict=True)) == [("甲", "Y", "X")]
    assert ImprovingTrades().value(plan) == 2  # and 乙 may follow to Y, in a chain of their own


def test_an_equal_wish_passes_a_better_one_on() -> None:
    plan = example({"甲": "X=Y", "乙": "X Y"}, {"甲": "X", "乙": "Y"})
    assert ImprovingTrades().value(plan) == 1  # 甲 would not mind
    assert ImprovingTrades().value(example({"甲": "X Y", "乙": "X Y"}, {"甲": "X", "乙": "Y"})) == 0


@pytest.mark.parametrize("pinned", ["甲", "乙"])
def test_a_pin_is_not_traded(pinned: str) -> None:
    wishes, placed = {"甲": "X Y", "乙": "Y X"}, {"甲": "Y", "乙": "X"}
    assert ImprovingTrades().value(example(wishes, placed)) == 2
    assert ImprovingTrades().value(example(wishes, placed, pins={pinned: placed[pinned]})) == 0
