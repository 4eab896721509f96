"""Top trading cycles (顶端交易循环): who comes first at a post may trade that right for a post wished more.

Shapley and Scarf 1974, with priorities and seats as in Abdulkadiroğlu and Sönmez, "School Choice: A Mechanism
Design Approach", American Economic Review 93 (2003), section II.C.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from optimizer.assignment.diary import Diary, Entry
from optimizer.assignment.mechanisms.staged import Choice, Ordering
from optimizer.assignment.offer import Offer
from optimizer.assignment.orders import Orders
from optimizer.assignment.pool import allowed
from optimizer.solver.program import Integers

_CHUNK = 256

Step = tuple[int, int]
"""A graduate and the post they point at."""


class TopTradingCycles(Ordering):
    """Everybody points at their best post with a seat, every post at the first in its order still here.

    Who stands in a cycle gets the post pointed at. A post points only at people who may go there. The plan
    is Pareto efficient and nobody gains by listing otherwise; somebody may get a post although another,
    who comes before in its order, wanted it.
    """

    kind: ClassVar[str] = "top-trading-cycles"
    chinese: ClassVar[str] = "顶端交易循环"
    promise: ClassVar[str] = "没有人能更好而无人更差，如实填报最好 / efficient and strategy-proof"
    story: ClassVar[str] = (
        "换得：在循环中得到所指岗位，理由栏写明第几个循环、用谁在该岗位的优先；未选到：志愿均已无名额"
    )

    def pick(self, offer: Offer) -> Choice:
        """Trade until nobody is left who can point at a post."""
        return _Trade(offer, self.orders(offer.market)).finish()


class _Trade:
    """Who is still here, what is left, and the diary."""

    def __init__(self, offer: Offer, orders: Orders) -> None:
        self._offer, self._orders = offer, orders
        self._here = np.diff(offer.start) > 0
        self._placed = np.full(offer.market.size, -1)
        self._seats: list[int] = offer.seats.tolist()
        self._posts: list[int] = offer.post.tolist()
        self._wish: list[int] = offer.start[:-1].tolist()
        self._end: list[int] = offer.start[1:].tolist()
        self._queues: dict[int, Iterator[int]] = {}
        self._first: dict[int, int] = {}
        self._left: dict[int, int] = {}
        self._diary: list[Entry] = []
        self._cycles = 0

    def finish(self) -> Choice:
        """Follow whoever is first by priority until the trail bites its tail, and start again."""
        for person in np.flatnonzero(self._here).tolist():
            self._follow(person)
        return Choice(self._placed, Diary.of(self._diary))

    def _follow(self, person: int) -> None:
        """Trade the cycles that this person's trail leads to, until the person has left."""
        trail: list[Step] = []
        at: dict[int, int] = {}
        while self._here[person]:
            post = self._best(person)
            if post < 0:
                self._here[person] = False
                self._diary.append(Entry(person, -1, "passed"))
            else:
                at[person] = len(trail)
                trail.append((person, post))
                person = self._holder(post)
                if person not in at:
                    continue
                self._trade(trail[at[person] :])
                trail, left = trail[: at[person]], trail[at[person] :]
                for gone, _ in left:
                    del at[gone]
            if trail:  # the last one on the trail points anew
                person, _ = trail.pop()
                del at[person]

    def _best(self, person: int) -> int:
        """The best post of a graduate that has a seat; -1 = none."""
        while self._wish[person] < self._end[person]:
            post = self._posts[self._wish[person]]
            if self._seats[post]:
                return post
            self._wish[person] += 1
        return -1

    def _holder(self, post: int) -> int:
        """The first in the post's order who is here and may go there; there is one, who points at it."""
        queue = self._queues.setdefault(post, self._queue(post))
        while post not in self._first or not self._here[self._first[post]]:
            self._first[post] = next(queue)
        return self._first[post]

    def _queue(self, post: int) -> Iterator[int]:
        """The post's order, without those who have left and those whom a rule keeps away."""
        others = self._orders.others(post)
        for ranking, first in ((self._orders.listed(post), 0), (others, self._left_before(others))):
            for start in range(first, len(ranking), _CHUNK):
                people = ranking[start : start + _CHUNK]
                people = people[self._here[people]]
                where = np.full(len(people), post)
                yield from people[allowed(self._offer.market, self._offer.rules, people, where)].tolist()

    def _left_before(self, ranking: Integers) -> int:
        """Where in a shared order the first chunk begins that still has somebody; nobody comes back."""
        start = self._left.get(id(ranking), 0)
        while start < len(ranking) and not self._here[ranking[start : start + _CHUNK]].any():
            start += _CHUNK
        self._left[id(ranking)] = start
        return start

    def _trade(self, cycle: list[Step]) -> None:
        """Everybody in the cycle gets the post pointed at, by the right of the next one in the cycle."""
        self._cycles += 1
        names = self._offer.market.graduates
        for (person, post), (holder, _) in zip(cycle, [*cycle[1:], cycle[0]], strict=True):
            self._placed[person] = post
            self._seats[post] -= 1
            self._here[person] = False
            said = f"循环 {self._cycles}：{names[holder]} 的优先 / cycle {self._cycles}: the right of {names[holder]}"
            self._diary.append(Entry(person, post, "traded", said))
