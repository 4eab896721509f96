"""Bands of wishes: deferred acceptance within a band, final at its end. All wishes in one band, or posts that propose, too."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.assignment.offer import Offer
from optimizer.assignment.orders import Orders
from optimizer.evidence.choosing.lines import Line, wishes
from optimizer.evidence.choosing.proposals import Round, by_graduates, by_posts, placed_of

Band = tuple[int, int]


def banded(offer: Offer, orders: Orders, bands: Sequence[Band]) -> list[int]:
    """A post per graduate, band after band."""
    placed, seats = [-1] * offer.market.size, offer.seats.tolist()
    for band in bands:
        _band(offer, orders, band, placed, seats)
    return placed


def _band(
    offer: Offer, orders: Orders, band: Band, placed: list[int], seats: list[int]
) -> tuple[Round, list[tuple[int, int]], list[int]]:
    """One band: its round, who finds a wish of it full already, and who is admitted; `placed` and `seats` go on."""
    here = offer.only((offer.rank >= band[0]) & (offer.rank <= band[1]))
    lists = [wanted if placed[person] < 0 else [] for person, wanted in enumerate(wishes(here))]
    full = [(person, post) for person, wanted in enumerate(lists) for post in wanted if not seats[post]]
    lists = [[post for post in wanted if seats[post]] for wanted in lists]
    proposing = by_graduates(here, orders, list(seats), lists)
    got = placed_of(proposing.held(), offer.market.size)
    for person, post in enumerate(got):
        if post >= 0:
            placed[person] = post
            seats[post] -= 1
    return proposing, full, got


def wrong_in_bands(
    offer: Offer, orders: Orders, bands: Sequence[Band], lines: Sequence[Line], *, named: bool
) -> list[str]:
    """What is false in the diary of bands."""
    placed, seats, at = [-1] * offer.market.size, offer.seats.tolist(), 0
    names = offer.market.graduates
    for number, band in enumerate(bands, 1):
        proposing, full, got = _band(offer, orders, band, placed, seats)
        said = f"第 {number} 段 / band {number}" if named else ""
        begin = [Line(person, post, "full") for person, post in full]
        end = [Line(person, post, "admitted", said) for person, post in enumerate(got) if post >= 0]
        if list(lines[at : at + len(begin)]) != begin:
            return [
                f"第 {number} 段开头应列出已满的志愿 / band {number} should begin with the wishes that are full"
            ]
        at += len(begin)
        steps, at = _steps(lines, at, proposing, ("proposed", "rejected"))
        wrong = list(
            proposing.wrong(
                [(line.graduate, line.post, line.action == "rejected", line.witness) for line in steps], names
            )
        )
        if wrong:
            return wrong
        if list(lines[at : at + len(end)]) != end:
            return [f"第 {number} 段录取的人不对 / band {number} does not admit whom it should"]
        at += len(end)
    return [] if at == len(lines) else ["记录多出若干行 / there are lines too many"]


def posts_propose(offer: Offer, orders: Orders) -> list[int]:
    """A post per graduate where posts offer their seats."""
    held = by_posts(offer, orders, wishes(offer)).held()
    return [some[0] if some else -1 for some in held]


def wrong_in_offers(offer: Offer, orders: Orders, lines: Sequence[Line]) -> list[str]:
    """What is false in the diary of posts that offer their seats."""
    proposing = by_posts(offer, orders, wishes(offer))
    steps, at = _steps(lines, 0, proposing, ("offered", "declined"))
    told = [(line.post, line.graduate, line.action == "declined", line.witness) for line in steps]
    wrong = list(proposing.wrong(told, offer.market.posts))
    end = [
        Line(person, post, "admitted")
        for person, post in enumerate(posts_propose(offer, orders))
        if post >= 0
    ]
    return wrong or ([] if list(lines[at:]) == end else ["录取的人不对 / other people are admitted"])


def _steps(
    lines: Sequence[Line], at: int, proposing: Round, actions: tuple[str, str]
) -> tuple[Sequence[Line], int]:
    """The lines from here on that are steps of a round, as many as it takes, and where they end."""
    end = at
    while end < min(len(lines), at + proposing.steps()) and lines[end].action in actions:
        end += 1
    return lines[at:end], end
