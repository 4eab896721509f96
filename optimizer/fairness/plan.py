"""A finished plan as metrics read it: the market, the rules over pairs, who is where, and who is counted."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from optimizer.assignment.kinds import build
from optimizer.assignment.market import Flags, Market
from optimizer.assignment.outcome import Outcome
from optimizer.assignment.pool import allowed
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers

T = TypeVar("T")
Words = npt.NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Plan:
    """Who got which post, and the scale on which everybody's standing is read.

    `placed` is a post per graduate (-1 = none), `stage` the word for how each got there (pin, choice,
    allocation, unplaced). `rules` are those that must hold. `people` and `posts` are the numbers of those
    that count (everybody, unless plans of different scenarios are compared on what they share), `longest`
    the last rank of the scale (the longest list in the market, or among the markets compared).
    """

    market: Market
    rules: tuple[Rule, ...]
    placed: Integers
    stage: Words
    people: Integers
    posts: Integers
    longest: int
    _memory: dict[Hashable, Any] = field(default_factory=dict, repr=False)

    @staticmethod
    def of(outcome: Outcome, market: Market | None = None) -> Plan:
        """The plan of an outcome; `market` may be an equal one that remembers what was worked out."""
        rules = build(outcome.scenario.settings.assignment).rules if outcome.scenario is not None else ()
        stage = outcome.placements["stage"].to_numpy(object)
        return Plan.made(market or outcome.market, rules, outcome.placed, stage)

    @staticmethod
    def made(market: Market, rules: tuple[Rule, ...], placed: Integers, stage: Words | None = None) -> Plan:
        """A plan in which everybody and every post counts; without `stage` all posts were allocated."""
        if stage is None:
            stage = np.where(placed < 0, "unplaced", np.where(market.pins >= 0, "pin", "allocation"))
        people, posts = np.arange(market.size), np.arange(len(market.capacity))
        return Plan(market, rules, placed, stage.astype(object), people, posts, market.longest)

    def remember(self, key: Hashable, make: Callable[[], T]) -> T:
        """What `make` gives for this plan, worked out once."""
        if key not in self._memory:
            self._memory[key] = make()
        kept: T = self._memory[key]
        return kept

    @cached_property
    def rank(self) -> Integers:
        """The rank at which each graduate listed the post they got; 0 = not listed, or no post."""
        everybody = np.arange(self.market.size)
        return self.market.ranks(everybody, self.placed) * (self.placed >= 0)

    @cached_property
    def standing(self) -> Integers:
        """How well each graduate fared, smaller is better: the rank, then `unlisted`, then `unplaced`."""
        listed = np.where(self.rank > 0, self.rank, self.unlisted)
        return np.where(self.placed < 0, self.unplaced, listed)

    @property
    def unlisted(self) -> int:
        """The standing of whoever was sent to a post that they had not listed."""
        return self.longest + 1

    @property
    def unplaced(self) -> int:
        """The standing of whoever has no post."""
        return self.longest + 2

    @property
    def fixed(self) -> Flags:
        """Whose post the organisation fixed: pins take no part in envy, claims and trades."""
        return np.asarray(self.market.pins >= 0, bool)

    @cached_property
    def taken(self) -> Integers:
        """How many people each post has."""
        return np.bincount(self.placed[self.placed >= 0], minlength=len(self.market.capacity)).astype(
            np.int64
        )

    @property
    def free(self) -> Integers:
        """How many seats each post has left."""
        return self.market.capacity - self.taken

    @cached_property
    def counted(self) -> Integers:
        """The standings of those who count."""
        return self.standing[self.people]

    @cached_property
    def settled(self) -> Integers:
        """The numbers of those who count and have a post that counts."""
        here = np.zeros(len(self.market.capacity) + 1, bool)
        here[self.posts] = True
        return self.people[here[self.placed[self.people]]]

    def allows(self, graduate: Integers, post: Integers) -> Flags:
        """Whether every rule over pairs allows each graduate at each post, elementwise."""
        return allowed(self.market, self.rules, graduate, post)

    def order(self, graduate: Integers, post: Integers) -> Integers:
        """Where each graduate stands in each post's order, elementwise; smaller comes first, equal is tied."""
        return graduate
