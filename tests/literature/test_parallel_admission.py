"""Chen and Kesten, "Chinese College Admissions and School Choice Reforms: A Theoretical Analysis", Journal of
Political Economy 125 (2017): what they prove of the family from immediate to deferred acceptance.

The markets are drawn here; the theorems are theirs.
"""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest
from profiles import chosen, rank, stable

from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.immediate_acceptance import ImmediateAcceptance
from optimizer.assignment.mechanisms.parallel import Parallel

Profile = dict[str, list[str]]


def drawn(seed: int, people: int, schools: int) -> tuple[Profile, Profile]:
    rng = np.random.default_rng(seed)
    names, posts = [f"i{n}" for n in range(people)], [f"s{n}" for n in range(schools)]
    lists = {name: [posts[at] for at in rng.permutation(schools)] for name in names}
    return lists, {post: [names[at] for at in rng.permutation(people)] for post in posts}


def banded(width: int, lists: Profile, orders: Profile) -> dict[str, str]:
    return chosen(Parallel(bands=(width,) * -(-len(orders) // width)), lists, orders)


@pytest.mark.parametrize("seed", range(60))
def test_bands_of_one_are_sequential_and_one_band_is_deferred_acceptance(seed: int) -> None:
    lists, orders = drawn(seed, 5, 4)
    assert banded(1, lists, orders) == chosen(ImmediateAcceptance(), lists, orders)
    assert banded(4, lists, orders) == chosen(DeferredAcceptance(), lists, orders)


@pytest.mark.parametrize("seed", range(60))
def test_wider_bands_are_more_stable_and_give_fewer_first_choices(seed: int) -> None:
    """Where bands of e are stable, bands of k e are; the wider the bands, the fewer get their first choice."""
    lists, orders = drawn(seed, 5, 4)
    seats = dict.fromkeys(orders, 1)
    plans = {width: banded(width, lists, orders) for width in (1, 2, 3, 4)}
    fair = {width: stable(lists, orders, seats, plan) for width, plan in plans.items()}
    assert fair[1] <= fair[2] <= fair[4]
    first = [sum(rank(lists, plan, name) == 1 for name in lists) for plan in plans.values()]
    assert first == sorted(first, reverse=True)


def test_wider_bands_can_be_lied_to_less() -> None:
    """Theorem 1: where somebody gains by lying under wider bands, somebody gains under narrower ones."""
    lied = {1: 0, 2: 0, 4: 0}
    for seed in range(20):
        lists, orders = drawn(seed, 4, 4)
        tempted = {width: gains(width, lists, orders) for width in lied}
        assert tempted[1] >= tempted[2] >= tempted[4]
        for width in lied:
            lied[width] += tempted[width]
    assert lied[1] > lied[2] > lied[4] == 0


def gains(width: int, lists: Profile, orders: Profile) -> bool:
    """Whether anybody gets a better school by another list."""
    honest = banded(width, lists, orders)
    return any(
        rank(lists, banded(width, {**lists, name: list(lie)}, orders), name) < rank(lists, honest, name)
        for name in lists
        for lie in permutations(orders)
    )


def test_a_day_told_in_steps() -> None:
    """Three first choices for one school. Sequential: the loser's second choice is gone. Bands of two: not."""
    lists = {"高": ["甲"], "中": ["甲", "乙"], "低": ["乙", "丙"]}
    orders = {post: ["高", "中", "低"] for post in "甲乙丙"}
    assert banded(1, lists, orders) == {"高": "甲", "低": "乙"}
    assert banded(2, lists, orders) == {"高": "甲", "中": "乙", "低": "丙"}
