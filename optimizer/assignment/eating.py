"""Simultaneous eating (Bogomolnaia and Moulin 2001): everybody eats from the best post that is left, at one speed."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from heapq import heappop, heappush

import numpy as np

from optimizer.assignment.offer import Offer

Meal = list[tuple[int, Fraction]]
"""Wishes, each with the share of a seat eaten from it, in the order in which the shares were finished."""


def eaten(offer: Offer) -> Meal:
    """Let everybody eat for one unit of time, in exact fractions."""
    return _Table(offer).finish()


class _Table:
    """Who eats where since when, and what is left of every post."""

    def __init__(self, offer: Offer) -> None:
        self._post, self._end = offer.post.tolist(), offer.start[1:].tolist()
        self._wish = offer.start[:-1].tolist()
        self._left = [Fraction(seats) for seats in offer.seats.tolist()]
        self._open = [seats > 0 for seats in offer.seats.tolist()]
        self._seen = [Fraction(0)] * len(self._left)  # when what is left was last worked out
        self._eaters: list[dict[int, Fraction]] = [{} for _ in self._left]  # and since when each eats there
        self._ends: list[tuple[Fraction, int]] = []
        self._meal: Meal = []
        self._sit(np.flatnonzero(np.diff(offer.start) > 0).tolist(), Fraction(0))

    def finish(self) -> Meal:
        """Empty one post after the other until the time is over."""
        while self._ends:
            now, post = heappop(self._ends)
            if now >= 1:
                break
            if self._open[post] and self._emptied(post) == now:
                self._open[post] = False
                self._sit(self._rise(post, now), now)
        for post in range(len(self._left)):
            self._rise(post, Fraction(1))
        return self._meal

    def _emptied(self, post: int) -> Fraction:
        """When the post will be empty if nobody else comes."""
        return self._seen[post] + self._left[post] / len(self._eaters[post])

    def _rise(self, post: int, now: Fraction) -> Iterable[int]:
        """End the meal of everybody who eats there; who they are."""
        people, self._eaters[post] = self._eaters[post], {}
        for person, since in people.items():
            if now > since:
                self._meal.append((self._wish[person], now - since))
        return people

    def _sit(self, people: Iterable[int], now: Fraction) -> None:
        """Send people to their best posts that are left."""
        joined = set()
        for person in people:
            wish, end = self._wish[person], self._end[person]
            while wish < end and not self._open[self._post[wish]]:
                wish += 1
            self._wish[person] = wish
            if wish == end:
                continue
            post = self._post[wish]
            if post not in joined:
                joined.add(post)
                self._left[post] -= len(self._eaters[post]) * (now - self._seen[post])
                self._seen[post] = now
            self._eaters[post][person] = now
        for post in joined:
            heappush(self._ends, (self._emptied(post), post))
