"""Deferred acceptance, one proposal at a time: what comes out, and whether a diary of rounds tells it truly.

The order of proposals does not change the result (McVitie and Wilson 1970), so the diary's rounds are looked at line by
line: everybody proposes to the next on the list, and a receiver keeps the best it has.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from optimizer.assignment.offer import Offer
from optimizer.assignment.orders import Orders

Place = Callable[[int, int], int]
"""Where a receiver puts a proposer: smaller is better."""


@dataclass(frozen=True, eq=False)
class Round:
    """Proposers with lists and how many pairs each wants; receivers with seats and an order."""

    lists: Sequence[Sequence[int]]
    wants: Sequence[int]
    seats: Sequence[int]
    place: Place

    def held(self) -> list[list[int]]:
        """Whom every receiver holds in the end."""
        return self._ended[0]

    def steps(self) -> int:
        """How many proposals and rejections that takes, in whatever order."""
        held, proposals = self._ended
        return 2 * proposals - sum(len(some) for some in held)

    @cached_property
    def _ended(self) -> tuple[list[list[int]], int]:
        held: list[list[int]] = [[] for _ in self.seats]
        following = [0] * len(self.lists)
        waiting = [one for one, many in enumerate(self.wants) for _ in range(many)]
        while waiting:
            one = waiting.pop()
            while following[one] < len(self.lists[one]):
                receiver = self.lists[one][following[one]]
                following[one] += 1
                held[receiver].append(one)
                if len(held[receiver]) <= self.seats[receiver]:
                    break
                one = max(held[receiver], key=lambda other: self.place(receiver, other))
                held[receiver].remove(one)
        return held, sum(following)

    def wrong(self, lines: Sequence[tuple[int, int, bool, str]], names: Sequence[str]) -> Iterator[str]:
        """What is false in lines of proposals and rejections: proposer, receiver, rejected or not, who was kept instead."""
        held: list[set[int]] = [set() for _ in self.seats]
        following = [0] * len(self.lists)
        for rejected, group in groupby(lines, key=lambda line: line[2]):
            for one, receiver, _, _ in (some := list(group)):
                if not rejected:
                    at = following[one]
                    if at >= len(self.lists[one]) or self.lists[one][at] != receiver:
                        yield f"{names[one]} 不是向下一志愿申请 / does not propose to the next on the list"
                        return
                    following[one] += 1
                    held[receiver].add(one)
                elif one not in held[receiver]:
                    yield f"{names[one]} 未曾申请，何来未被接受 / is rejected without having proposed"
                    return
                else:
                    held[receiver].discard(one)
            if rejected:
                yield from self._kept(held, some, names)
        if [sorted(people) for people in held] != [sorted(people) for people in self.held()]:
            yield "申请未到底 / the proposals do not end where they should"

    def _kept(
        self, held: Sequence[set[int]], lines: Sequence[tuple[int, int, bool, str]], names: Sequence[str]
    ) -> Iterator[str]:
        """Whether each rejection has better ones in all seats, and names the last of them."""
        for one, receiver, _, instead in lines:
            kept = sorted(held[receiver], key=lambda other: self.place(receiver, other))
            if len(kept) != self.seats[receiver] or (
                kept and self.place(receiver, one) < self.place(receiver, kept[-1])
            ):
                yield f"{names[one]} 被无理拒绝 / is rejected although there is a seat, or somebody worse is kept"
            elif (names[kept[-1]] if kept else "") != instead:
                yield f"{names[one]} 的理由应为 {names[kept[-1]] if kept else ''} / the reason names somebody else"


def by_graduates(offer: Offer, orders: Orders, seats: Sequence[int], lists: Sequence[Sequence[int]]) -> Round:
    """Graduates propose, posts keep the best by their orders."""
    return Round(lists, [1] * len(lists), seats, _place(offer, orders))


def by_posts(offer: Offer, orders: Orders, lists: Sequence[Sequence[int]]) -> Round:
    """Posts offer their seats in their order to those who listed them; graduates keep the best of their list."""
    place = _place(offer, orders)
    order = [{post: at for at, post in enumerate(wanted)} for wanted in lists]
    asked: list[list[int]] = [[] for _ in offer.seats]
    for person, wanted in enumerate(lists):
        for post in wanted:
            asked[post].append(person)
    for post, people in enumerate(asked):
        people.sort(key=lambda person, post=post: place(post, person))  # type: ignore[misc]
    return Round(asked, offer.seats.tolist(), [1] * len(lists), lambda person, post: order[person][post])


def _place(offer: Offer, orders: Orders) -> Place:
    """The places of all offered pairs."""
    place = orders.place(offer.graduate, offer.post).tolist()
    known = dict(zip(zip(offer.post.tolist(), offer.graduate.tolist(), strict=True), place, strict=True))
    return lambda post, person: known[post, person]


def placed_of(held: Sequence[Sequence[int]], people: int) -> list[int]:
    """A post per graduate, from the graduates that every post holds."""
    placed = [-1] * people
    for post, some in enumerate(held):
        for person in some:
            placed[person] = post
    return placed
