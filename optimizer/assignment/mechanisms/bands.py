"""Bands of wishes (志愿段): deferred acceptance within a band, final at its end (Chen and Kesten 2017).

One band is deferred acceptance, a band for each rank is immediate acceptance, anything between is parallel.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from optimizer.assignment.diary import Diary
from optimizer.assignment.mechanisms.staged import Choice
from optimizer.assignment.offer import Offer
from optimizer.assignment.orders import Orders
from optimizer.assignment.proposals import Pairs, propose
from optimizer.solver.program import Integers

Band = tuple[int, int]
"""The first and the last rank of a band."""


def admit(offer: Offer, orders: Orders, bands: Sequence[Band], named: bool = True) -> Choice:
    """Let graduates propose band after band; the diary names the band that admitted somebody if `named`."""
    placed, seats = np.full(offer.market.size, -1), offer.seats.copy()
    diary = Diary.of()
    for number, (first, last) in enumerate(bands, 1):
        here = (offer.rank >= first) & (offer.rank <= last)
        here &= placed[offer.graduate] < 0
        late = here & (seats[offer.post] == 0)
        full = Diary.same(offer.graduate[late], offer.post[late], "full")
        steps, got = _band(offer.only(here & ~late), orders, seats)
        people = np.flatnonzero(got >= 0)
        placed[people] = got[people]
        seats -= np.bincount(got[people], minlength=len(seats))
        said = f"第 {number} 段 / band {number}" if named else ""
        diary = diary.then(full, steps, Diary.same(people, got[people], "admitted", said))
    return Choice(placed, diary)


def _band(offer: Offer, orders: Orders, seats: Integers) -> tuple[Diary, Integers]:
    """One band: its steps, and a post per graduate (-1 = not admitted)."""
    market, graduate, post = offer.market, offer.graduate, offer.post
    one_each = np.ones(market.size, np.int64)
    found = propose(Pairs(offer.start, post, orders.place(graduate, post), seats, one_each))
    placed = np.full(market.size, -1)
    placed[graduate[found.held]] = post[found.held]
    steps = Diary.proposals(found, graduate, post, ("proposed", "rejected"), (market.graduates, graduate))
    return steps, placed
