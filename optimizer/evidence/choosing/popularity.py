"""A popular plan: first wishes and second resorts only, as many people as can be, told apart by priority."""

from __future__ import annotations

import numpy as np

from optimizer.assignment.favourites import favourites
from optimizer.assignment.offer import Offer
from optimizer.assignment.pairing import Pairing
from optimizer.evidence.choosing.lines import Done, Line, wishes
from optimizer.evidence.findings import Unsound

_SAID = {True: "首选 / a first wish", False: "备选 / a second resort"}


def popular(offer: Offer) -> Done:
    """Pair first wishes, then everybody, then as few as can be with nothing."""
    known, posts, people = favourites(offer), len(offer.seats), offer.market.size
    lists = wishes(offer)
    nothing = [posts + person for person in range(people)]
    links = [
        [*known.popular[person], *([nothing[person]] if known.spare[person] else [])]
        for person in range(people)
    ]
    pairing = Pairing(links, [*offer.seats.tolist(), *np.ones(people, np.int64).tolist()])
    for person, post in enumerate(known.paired):
        pairing.give(person, post)
    for person in range(people):
        if lists[person] and pairing.post[person] < 0 and pairing.place(person) is not None:
            raise Unsound("没有最受认可的方案 / no plan is popular")
    for person in range(people):
        if pairing.post[person] == nothing[person]:
            pairing.give(person, -1)
            if pairing.place(person, below=posts) is not None:
                pairing.give(person, nothing[person])
    placed = [post if post < posts else -1 for post in pairing.post]
    lines = [
        Line(person, placed[person], "admitted", _SAID[placed[person] in known.first[person]])
        if placed[person] >= 0
        else Line(person, -1, "passed")
        for person in range(people)
        if lists[person]
    ]
    return Done(placed, lines)
