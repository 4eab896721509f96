"""Abdulkadiroğlu and Sönmez, "School Choice: A Mechanism Design Approach", American Economic Review 93 (2003)."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from profiles import chosen, matchings, rank, stable

import optimizer
from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.immediate_acceptance import ImmediateAcceptance
from optimizer.assignment.mechanisms.top_trading_cycles import TopTradingCycles

LISTS = {"i1": ["s2", "s1", "s3"], "i2": ["s1", "s2", "s3"], "i3": ["s1", "s2", "s3"]}
ORDERS = {"s1": ["i1", "i3", "i2"], "s2": ["i2", "i1", "i3"], "s3": ["i2", "i1", "i3"]}


def test_stable_is_not_efficient() -> None:
    """Example 1: the only stable matching gives i1 s1 and i2 s2, who would both rather swap; trading does that."""
    seats = dict.fromkeys(ORDERS, 1)
    only = {"i1": "s1", "i2": "s2", "i3": "s3"}
    better = {"i1": "s2", "i2": "s1", "i3": "s3"}
    assert [plan for plan in matchings(LISTS, seats) if stable(LISTS, ORDERS, seats, plan)] == [only]
    assert chosen(DeferredAcceptance(), LISTS, ORDERS) == only
    assert chosen(TopTradingCycles(), LISTS, ORDERS) == better
    assert all(rank(LISTS, better, name) <= rank(LISTS, only, name) for name in LISTS)


README = Path(__file__).parents[2] / "scenarios" / "own-orders" / "README.md"


@pytest.mark.parametrize("kind", ["deferred-acceptance", "top-trading-cycles", "immediate-acceptance"])
def test_the_scenario_own_orders_is_worked_by_hand(kind: str) -> None:
    """The same example as a scenario: its page says what each mechanism gives."""
    told = README.read_text("utf-8").split(f"**`{kind}`**")[1].split("\n\n")[0]
    table = optimizer.assign(optimizer.load(README.parent), settings={"mechanism": kind}).placements
    assert dict(re.findall(r"(G\d) (V\d)", told)) == dict(zip(table["graduate"], table["post"], strict=True))


def test_top_trading_cycles_of_eight_students() -> None:
    """The example of the appendix: four schools with 2, 2, 3 and 3 seats."""
    wishes = {"i1": "2134", "i2": "1234", "i3": "3214", "i4": "3412",
              "i5": "1342", "i6": "4123", "i7": "1234", "i8": "1243"}  # fmt: skip
    order = {"s1": "12345678", "s2": "35487216", "s3": "53172864", "s4": "68742351"}
    found = chosen(
        TopTradingCycles(),
        {name: [f"s{school}" for school in row] for name, row in wishes.items()},
        {school: [f"i{name}" for name in row] for school, row in order.items()},
        {"s1": 2, "s2": 2, "s3": 3, "s4": 3},
    )
    assert found == {"i1": "s2", "i2": "s1", "i3": "s3", "i4": "s3",
                     "i5": "s1", "i6": "s4", "i7": "s2", "i8": "s4"}  # fmt: skip


def test_the_boston_mechanism_punishes_an_honest_second_choice() -> None:
    """Section II.A: who does not get the first choice may lose the second to people of lower priority.

    i1 comes first at s2 but lists it second; s2 is gone by then. Listing it first would have helped.
    """
    orders = {"s1": ["i3", "i1", "i2"], "s2": ["i1", "i2", "i3"], "s3": ["i1", "i2", "i3"]}
    lists = {"i1": ["s1", "s2", "s3"], "i2": ["s2", "s3", "s1"], "i3": ["s1", "s2", "s3"]}
    assert chosen(ImmediateAcceptance(), lists, orders) == {"i1": "s3", "i2": "s2", "i3": "s1"}
    lie = {**lists, "i1": ["s2", "s1", "s3"]}
    assert chosen(ImmediateAcceptance(), lie, orders)["i1"] == "s2"
    assert chosen(DeferredAcceptance(), lists, orders)["i1"] == "s2"
