"""The price of a post against the enumeration of all plans: the stated moves are carried out."""

from __future__ import annotations

import numpy as np
import pytest
from brute import key, plans, scenarios
from builders import scenario
from hypothesis import HealthCheck, given, settings

from optimizer import Impossible, Scenario, assign
from optimizer.assignment.checks import breaches
from optimizer.reasons.case import Case
from optimizer.reasons.explanation import Price
from optimizer.reasons.price import Prices
from optimizer.solver.program import Integers


def carried_out(case: Case, price: Price) -> Integers:
    """The plan after the stated moves; everybody moves from where they are."""
    plan = case.placed.copy()
    names = {**case.post_numbers, "": -1}
    for move in price.moves:
        person = case.numbers[move.graduate]
        assert plan[person] == names[move.before]
        plan[person] = names[move.after]
    return plan


@pytest.mark.parametrize("chains", [True, False], ids=["chains", "kernel"])
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_=scenarios())
def test_a_price_is_the_best_of_all_plans_in_which_the_person_has_the_post(
    chains: bool, given_: Scenario
) -> None:
    try:
        case = Case.of(assign(given_))
    except Impossible:
        return
    prices = Prices(case)
    if not chains:
        vars(prices)["exchanges"] = None  # the kernel is asked, as where rules are sums
    every = [] if not len(prices.people) else list(plans(case.market, case.kinds, case.kept))
    now = case.placed
    for person in prices.people.tolist():
        for post in range(len(case.market.capacity)):
            if now[person] == post or not case.legal[person, post] or not prices.open_seats(post):
                continue
            there = [
                (*key(case.market, case.kinds, plan), int((plan != now).sum()))
                for plan in every
                if plan[person] == post
            ]
            found = prices.price(person, post)
            if not there:
                assert isinstance(found, str)
                continue
            assert isinstance(found, Price)
            plan = carried_out(case, found)
            assert plan[person] == post
            assert not breaches(case.market, case.kinds.rules, plan)
            assert (*key(case.market, case.kinds, plan), len(found.moves)) == min(there)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_=scenarios(mechanism="optimal"))
def test_who_could_come_at_the_least_price_is_the_cheapest_of_all(given_: Scenario) -> None:
    try:
        case = Case.of(assign(given_))
    except Impossible:
        return
    prices = Prices(case)
    if prices.exchanges is None:
        return
    for post in range(len(case.market.capacity)):
        if not prices.open_seats(post):
            continue
        able = {
            person: (*key(case.market, case.kinds, carried_out(case, found)), len(found.moves))
            for person in prices.people[case.legal[prices.people, post]].tolist()
            if case.placed[person] != post and isinstance(found := prices.price(person, post), Price)
        }
        one = prices.cheapest(post)
        assert (one is None) == (not able)
        assert one is None or able[one] == min(able.values())


def test_many_stages_are_joined_in_integers_of_any_length() -> None:
    """A rank profile over thirty ranks does not fit into 64 bits; the price is exact all the same."""
    people = [{"graduate": f"g{number:02}"} for number in range(12)]
    posts = [{"post": f"p{number:02}"} for number in range(30)]
    wishes = [(f"g{n:02}", rank + 1, f"p{(7 * n + rank) % 30:02}") for n in range(12) for rank in range(30)]
    case = Case.of(
        assign(scenario(people, posts, wishes, mechanism="optimal", goals=[{"kind": "rank-profile"}]))
    )
    prices = Prices(case)
    assert prices.exchanges is not None
    assert prices.exchanges.costs.pair.dtype == object
    found = prices.price(11, int(np.flatnonzero(case.placed != case.placed[11])[0]))
    assert isinstance(found, Price)
    assert found.moves
