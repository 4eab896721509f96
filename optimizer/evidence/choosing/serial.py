"""Choosing in turn: each takes the best post that has a seat and was not refused."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from optimizer.assignment.offer import Offer
from optimizer.evidence.choosing.lines import Done, Line, wishes

Refused = Callable[[Sequence[int], int, int], str | None]
"""Whether the next refusal in the diary is of this graduate and post, those before being placed: its witness, or None."""


def serial(offer: Offer, turn: Sequence[int], refused: Refused = lambda placed, person, post: None) -> Done:
    """Walk through the day."""
    seats, lists = offer.seats.tolist(), wishes(offer)
    placed = [-1] * offer.market.size
    lines: list[Line] = []
    for person in turn:
        if offer.chooses[person]:
            lines += _turn(placed, seats, person, lists[person], refused)
    return Done(placed, lines)


def _turn(
    placed: list[int], seats: list[int], person: int, wanted: Sequence[int], refused: Refused
) -> Iterator[Line]:
    """One person's turn."""
    for post in wanted:
        if not seats[post]:
            continue
        why = refused(placed, person, post)
        if why is None:
            placed[person] = post
            seats[post] -= 1
            yield Line(person, post, "picked")
            return
        yield Line(person, post, "refused", why)
    yield Line(person, -1, "passed")
