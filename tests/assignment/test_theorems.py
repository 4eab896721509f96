"""What theorems promise of the mechanisms, held against enumeration on tiny markets."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from itertools import permutations, product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from profiles import choice, chosen, market, matchings, rank, stable

from optimizer.assignment.decomposition import Shares, decomposed, plan_at
from optimizer.assignment.eating import eaten
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.immediate_acceptance import ImmediateAcceptance
from optimizer.assignment.mechanisms.probabilistic_serial import ProbabilisticSerial
from optimizer.assignment.mechanisms.random_serial_dictatorship import RandomSerialDictatorship
from optimizer.assignment.mechanisms.staged import Staged
from optimizer.assignment.mechanisms.top_trading_cycles import TopTradingCycles
from optimizer.assignment.offer import offered
from optimizer.assignment.task import Task

Profile = dict[str, list[str]]
Drawn = tuple[Profile, Profile, dict[str, int]]

GRADUATES, POSTS = DeferredAcceptance(), DeferredAcceptance(proposing="posts")


@st.composite
def profiles(draw: st.DrawFn) -> Drawn:
    """Up to five people with short lists, up to four posts with their own orders and up to two seats."""
    people = [f"g{at}" for at in range(draw(st.integers(1, 5)))]
    posts = [f"p{at}" for at in range(draw(st.integers(1, 4)))]
    lists = {name: draw(st.lists(st.sampled_from(posts), max_size=4, unique=True)) for name in people}
    orders = {post: draw(st.permutations(people)) for post in posts}
    return lists, orders, {post: draw(st.integers(1, 2)) for post in posts}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(profiles())
def test_deferred_acceptance_is_the_best_stable_plan_for_who_proposes(drawn: Drawn) -> None:
    """Gale and Shapley 1962; Knuth 1976: and the worst for the other side. All stable plans are enumerated."""
    lists, orders, seats = drawn
    every = [plan for plan in matchings(lists, seats) if stable(lists, orders, seats, plan)]
    best, worst = chosen(GRADUATES, *drawn), chosen(POSTS, *drawn)
    assert best in every
    assert worst in every
    for plan in every:
        assert set(plan) == set(best)  # rural hospitals: Roth 1986
        for name in lists:
            assert rank(lists, best, name) <= rank(lists, plan, name) <= rank(lists, worst, name)


@settings(max_examples=150, deadline=None, derandomize=True)
@given(profiles())
def test_trading_and_turns_are_efficient(drawn: Drawn) -> None:
    """Shapley and Scarf 1974; Svensson 1999: no plan is better for somebody and worse for nobody."""
    lists, _, seats = drawn
    for mechanism in (TopTradingCycles(), RandomSerialDictatorship(samples=0), ProbabilisticSerial()):
        mine = chosen(mechanism, *drawn)
        ranks = [rank(lists, mine, name) for name in lists]
        for plan in matchings(lists, seats):
            others = [rank(lists, plan, name) for name in lists]
            assert others == ranks or any(m < o for m, o in zip(ranks, others, strict=True))


HONEST: tuple[Staged, ...] = (GRADUATES, TopTradingCycles(), RandomSerialDictatorship(samples=0))


@pytest.mark.parametrize("mechanism", HONEST, ids=lambda one: one.kind)
def test_nobody_gains_by_any_other_list(mechanism: Staged) -> None:
    """Dubins and Freedman 1981, Roth 1982; on every profile of three over three posts and drawn orders."""
    for honest, lie, name in lies(mechanism):
        assert honest <= lie, name


def test_immediate_acceptance_and_proposing_posts_can_be_lied_to() -> None:
    """So that the test above can fail: under these two somebody gains."""
    for mechanism in (ImmediateAcceptance(), POSTS):
        assert any(lie < honest for honest, lie, _ in lies(mechanism))


def lies(mechanism: Staged) -> Iterator[tuple[int, int, str]]:
    """The true rank of what somebody gets by the true list, and by another one."""
    posts = ("a", "b", "c")
    every = [list(row) for length in (1, 2, 3) for row in permutations(posts, length)]
    rng = np.random.default_rng(0)
    for _ in range(12):
        lists = {name: every[rng.integers(9, 15)] for name in "123"}
        orders = {post: list(rng.permutation(list("123"))) for post in posts}
        honest = chosen(mechanism, lists, orders)
        for name, lie in product(lists, every):
            told = chosen(mechanism, {**lists, name: lie}, orders)
            yield rank(lists, honest, name), rank(lists, told, name), name


def shares(given_: Market) -> dict[tuple[int, int], Fraction]:
    offer = offered(Task(given_, (), ()), given_.pins)
    return {(int(offer.graduate[wish]), int(offer.post[wish])): part for wish, part in eaten(offer)}


@settings(max_examples=150, deadline=None, derandomize=True)
@given(profiles())
def test_probabilistic_serial_is_ordinally_efficient_and_free_of_envy(drawn: Drawn) -> None:
    """Bogomolnaia and Moulin 2001, lemma 3 and proposition 1.

    No circle of posts in which each is held with some chance by somebody who prefers the one before; nothing
    is left of a post that somebody prefers to what they hold; and for every cut of their list everybody has at
    least the chance of anybody else to be above it.
    """
    lists, orders, seats = drawn
    given_ = market(*drawn)
    part = shares(given_)
    posts = list(orders)
    wishes = [[posts.index(post) for post in row] for row in lists.values()]
    prefers: set[tuple[int, int]] = set()
    for (person, held), _ in part.items():
        for better in wishes[person][: wishes[person].index(held)]:
            prefers.add((better, held))
            assert sum(s for (_, post), s in part.items() if post == better) == list(seats.values())[better]
    assert not circle(prefers)
    for person, row in enumerate(wishes):
        for cut in range(1, len(row) + 1):
            mine, *others = (
                sum((part.get((one, post), Fraction(0)) for post in row[:cut]), Fraction(0))
                for one in (person, *range(len(wishes)))
            )
            assert mine >= max(others)


def circle(arrows: set[tuple[int, int]]) -> bool:
    """Whether arrows lead back to where they started."""
    while arrows:
        ends = {head for _, head in arrows}
        kept = {(tail, head) for tail, head in arrows if tail in ends}
        if kept == arrows:
            return True
        arrows = kept
    return False


@st.composite
def shared(draw: st.DrawFn) -> Shares:
    """Any chances: the mean of a few whole plans, which is all there is (Birkhoff 1946)."""
    people, seats = draw(st.integers(0, 5)), draw(st.lists(st.integers(0, 3), min_size=1, max_size=4))
    whole, used = draw(st.integers(1, 7)), dict[tuple[int, int], int]()
    for _ in range(whole):
        left = list(seats)
        for person in range(people):
            post = draw(st.integers(-1, len(seats) - 1))
            if post >= 0 and left[post]:
                left[post] -= 1
                used[person, post] = used.get((person, post), 0) + 1
    graduate, post_ = [person for person, _ in used], [post for _, post in used]
    return Shares(people, seats, graduate, post_, list(used.values()), whole)


@settings(max_examples=250, deadline=None, derandomize=True)
@given(shared())
def test_a_decomposition_shows_whole_plans_and_every_pair_for_its_share(given_: Shares) -> None:
    told = list(decomposed(given_))
    assert sum(time for _, time in told) == given_.whole
    shown: dict[tuple[int, int], int] = {}
    moments = []
    for plan, time in told:
        moments += [plan.tolist()] * time
        taken = np.bincount(plan[plan >= 0], minlength=len(given_.seats))
        assert (taken <= given_.seats).all()
        for person, post in enumerate(plan.tolist()):
            if post >= 0:
                shown[person, post] = shown.get((person, post), 0) + time
    assert shown == {
        (one, two): share for one, two, share in zip(given_.graduate, given_.post, given_.share, strict=True)
    }
    assert [plan_at(given_, moment).tolist() for moment in range(given_.whole)] == moments


def test_chances_over_drawn_orders_come_close_and_say_how_close() -> None:
    """Twelve people: exact by states, and over a thousand orders within five standard errors."""
    from optimizer.assignment.drawn_orders import _exact, _sampled

    rng = np.random.default_rng(3)
    lists = {f"g{n}": [f"p{at}" for at in rng.permutation(9)[:5]] for n in range(12)}
    given_ = market(lists, {f"p{n}": "" for n in range(9)}, {f"p{n}": 1 + n % 2 for n in range(9)})
    offer = offered(Task(given_, (), ()), given_.pins)
    exact = _exact(offer)
    assert exact is not None
    drawn = _sampled(offer, 1000) / 1000
    error = np.sqrt(exact * (1 - exact) / 1000)
    assert (np.abs(drawn - exact) <= 5 * error + 1e-12).all()
    many = {f"g{n}": lists[f"g{n % 12}"] for n in range(30)}
    told = choice(
        RandomSerialDictatorship(samples=200), market(many, {f"p{n}": "" for n in range(9)})
    ).chances
    assert told is not None
    assert told.samples == 200
    assert told.error.max() > 0


Solver = Callable[[Profile, Profile, dict[str, int]], dict[str, str]]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(profiles())
def test_another_library_finds_the_same(drawn: Drawn) -> None:
    """`matching` (Wilde, Knight, Gillard 2020) on what both know: posts that somebody listed."""
    from matching.games import HospitalResident

    lists = {name: row for name, row in drawn[0].items() if row}
    orders = {
        post: kept
        for post, order in drawn[1].items()
        if (kept := [name for name in order if post in lists.get(name, ())])
    }
    if not orders:
        return
    seats = {post: drawn[2][post] for post in orders}
    for mechanism, side in ((GRADUATES, "resident"), (POSTS, "hospital")):
        found = HospitalResident.create_from_dictionaries(lists, orders, seats).solve(optimal=side)
        theirs = {str(one): str(post) for post, people in found.items() for one in people}
        assert chosen(mechanism, *drawn) == theirs
