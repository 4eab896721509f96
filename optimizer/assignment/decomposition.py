"""Birkhoff and von Neumann's theorem: chances as a lottery over whole plans that has exactly these chances.

The decomposition is told as a film of length 1. At every moment a whole plan is shown; a pair is shown for
exactly as long as its chance is. When the time of a pair is used up, its graduate is placed anew along an
alternating path, which exists by Hall's theorem. All in exact integers: a chance is a share of `whole`.

Empty seats and people without a post are filled up by pairs of their own, so that everything is full at
every moment (Budish, Che, Kojima and Milgrom 2013 for chances that do not add up to 1).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from heapq import heappop, heappush

import numpy as np

from optimizer.assignment.pairing import Pairing
from optimizer.errors import EngineDisagreement
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class Shares:
    """What each pair has of `whole`: at most `whole` in all for a graduate, `whole` a seat for a post."""

    people: int
    seats: Sequence[int]
    graduate: Sequence[int]
    post: Sequence[int]
    share: Sequence[int]
    whole: int


def plan_at(shares: Shares, moment: int) -> Integers:
    """The plan (a post per graduate, -1 = none) that is shown at a moment from 0 to `whole` - 1."""
    film = _Film(_filled(shares))
    while (end := film.end()) <= moment:
        film.cut(end)
    return film.plan(shares)


def decomposed(shares: Shares) -> Iterator[tuple[Integers, int]]:
    """The plans one after the other, and for how much of `whole` each is shown."""
    film = _Film(_filled(shares))
    while film.now < shares.whole:
        end = film.end()
        yield film.plan(shares), end - film.now
        film.cut(end)


def _filled(given: Shares) -> Shares:
    """The same with further people for empty seats and further posts for those without, so that all is full."""
    whole, of_person, of_post = given.whole, [0] * given.people, [0] * len(given.seats)
    for person, post, part in zip(given.graduate, given.post, given.share, strict=True):
        of_person[person] += part
        of_post[post] += part
    nowhere = _packed([whole - part for part in of_person], whole)
    empty = _packed([seats * whole - part for seats, part in zip(given.seats, of_post, strict=True)], whole)
    people = given.people + len({row for row, _, _ in empty})
    posts = len(given.seats) + len({row for row, _, _ in nowhere})
    pairs = [
        *zip(given.graduate, given.post, given.share, strict=True),
        *((person, len(given.seats) + row, part) for row, person, part in nowhere),
        *((given.people + row, post, part) for row, post, part in empty),
    ]
    rest = sum(of_person) % whole
    if rest:  # what the last further person and the last further post are short of
        pairs.append((people - 1, posts - 1, rest))
    seats = [*given.seats, *[1] * (posts - len(given.seats))]
    graduate, post_, share = zip(*pairs, strict=True) if pairs else ((), (), ())
    return Shares(people, seats, graduate, post_, share, whole)


def _packed(amounts: Sequence[int], whole: int) -> list[tuple[int, int, int]]:
    """Amounts laid end to end and cut into wholes: which whole, which amount, how much of it."""
    parts, reached = [], 0
    for number, amount in enumerate(amounts):
        while amount > 0:
            row, used = divmod(reached, whole)
            part = min(amount, whole - used)
            parts.append((row, number, part))
            reached, amount = reached + part, amount - part
    return parts


class _Film(Pairing):
    """The plan of the moment; `links` hold for each pair the time it is still to be shown."""

    def __init__(self, shares: Shares) -> None:
        self._left: list[dict[int, int]] = [{} for _ in range(shares.people)]
        super().__init__(self._left, shares.seats)
        for person, post, part in zip(shares.graduate, shares.post, shares.share, strict=True):
            self._left[person][post] = part
        self.now, self._whole = 0, shares.whole
        self._since = [0] * shares.people
        self._ends: list[tuple[int, int, int]] = []
        self._seat(range(shares.people))

    def give(self, person: int, post: int) -> None:
        """Move a person, and book for how long the pair left behind was shown."""
        before = self.post[person]
        super().give(person, post)
        if before >= 0:
            self._left[person][before] -= self.now - self._since[person]
            if not self._left[person][before]:
                del self._left[person][before]
        if post >= 0:
            self._since[person] = self.now
            heappush(self._ends, (self.now + self._left[person][post], person, post))

    def plan(self, shares: Shares) -> Integers:
        """What is shown of the people and posts that were given."""
        plan = np.array(self.post[: shares.people], np.int64)
        return np.where(plan < len(shares.seats), plan, -1)

    def _holds(self, end: tuple[int, int, int]) -> bool:
        """Whether a pair is still shown, and has been until this end without a break."""
        time, person, post = end
        return self.post[person] == post and self._since[person] + self._left[person][post] == time

    def end(self) -> int:
        """When the first pair of the moment has been shown for long enough."""
        while self._ends and not self._holds(self._ends[0]):
            heappop(self._ends)
        return self._ends[0][0] if self._ends else self._whole

    def cut(self, time: int) -> None:
        """Go on to this end, and place anew whose time is used up."""
        self.now = time
        done = []
        while self._ends and self._ends[0][0] == time:
            end = heappop(self._ends)
            if self._holds(end):
                done.append(end[1])
                self.give(end[1], -1)
        if any(self._left[person] for person in done):
            self._seat(done)

    def _seat(self, people: Iterable[int]) -> None:
        for person in people:
            if self.place(person) is not None:
                raise EngineDisagreement("份额不能分解 / the shares do not add up to whole plans")
