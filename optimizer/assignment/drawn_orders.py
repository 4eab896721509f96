"""The chances when an order is drawn and each in turn takes the best post left: exact, or over drawn orders."""

from __future__ import annotations

from collections import Counter
from math import factorial

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.chances import Chances
from optimizer.assignment.offer import Offer
from optimizer.solver.program import Integers

_PEOPLE = 20
_STATES = 20_000
_CELLS = 4_000_000

State = tuple[int, tuple[int, ...]]
"""Who has had a turn, as bits, and the seats left."""


def chances(offer: Offer, samples: int) -> Chances | None:
    """Exact where few enough situations can arise, else over this many drawn orders; None = not asked for."""
    if not samples:
        return None
    counted, orders = _exact(offer), None
    if counted is None:
        counted, orders = _sampled(offer, samples) / samples, samples
    found = np.flatnonzero(counted > 0)
    return Chances(offer.graduate[found], offer.post[found], counted[found], orders)


def _exact(offer: Offer) -> np.ndarray | None:
    """The chance of every wish over all orders; None where more situations arise than are worth counting.

    A situation reached after k turns by c of the orders of those k people stands for c (n - k)! orders.
    """
    people = np.flatnonzero(np.diff(offer.start) > 0).tolist()
    if len(people) > _PEOPLE:
        return None
    counted = [0] * len(offer.post)
    states: dict[State, int] = {(0, tuple(offer.seats.tolist())): 1}
    for turn in range(len(people)):
        following: Counter[State] = Counter()
        rest = factorial(len(people) - turn - 1)
        for (gone, seats), orders in states.items():
            for bit, person in enumerate(people):
                if gone >> bit & 1:
                    continue
                left = seats
                wish = next((w for w in _wishes(offer, person) if seats[offer.post[w]]), None)
                if wish is not None:
                    counted[wish] += orders * rest
                    post = int(offer.post[wish])
                    left = (*seats[:post], seats[post] - 1, *seats[post + 1 :])
                following[gone | 1 << bit, left] += orders
        if len(following) > _STATES:
            return None
        states = following
    return np.array([count / factorial(len(people)) for count in counted])


def _wishes(offer: Offer, person: int) -> range:
    return range(int(offer.start[person]), int(offer.start[person + 1]))


def _sampled(offer: Offer, samples: int) -> Integers:
    """In how many of the drawn orders every wish comes true."""
    draw = lottery.numbers(offer.market.seed, "sample", offer.market.graduates)
    counted = np.zeros(len(offer.post), np.int64)
    people = np.flatnonzero(np.diff(offer.start) > 0)
    step = max(1, _CELLS // max(len(offer.seats), len(people), 1))
    for first in range(0, samples, step):
        days = np.arange(first, min(first + step, samples)).astype(np.uint64)
        drawn = lottery.join(draw[people][None, :], days[:, None] << np.uint64(32))
        counted += _days(offer, people[np.argsort(drawn, axis=1)])
    return counted


def _days(offer: Offer, turns: Integers) -> Integers:
    """Serve all days side by side; `turns` holds an order of people per day."""
    seats = np.tile(offer.seats, (len(turns), 1))
    counted = np.zeros(len(offer.post), np.int64)
    for people in turns.T:
        day, wish, end = np.arange(len(turns)), offer.start[people], offer.start[people + 1]
        while len(day):
            post = offer.post[wish]
            served = seats[day, post] > 0
            seats[day[served], post[served]] -= 1
            np.add.at(counted, wish[served], 1)
            again = ~served & (wish + 1 < end)
            day, wish, end = day[again], wish[again] + 1, end[again]
    return counted
