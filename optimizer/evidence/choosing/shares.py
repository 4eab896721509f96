"""Equal shares: everybody eats from the best post left at one speed, in exact fractions; then one number draws."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.decomposition import Shares, plan_at
from optimizer.assignment.offer import Offer
from optimizer.evidence.choosing.lines import Line, wishes

_SHORT = 1000

Share = tuple[int, int, Fraction]
"""A graduate, a post, and the share."""


def shares(offer: Offer) -> list[Share]:
    """Everybody's shares, by graduate and wish."""
    lists, left = wishes(offer), [Fraction(seats) for seats in offer.seats.tolist()]
    at = [0] * len(lists)
    eaten: list[Share] = []
    since: dict[int, Fraction] = {}
    now = Fraction(0)
    while now < 1:
        eaters: dict[int, list[int]] = {}
        for person, wanted in enumerate(lists):
            while at[person] < len(wanted) and not left[wanted[at[person]]]:
                if since.get(person, now) < now:
                    eaten.append((person, wanted[at[person]], now - since[person]))
                since.pop(person, None)
                at[person] += 1
            if at[person] < len(wanted):
                since.setdefault(person, now)
                eaters.setdefault(wanted[at[person]], []).append(person)
        step = min([1 - now, *(left[post] / len(people) for post, people in eaters.items())])
        for post, people in eaters.items():
            left[post] -= step * len(people)
        now += step
    eaten += [(person, lists[person][at[person]], 1 - begun) for person, begun in since.items() if begun < 1]
    order = {
        person: {post: place for place, post in enumerate(wanted)} for person, wanted in enumerate(lists)
    }
    return sorted(eaten, key=lambda one: (one[0], order[one[0]][one[1]]))


def drawn(offer: Offer, eaten: Sequence[Share]) -> list[int]:
    """The plan that the lottery's one number picks from the decomposition."""
    people, posts = sorted({one[0] for one in eaten}), sorted({one[1] for one in eaten})
    whole = lcm(*(part.denominator for _, _, part in eaten))
    given = Shares(
        len(people),
        offer.seats[np.array(posts, np.int64)].tolist(),
        [people.index(person) for person, _, _ in eaten],
        [posts.index(post) for _, post, _ in eaten],
        [part.numerator * (whole // part.denominator) for _, _, part in eaten],
        whole,
    )
    number = int(lottery.numbers(offer.market.seed, "draw", ["plan"])[0])
    plan = plan_at(given, number * whole >> 64).tolist()
    placed = [-1] * offer.market.size
    for person, post in zip(people, plan, strict=True):
        placed[person] = posts[post] if post >= 0 else -1
    return placed


def lines(offer: Offer, eaten: Sequence[Share], placed: Sequence[int]) -> tuple[set[Line], list[Line]]:
    """What the diary has to tell: the shares, in whatever order they were finished, then who was drawn and who was not."""
    told = {Line(person, post, "eaten", _said(part)) for person, post, part in eaten}
    end = [Line(person, post, "drawn") for person, post in enumerate(placed) if post >= 0]
    end += [
        Line(person, -1, "passed")
        for person, wanted in enumerate(wishes(offer))
        if wanted and placed[person] < 0
    ]
    return told, end


def _said(share: Fraction) -> str:
    return str(share) if share.denominator < _SHORT else f"≈{float(share):.6f}"
