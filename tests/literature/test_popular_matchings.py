"""Abraham, Irving, Kavitha and Mehlhorn, "Popular Matchings", SIAM Journal on Computing 37 (2007)."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import chosen, matchings, rank, tied_posts

from optimizer import Impossible
from optimizer.assignment.mechanisms.popular import Popular

Lists = dict[str, list[list[str]]]
Plan = dict[str, str]


def beats(lists: Lists, one: Plan, other: Plan) -> bool:
    """Whether more people vote for the one plan than for the other."""
    votes = [rank(lists, other, name) - rank(lists, one, name) for name in lists]
    return sum(vote > 0 for vote in votes) > sum(vote < 0 for vote in votes)


def popular(lists: Lists, seats: dict[str, int]) -> list[Plan]:
    """By definition: every plan that no other plan beats."""
    every = list(matchings(lists, seats))
    return [plan for plan in every if not any(beats(lists, other, plan) for other in every)]


def test_three_people_of_one_mind_have_no_popular_matching() -> None:
    """Section 1: a1, a2 and a3 all list p1, p2, p3. Moving two of them up always wins two votes to one."""
    lists = {name: [["p1"], ["p2"], ["p3"]] for name in ("a1", "a2", "a3")}
    seats = {"p1": 1, "p2": 1, "p3": 1}
    assert popular(lists, seats) == []
    with pytest.raises(Impossible) as no:
        chosen(Popular(), lists, dict.fromkeys(seats, ""))
    assert "3 people would have to get one of 2 posts" in no.value.witnesses[1]
    assert "which have 2 seats" in no.value.witnesses[1]


def test_with_a_second_seat_there_is_one() -> None:
    lists = {name: [["p1"], ["p2"], ["p3"]] for name in ("a1", "a2", "a3")}
    seats = {"p1": 2, "p2": 1, "p3": 1}
    found = chosen(Popular(), lists, dict.fromkeys(seats, ""), seats)
    assert sorted(found.values()) == ["p1", "p1", "p2"]


@st.composite
def markets(draw: st.DrawFn) -> tuple[Lists, dict[str, int]]:
    """Up to five people and four posts, ties, short lists, seats up to two."""
    posts = [f"p{at}" for at in range(draw(st.integers(1, 4)))]
    lists: Lists = {}
    for person in range(draw(st.integers(1, 5))):
        order = draw(st.lists(st.sampled_from(posts), min_size=1, max_size=3, unique=True))
        tied = draw(st.lists(st.booleans(), min_size=len(order), max_size=len(order)))
        groups: list[list[str]] = []
        for post, joins in zip(order, tied, strict=True):
            if joins and groups:
                groups[-1].append(post)
            else:
                groups.append([post])
        lists[f"a{person}"] = groups
    return lists, {post: draw(st.integers(0, 2)) for post in posts}


@settings(max_examples=250, deadline=None, derandomize=True)
@given(markets())
def test_by_enumeration(given_: tuple[Lists, dict[str, int]]) -> None:
    """A largest popular matching where the definition finds any, a proof that holds where it finds none."""
    lists, seats = given_
    open_ = {
        name: [left for group in row if (left := [p for p in group if seats[p]])]
        for name, row in lists.items()
    }
    known = popular(lists, seats)
    try:
        found = chosen(Popular(), lists, dict.fromkeys(seats, ""), seats)
    except Impossible as wrong:
        said = wrong.witnesses[1]
    else:
        assert found in known
        assert len(found) == max(map(len, known))
        return
    assert known == []
    numbers = re.search(r"这 (\d+) 人（(.*?)）.*?的 (\d+) 个岗位（(.*?)）.*?只有 (\d+) 个名额", said)
    assert numbers is not None
    people = [list(lists)[int(one)] for one in numbers[2].split("、")]
    posts = {list(seats)[int(one)] for one in numbers[4].split("、")}
    assert int(numbers[1]) == len(people) > int(numbers[5]) == sum(seats[post] for post in posts)
    for name in people:
        assert may_have(open_, seats, name) <= posts


def may_have(lists: Lists, seats: dict[str, int], name: str) -> set[str]:
    """First wishes and second resorts by definition: a post is sure to be full of first wishes if every largest
    pairing of people with first wishes fills it.
    """
    first = {one: row[:1] for one, row in lists.items()}
    pairings = list(matchings(first, seats))
    most = max(map(len, pairings))
    largest = [pairing for pairing in pairings if len(pairing) == most]
    full = {
        post for post, many in seats.items() if all(list(p.values()).count(post) == many for p in largest)
    }
    always = all(name in pairing for pairing in largest)
    mine = {pairing[name] for pairing in largest if name in pairing}
    resort: set[str] = set()
    for group in [] if always else lists[name]:
        resort = {post for post in tied_posts(group) if post not in full}
        if resort:
            break
    assert always or resort  # who may be left out does not stand in a proof
    return mine | resort
