"""Top trading cycles: each cycle in the diary is looked at where it stands; who is in it, and by whose right."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.assignment.offer import Offer
from optimizer.assignment.orders import Orders
from optimizer.assignment.pool import allowed
from optimizer.evidence.choosing.lines import Done, Line, wishes


class _Market:
    """Who is still here, and which seats are left."""

    def __init__(self, offer: Offer, orders: Orders) -> None:
        self.lists, self.seats = wishes(offer), offer.seats.tolist()
        self.here = [bool(wanted) for wanted in self.lists]
        self._offer, self._orders = offer, orders
        self._queues: dict[int, list[int]] = {}

    def best(self, person: int) -> int:
        """The post somebody points at; -1 = none has a seat."""
        wanted = self.lists[person]
        while wanted and not self.seats[wanted[0]]:
            wanted.pop(0)
        return wanted[0] if wanted else -1

    def first(self, post: int) -> int:
        """Whom a post points at: the first in its order who is here and may go there."""
        if post not in self._queues:
            people = np.arange(self._offer.market.size)
            people = people[
                allowed(self._offer.market, self._offer.rules, people, np.full(len(people), post))
            ]
            place = self._orders.place(people, np.full(len(people), post))
            self._queues[post] = people[np.argsort(place)][::-1].tolist()
        queue = self._queues[post]
        while not self.here[queue[-1]]:
            queue.pop()
        return queue[-1]


def cycles(offer: Offer, orders: Orders) -> Done:
    """Follow whoever is first by priority until the trail bites its tail, and so on."""
    market, names = _Market(offer, orders), offer.market.graduates
    placed, lines, many = [-1] * offer.market.size, list[Line](), 0
    for start in range(offer.market.size):
        trail: list[int] = []
        person = start
        while market.here[person]:
            post = market.best(person)
            if post < 0:
                market.here[person] = False
                lines.append(Line(person, -1, "passed"))
            else:
                trail.append(person)
                person = market.first(post)
                if person not in trail:
                    continue
                many += 1
                cycle, trail = trail[trail.index(person) :], trail[: trail.index(person)]
                lines += _traded(market, cycle, many, names, placed)
            if trail:  # the last one on the trail points anew
                person = trail.pop()
    return Done(placed, lines)


def _traded(
    market: _Market, cycle: Sequence[int], number: int, names: Sequence[str], placed: list[int]
) -> list[Line]:
    """Everybody in the cycle gets the post pointed at, by the right of the next."""
    got = [(person, market.best(person)) for person in cycle]
    found = []
    for (person, post), holder in zip(got, [*cycle[1:], cycle[0]], strict=True):
        placed[person] = post
        market.seats[post] -= 1
        market.here[person] = False
        said = f"循环 {number}：{names[holder]} 的优先 / cycle {number}: the right of {names[holder]}"
        found.append(Line(person, post, "traded", said))
    return found
