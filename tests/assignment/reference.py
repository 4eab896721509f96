"""Every mechanism once more, step by step as its source tells it, in plain loops: the oracle of their tests."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import numpy as np
from brute import plans

from optimizer.assignment import lottery
from optimizer.assignment.checks import breaches
from optimizer.assignment.goals.major_fit import MajorFit
from optimizer.assignment.kinds import Kinds
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers

Lists = dict[int, list[tuple[int, int]]]
"""For each graduate the posts and ranks of the wishes, best first."""


@dataclass
class Open:
    """What can be chosen: wishes, seats, each post's order of everybody, and whom it may take."""

    lists: Lists
    seats: dict[int, int]
    order: dict[int, list[int]]
    may: Callable[[int, int], bool]


def opened(market: Market, kinds: Kinds, start: Integers, by: str = "priority") -> Open:
    """The wishes that no rule over pairs forbids, read off the rules' own checks."""
    pairs = [rule for rule in kinds.rules if rule.traits(market) is not None]

    def may(person: int, post: int) -> bool:
        plan = np.full(market.size, -1)
        plan[person] = post
        return not any(rule.check(market, plan) for rule in pairs)

    seats = {post: int(many) - int((start == post).sum()) for post, many in enumerate(market.capacity)}
    lists = {
        person: [
            (int(market.wish_post[at]), int(market.wish_rank[at]))
            for at in range(market.start[person], market.start[person + 1])
            if start[person] < 0 and seats[market.wish_post[at]] > 0 and may(person, market.wish_post[at])
        ]
        for person in range(market.size)
    }
    return Open(lists, seats, {post: _order(market, post, by) for post in seats}, may)


def _order(market: Market, post: int, by: str) -> list[int]:
    """Listed ones first, then by fit where asked for, then by priority."""
    posts, people = market.priorities
    listed = people[posts == post].tolist()
    everybody = np.arange(market.size)
    fit = MajorFit().counts(market, everybody, np.full(market.size, post), everybody)
    rest = [person for person in everybody.tolist() if person not in listed]
    return listed + sorted(rest, key=lambda person: (-fit[person] if by == "fit" else 0, person))


def graduates_propose(given: Open, last: int = 10**9, first: int = 0) -> dict[int, int]:
    """Whoever is free proposes to the next wish; a post keeps its best (Gale and Shapley 1962)."""
    waiting = {
        person: [post for post, rank in wishes if first <= rank <= last]
        for person, wishes in given.lists.items()
    }
    held: dict[int, list[int]] = {post: [] for post in given.seats}
    free = sorted(waiting)
    while free:
        person = free.pop()
        if not waiting[person]:
            continue
        post = waiting[person].pop(0)
        held[post] = sorted([*held[post], person], key=given.order[post].index)
        free += held[post][given.seats[post] :]
        del held[post][given.seats[post] :]
    return {person: post for post, people in held.items() for person in people}


def posts_propose(given: Open) -> dict[int, int]:
    """A post with an open seat offers it to the next in its order who listed it."""
    wished = {person: [post for post, _ in wishes] for person, wishes in given.lists.items()}
    waiting = {post: [p for p in order if post in wished[p]] for post, order in given.order.items()}
    holds: dict[int, int] = {}
    while True:
        able = [
            post
            for post, seats in given.seats.items()
            if waiting[post] and list(holds.values()).count(post) < seats
        ]
        if not able:
            return holds
        person = waiting[able[0]].pop(0)
        now = holds.get(person)
        if now is None or wished[person].index(able[0]) < wished[person].index(now):
            holds[person] = able[0]


def in_bands(given: Open, bands: Sequence[tuple[int, int]]) -> dict[int, int]:
    """Band after band, the admitted and their seats leaving (Chen and Kesten 2017)."""
    placed: dict[int, int] = {}
    for first, last in bands:
        left = {person: wishes for person, wishes in given.lists.items() if person not in placed}
        seats = {post: many - list(placed.values()).count(post) for post, many in given.seats.items()}
        placed |= graduates_propose(Open(left, seats, given.order, given.may), last, first)
    return placed


def trade(given: Open) -> dict[int, int]:
    """All cycles of a step trade at once (Abdulkadiroglu and Sonmez 2003)."""
    seats, placed = dict(given.seats), dict[int, int]()
    here = {person for person, wishes in given.lists.items() if wishes}
    while here:
        points = {p: next((post for post, _ in given.lists[p] if seats[post]), None) for p in here}
        gone = {person for person, post in points.items() if post is None}
        if gone:
            here -= gone
            continue
        owner = {
            post: next(p for p in given.order[post] if p in here and given.may(p, post))
            for post in set(points.values())
            if post is not None
        }
        following = {person: owner[post] for person, post in points.items() if post is not None}
        for person in sorted(here):
            seen = [person]
            while following[seen[-1]] not in seen:
                seen.append(following[seen[-1]])
            if following[seen[-1]] == person:
                post = points[person]
                assert post is not None
                placed[person] = post
        for person in here & set(placed):
            seats[placed[person]] -= 1
        here -= set(placed)
    return placed


def serial(given: Open, turn: Sequence[int]) -> dict[int, int]:
    """One after the other."""
    seats, placed = dict(given.seats), dict[int, int]()
    for person in turn:
        post = next((post for post, _ in given.lists[person] if seats[post]), None)
        if post is not None:
            placed[person] = post
            seats[post] -= 1
    return placed


def eat(given: Open) -> dict[tuple[int, int], Fraction]:
    """Everybody eats from the best post left, until the next post is empty (Bogomolnaia and Moulin 2001)."""
    left = {post: Fraction(many) for post, many in given.seats.items()}
    shares: dict[tuple[int, int], Fraction] = {}
    time = Fraction(0)
    while time < 1:
        eats = {
            person: post
            for person, wishes in given.lists.items()
            if (post := next((post for post, _ in wishes if left[post] > 0), None)) is not None
        }
        if not eats:
            break
        many = {post: list(eats.values()).count(post) for post in set(eats.values())}
        step = min([1 - time, *(left[post] / eaters for post, eaters in many.items())])
        for person, post in eats.items():
            shares[person, post] = shares.get((person, post), Fraction(0)) + step
            left[post] -= step
        time += step
    return shares


def lots(market: Market) -> list[int]:
    """The drawn order of random serial dictatorship."""
    numbers = lottery.numbers(market.seed, "order", market.graduates)
    return sorted(range(market.size), key=lambda person: int(numbers[person]))


def picked(kind: str, options: Mapping[str, Any], given: Open, market: Market) -> dict[int, int]:
    """What the mechanism chooses; only those whose choice is determined by the wishes."""
    if kind == "deferred-acceptance":
        return posts_propose(given) if options.get("proposing") == "posts" else graduates_propose(given)
    if kind == "immediate-acceptance":
        return in_bands(given, [(rank, rank) for rank in range(1, 4)])
    if kind == "parallel":
        ends = np.cumsum(options["bands"]).tolist()
        return in_bands(given, [(e - n + 1, e) for n, e in zip(options["bands"], ends, strict=True)])
    return trade(given)


def booked(market: Market, kinds: Kinds, start: Integers, choice: Mapping[int, int]) -> list[tuple[int, int]]:
    """Which picks, booked in order of priority, would leave no plan that honours every rule."""
    plan, refused = start.copy(), []
    for person in sorted(choice):
        tried = plan.copy()
        tried[person] = choice[person]
        if next(plans(market, kinds, tried), None) is None:
            refused.append((person, choice[person]))
        else:
            plan = tried
    return refused


def chosen(market: Market, kinds: Kinds, options: Mapping[str, Any], start: Integers) -> dict[int, int]:
    """The stage of choice: pick, book, and pick again without what was refused."""
    given = opened(market, kinds, start, options.get("order", "priority"))
    while True:
        choice = picked(kinds.mechanism.kind, options, given, market)
        refused = booked(market, kinds, start, choice) if options.get("guard", True) else []
        if not refused:
            return choice
        for person, post in refused:
            given.lists[person] = [wish for wish in given.lists[person] if wish[0] != post]


def sound(market: Market, kinds: Kinds, plan: Integers) -> bool:
    """Whether a plan breaks nothing."""
    return not breaches(market, kinds.rules, plan)
