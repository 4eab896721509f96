"""Pairing people with posts along alternating paths (Berge 1957; Hall 1935), without rules or goals."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Deadlock:
    """More people than seats: all that these people may have are these posts, and all of them are full."""

    people: tuple[int, ...]
    posts: tuple[int, ...]


class Pairing:
    """Who has which post (-1 = none). `links` are the posts that each person may have; their owner may change
    them as long as nobody keeps a post that is no longer linked.
    """

    def __init__(self, links: Sequence[Collection[int]], seats: Sequence[int]) -> None:
        self.links = links
        self.seats = seats
        self.post = [-1] * len(links)
        self.people: list[dict[int, None]] = [{} for _ in seats]

    def give(self, person: int, post: int) -> None:
        """Move a person to a post, or to none (-1)."""
        if self.post[person] >= 0:
            del self.people[self.post[person]][person]
        if post >= 0:
            self.people[post][person] = None
        self.post[person] = post

    def place(self, person: int, below: int | None = None) -> Deadlock | None:
        """Find a post for a person who has none, others moving along; with `below` through smaller posts only.

        Everybody who has a post keeps one. None, or who and what stands against it.
        """
        came: dict[int, int] = {}
        people = {person: None}
        for mover in (queue := [person]):
            for post in self.links[mover]:
                if post in came or (below is not None and post >= below):
                    continue
                came[post] = mover
                if len(self.people[post]) < self.seats[post]:
                    self._shift(person, post, came)
                    return None
                for holder in self.people[post]:
                    if holder not in people:
                        people[holder] = None
                        queue.append(holder)
        return Deadlock(tuple(people), tuple(came))

    def _shift(self, person: int, post: int, came: dict[int, int]) -> None:
        """Let everybody on the path move to the post that led to the next one."""
        while True:
            mover = came[post]
            left = self.post[mover]
            self.give(mover, post)
            if mover == person:
                return
            post = left
