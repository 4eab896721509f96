"""Popular (最受认可): no other plan would win a vote against it; not every market has one.

Abraham, Irving, Kavitha and Mehlhorn, "Popular Matchings", SIAM Journal on Computing 37 (2007), section 3
(lists with ties); with seats as in Manlove and Sng 2006, a seat being a post that is tied with its likes.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from optimizer.assignment.diary import Diary
from optimizer.assignment.favourites import Favourites, favourites
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.staged import Choice, Staged
from optimizer.assignment.offer import Offer
from optimizer.assignment.pairing import Deadlock, Pairing
from optimizer.errors import Impossible

_SHOWN = 40


class Popular(Staged):
    """Of all popular plans one that places most people; those who place as many are told apart by priority.

    In a vote between two plans everybody votes for the one where they get the better wish. Tied wishes are
    true ties here: nobody votes between them. Where no plan is popular, it says which people outnumber the
    seats that every popular plan would have to give them.
    """

    kind: ClassVar[str] = "popular"
    chinese: ClassVar[str] = "最受认可"
    promise: ClassVar[str] = "没有别的方案能在表决中胜出 / no other plan wins a vote against it"
    story: ClassVar[str] = (
        "录取：首选，或首选之外最好的、不被首选者占满的岗位（备选）；未选到：不影响表决结果的人"
    )

    def pick(self, offer: Offer) -> Choice:
        """Fill the first wishes as far as they go, then the second resorts; raises Impossible with the proof."""
        known = favourites(offer)
        pairing = _grown(offer, known)
        posts = len(offer.seats)
        placed = np.array([post if post < posts else -1 for post in pairing.post], np.int64)
        here = np.flatnonzero(np.diff(offer.start) > 0)
        action = np.where(placed[here] >= 0, "admitted", "passed").astype(object)
        kinds = {True: "首选 / a first wish", False: "备选 / a second resort"}
        said = [
            kinds[post in known.first[person]] if post >= 0 else ""
            for person, post in zip(here.tolist(), placed[here].tolist(), strict=True)
        ]
        return Choice(placed, Diary(here, placed[here], action, np.array(said, object)))


def _grown(offer: Offer, known: Favourites) -> Pairing:
    """A largest popular plan; post `posts + g` stands for no post, for whom a popular plan may leave out."""
    posts, market = len(offer.seats), offer.market
    links = [
        [*known.popular[person], *([posts + person] if known.spare[person] else [])]
        for person in range(market.size)
    ]
    pairing = Pairing(links, [*offer.seats.tolist(), *[1] * market.size])
    for person, post in enumerate(known.paired):
        pairing.give(person, post)
    for person in np.flatnonzero(np.diff(offer.start) > 0).tolist():
        if pairing.post[person] < 0:
            deadlock = pairing.place(person)
            if deadlock is not None:
                raise Impossible(_proof(market, deadlock, offer))
    for person in range(market.size):
        if pairing.post[person] == posts + person:
            pairing.give(person, -1)
            if pairing.place(person, below=posts) is not None:
                pairing.give(person, posts + person)
    return pairing


def _proof(market: Market, deadlock: Deadlock, offer: Offer) -> list[str]:
    """Why no plan is popular: these people, these posts, and the count."""
    people, posts = sorted(deadlock.people), sorted(deadlock.posts)
    seats = int(offer.seats[posts].sum())
    return [
        "没有最受认可的方案：任何方案都会在表决中输给另一方案 / no plan is popular: each loses a vote against another",
        f"这 {len(people)} 人（{_few(market.graduates, people)}）只能去首选或备选的 {len(posts)} 个岗位"
        f"（{_few(market.posts, posts)}），这些岗位只有 {seats} 个名额 / {len(people)} people would have to get "
        f"one of {len(posts)} posts, a first wish or a second resort, which have {seats} seats "
        "(Abraham, Irving, Kavitha, Mehlhorn 2007)",
    ]


def _few(names: Sequence[str], some: Sequence[int]) -> str:
    shown = "、".join(names[one] for one in some[:_SHOWN])
    return f"{shown} 等" if len(some) > _SHOWN else shown
