"""Irving, Kavitha, Mehlhorn, Michail and Paluch, "Rank-maximal Matchings", ACM Transactions on Algorithms 2 (2006).

The mechanism `optimal` with the goal `rank-profile`: most first wishes, then most second ones, and so on. Its
mirror image, fewest of the worst first, is the generous matching of Huang, Kavitha, Mehlhorn and Michail (2016).
"""

from __future__ import annotations

from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import matchings, rank

from optimizer import assign

Lists = dict[str, list[str]]


def placed(lists: Lists, start: str) -> dict[str, str]:
    """The plan of the goal alone; nobody is sent to a post that is not listed."""
    given_ = scenario(
        [{"graduate": name, "accepts_allocation": False} for name in lists],
        [{"post": post} for post in sorted({post for row in lists.values() for post in row})],
        [(name, at, post) for name, row in lists.items() for at, post in enumerate(row, 1)],
        mechanism="optimal",
        goals=[{"kind": "rank-profile", "from": start}],
    )
    table = assign(given_).placements
    return {name: post for name, post in zip(table["graduate"], table["post"], strict=True) if post}


def signature(lists: Lists, plan: dict[str, str]) -> tuple[int, ...]:
    """How many get their first wish, their second, … (section 1)."""
    ranks = [rank(lists, plan, name) for name in plan]
    return tuple(ranks.count(at) for at in range(1, max(map(len, lists.values())) + 1))


def test_a_rank_maximal_matching_need_not_be_a_largest_one() -> None:
    """a1 and a2 want p1 first, a2 nothing else; a3 wants p2, a1's second wish, first.

    Two first wishes are all that can be had, and the third person then goes without; "worst" places all it can.
    """
    lists = {"a1": ["p1", "p2"], "a2": ["p1"], "a3": ["p2", "p3"]}
    best = placed(lists, "best")
    assert signature(lists, best) == (2, 0)
    assert len(best) == 2
    fair = placed(lists, "worst")
    assert fair == {"a1": "p2", "a2": "p1", "a3": "p3"}
    assert signature(lists, fair) == (1, 2)


POSTS = ("p1", "p2", "p3", "p4")
PROFILES = st.lists(
    st.lists(st.sampled_from(POSTS), min_size=1, max_size=4, unique=True), min_size=1, max_size=5
)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(PROFILES)
def test_by_definition(rows: list[list[str]]) -> None:
    lists = {f"a{number}": row for number, row in enumerate(rows)}
    every = list(matchings(lists, dict.fromkeys(POSTS, 1)))
    best = max(signature(lists, plan) for plan in every)
    assert signature(lists, placed(lists, "best")) == best
    worst_first = min((len(lists) - len(plan), *reversed(signature(lists, plan)[1:])) for plan in every)
    fair = placed(lists, "worst")
    assert (len(lists) - len(fair), *reversed(signature(lists, fair)[1:])) == worst_first
