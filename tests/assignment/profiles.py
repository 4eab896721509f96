"""Markets written as lists of names, for examples and theorems: no tables, no rules, only wishes and orders."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.staged import Choice, Staged
from optimizer.assignment.offer import offered
from optimizer.assignment.task import Task

Lists = Mapping[str, Sequence[str | Sequence[str]]]
"""Wishes by name, best first; a sequence within the list is a tie."""


def market(
    lists: Lists, orders: Mapping[str, Sequence[str]], seats: Mapping[str, int] | None = None
) -> Market:
    """The market of these wishes; `orders` has every post and its own order, best first."""
    people, posts = list(lists), list(orders)
    wishes = [
        [(posts.index(post), rank) for rank, tied in enumerate(lists[name], 1) for post in tied_posts(tied)]
        for name in people
    ]
    flat = [wish for row in wishes for wish in row]
    rows = [
        (posts.index(post), people.index(name), rank)
        for post, order in orders.items()
        for rank, name in enumerate(order, 1)
    ]
    return Market.from_arrays(
        np.cumsum([0, *map(len, wishes)]),
        np.array([post for post, _ in flat], np.int64),
        np.array([rank for _, rank in flat], np.int64),
        np.array([1 if seats is None else seats[post] for post in posts], np.int64),
        priorities=tuple(np.array(rows, np.int64).reshape(-1, 3).T),  # type: ignore[arg-type]
    )


def tied_posts(tied: str | Sequence[str]) -> Sequence[str]:
    return [tied] if isinstance(tied, str) else tied


def choice(mechanism: Staged, given: Market) -> Choice:
    """The stage of choice, without rules."""
    return mechanism.pick(offered(Task(given, (), ()), given.pins))


def chosen(
    mechanism: Staged,
    lists: Lists,
    orders: Mapping[str, Sequence[str]],
    seats: Mapping[str, int] | None = None,
) -> dict[str, str]:
    """Who gets what by choice, by name; whoever gets nothing is left out."""
    placed = choice(mechanism, market(lists, orders, seats)).placed
    posts = list(orders)
    return {name: posts[post] for name, post in zip(lists, placed.tolist(), strict=True) if post >= 0}


def matchings(lists: Lists, seats: Mapping[str, int]) -> Iterator[dict[str, str]]:
    """Every way to give people listed posts."""
    options = [[None, *(post for tied in lists[name] for post in tied_posts(tied))] for name in lists]
    for picks in product(*options):
        given = {name: post for name, post in zip(lists, picks, strict=True) if post is not None}
        if all(list(given.values()).count(post) <= many for post, many in seats.items()):
            yield given


def rank(lists: Lists, plan: Mapping[str, str], name: str) -> int:
    """The rank of what somebody gets; beyond the list for nothing."""
    ranks = {post: at for at, tied in enumerate(lists[name], 1) for post in tied_posts(tied)}
    return ranks.get(plan.get(name, ""), len(lists[name]) + 1)


def stable(
    lists: Lists, orders: Mapping[str, Sequence[str]], seats: Mapping[str, int], plan: Mapping[str, str]
) -> bool:
    """Nobody prefers a post that has an empty seat or somebody who comes later in its order."""
    for name in lists:
        for post in [post for tied in lists[name] for post in tied_posts(tied)]:
            if rank(lists, {name: post}, name) >= rank(lists, plan, name):
                continue
            holders = [other for other, held in plan.items() if held == post]
            order = list(orders[post])
            if len(holders) < seats[post] or any(order.index(name) < order.index(one) for one in holders):
                return False
    return True
