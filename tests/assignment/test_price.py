"""The price of a rule and of a pin, on a case understood by eye."""

from __future__ import annotations

from builders import scenario

import optimizer


def test_what_a_rule_and_a_pin_cost() -> None:
    given = scenario(
        [{"graduate": "A", "major": "120203"}, {"graduate": "B", "major": "080901"}],
        [{"post": "X", "majors": "08"}, {"post": "Y"}, {"post": "Z"}],
        [("A", 1, "X"), ("A", 2, "Y"), ("B", 1, "Y"), ("B", 2, "X")],
        pins=[("B", "Z")],
        mechanism="optimal",
        rules=[{"kind": "eligible-major"}],
        goals=[{"kind": "most-placed"}, {"kind": "total-rank"}],
    )
    table = optimizer.prices(given)
    rank = table[table["goal"] == "total-rank"].set_index("item")
    rule, pin = rank.index
    assert (rule, pin) == ("rule 1 eligible-major", "pin B → Z")
    assert rank.loc[rule, ["with", "without", "price", "moved"]].tolist() == [6, 5, 1, 1]  # A: Y, or X; B: Z
    assert rank.loc[pin, ["with", "without", "price", "moved"]].tolist() == [6, 4, 2, 1]  # A: Y, B: X
