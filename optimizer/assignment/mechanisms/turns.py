"""Choosing in turn (依次选岗): one after the other takes the best offered post that has a seat."""

from __future__ import annotations

import numpy as np

from optimizer.assignment.completion import Completion
from optimizer.assignment.diary import Diary, Entry
from optimizer.assignment.guard import Guard
from optimizer.assignment.mechanisms.staged import Choice
from optimizer.assignment.offer import Offer
from optimizer.solver.program import Integers


def in_turn(offer: Offer, turn: Integers, guard: Guard | Completion | None = None) -> Choice:
    """These graduates choose in this order; what the guard refuses is told, and the next wish is tried."""
    start, seats, posts = offer.start.tolist(), offer.seats.tolist(), offer.post.tolist()
    placed = np.full(offer.market.size, -1)
    diary: list[Entry] = []
    for person in turn[offer.chooses[turn]].tolist():
        for post in posts[start[person] : start[person + 1]]:
            if not seats[post]:
                continue
            refusal = guard.settle(person, post) if guard else None
            if refusal is None:
                placed[person] = post
                seats[post] -= 1
                diary.append(Entry(person, post, "picked"))
                break
            diary.append(Entry(person, post, "refused", refusal.sentence, refusal.prices))
        else:
            diary.append(Entry(person, -1, "passed"))
    return Choice(placed, Diary.of(diary))
