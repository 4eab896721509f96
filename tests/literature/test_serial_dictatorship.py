"""Serial dictatorship as the literature tells it.

The first example is in the manner of Abdulkadiroğlu and Sönmez, "Random serial dictatorship and the core
from random endowments in house allocation problems", Econometrica 66 (1998): agents in a fixed order take
their best remaining house. The properties are those of Svensson, "Strategy-proof allocation of indivisible
goods", Social Choice and Welfare 16 (1999): efficient, and nobody gains by misreporting.
"""

from __future__ import annotations

from itertools import permutations

from builders import scenario

import optimizer

HOUSES = ("a", "b", "c", "d")


def chosen(lists: dict[str, str]) -> dict[str, str]:
    """Who takes which house, in the order of the mapping."""
    given = scenario(
        [{"graduate": name, "accepts_allocation": False} for name in lists],
        [{"post": house} for house in HOUSES],
        [(name, rank, house) for name, ranking in lists.items() for rank, house in enumerate(ranking, 1)],
        options={"share": 1.0},
    )
    table = optimizer.assign(given).placements
    return dict(zip(table["graduate"], table["post"], strict=True))


def test_each_in_turn_takes_the_best_house_left() -> None:
    """1 takes a; 2 wanted a, takes b; 3 wanted a, then b, takes c; 4 takes d."""
    assert chosen({"1": "abcd", "2": "abdc", "3": "abcd", "4": "dabc"}) == {
        "1": "a",
        "2": "b",
        "3": "c",
        "4": "d",
    }


def test_an_agent_whose_whole_list_is_taken_goes_without() -> None:
    assert chosen({"1": "a", "2": "a", "3": "ba"}) == {"1": "a", "2": "", "3": "b"}


def test_efficient_and_strategy_proof_on_every_profile_of_three() -> None:
    """All 216 profiles over three houses: no plan is better for somebody and worse for nobody, no lie helps."""
    rankings = ["".join(order) for order in permutations("abc")]
    answers: dict[tuple[str, ...], dict[str, str]] = {}
    for profile in ((one, two, three) for one in rankings for two in rankings for three in rankings):
        answers[profile] = chosen(dict(zip("123", profile, strict=True)))
    for profile, found in answers.items():
        ranks = [ranking.index(found[name]) for name, ranking in zip("123", profile, strict=True)]
        for other in permutations("abc"):
            others = [ranking.index(house) for ranking, house in zip(profile, other, strict=True)]
            assert others == ranks or any(mine < yours for mine, yours in zip(ranks, others, strict=True))
        for at, name in enumerate("123"):
            for lie in rankings:
                told = answers[(*profile[:at], lie, *profile[at + 1 :])]
                assert profile[at].index(told[name]) >= ranks[at]
