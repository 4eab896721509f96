"""First wishes and second resorts: the only posts that a popular plan may give (Abraham et al. 2007).

First everybody's first wishes are paired as far as they go. By alternating paths from whoever is left over,
people and posts fall into three kinds (Dulmage and Mendelsohn 1958): *even* (some largest pairing does
without them), *odd* (next to an even one, always paired with an even one) and *unreached* (always paired among
themselves). A second resort is the best post that is even: a better one is taken by first wishes anyway.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from optimizer.assignment.offer import Offer
from optimizer.assignment.pairing import Pairing

EVEN, ODD, UNREACHED = "even", "odd", "unreached"


@dataclass(frozen=True)
class Favourites:
    """For every graduate: the first wishes, the posts that a popular plan may give, and whether none will do.

    `paired` is a largest pairing of people with first wishes (-1 = none).
    """

    first: Sequence[Sequence[int]]
    popular: Sequence[Sequence[int]]
    spare: Sequence[bool]
    paired: Sequence[int]


def favourites(offer: Offer) -> Favourites:
    """Work them out for everybody who has an offered wish; the others vote on nothing."""
    wishes = _by_rank(offer)
    first = [groups[0] if groups else [] for groups in wishes]
    pairing = Pairing(first, offer.seats.tolist())
    for person in range(len(first)):
        pairing.place(person)
    people, posts = _kinds(pairing)
    popular, spare = [], []
    for person, groups in enumerate(wishes):
        resort = _even(groups, posts) if people[person] == EVEN else []
        kept = [post for post in first[person] if _fits(people[person], posts[post])]
        popular.append([*kept, *(post for post in resort if post not in kept)])
        spare.append(bool(groups) and people[person] == EVEN and not resort)
    return Favourites(first, popular, spare, pairing.post)


def _by_rank(offer: Offer) -> list[list[list[int]]]:
    """The wishes of each graduate, those of one rank together."""
    wishes: list[list[list[int]]] = [[] for _ in range(offer.market.size)]
    last: tuple[int, int] | None = None
    for person, post, rank in zip(
        offer.graduate.tolist(), offer.post.tolist(), offer.rank.tolist(), strict=True
    ):
        if (person, rank) != last:
            wishes[person].append([])
            last = (person, rank)
        wishes[person][-1].append(post)
    return wishes


def _kinds(pairing: Pairing) -> tuple[list[str], list[str]]:
    """The kind of every person and of every post, from those left over by a largest pairing."""
    people, posts = [UNREACHED] * len(pairing.links), [UNREACHED] * len(pairing.seats)
    wished_by: list[list[int]] = [[] for _ in pairing.seats]
    for person, links in enumerate(pairing.links):
        for post in links:
            wished_by[post].append(person)
    reached = [person for person, post in enumerate(pairing.post) if post < 0]
    for person in reached:
        people[person] = EVEN
    for person in reached:
        for post in pairing.links[person]:
            if posts[post] == UNREACHED:
                posts[post] = ODD
                reached += _mark(people, pairing.people[post], EVEN)
    open_ = [post for post, seats in enumerate(pairing.seats) if len(pairing.people[post]) < seats]
    for post in open_:
        posts[post] = EVEN
    for post in open_:
        for person in _mark(people, wished_by[post], ODD):
            open_ += _mark(posts, [pairing.post[person]], EVEN)
    return people, posts


def _mark(kinds: list[str], some: Iterable[int], kind: str) -> list[int]:
    """Give those not yet reached this kind; who they are."""
    fresh = [one for one in some if kinds[one] == UNREACHED]
    for one in fresh:
        kinds[one] = kind
    return fresh


def _even(groups: Sequence[Sequence[int]], posts: Sequence[str]) -> Sequence[int]:
    """The even posts of the best rank that has any."""
    found = ([post for post in group if posts[post] == EVEN] for group in groups)
    return next((group for group in found if group), [])


def _fits(person: str, post: str) -> bool:
    """Whether a largest pairing may pair the two: even with odd, or unreached among themselves."""
    return {person, post} in ({EVEN, ODD}, {UNREACHED})
