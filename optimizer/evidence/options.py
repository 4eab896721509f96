"""What is open to everybody in the allocation: each allowed post by the own list, by the pool, or no post at all."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.market import Flags
from optimizer.assignment.pool import allowed
from optimizer.assignment.stated import parted
from optimizer.solver.program import Integers

FAR = 2**60
"""What an option costs that is not open: beyond any sum."""


@dataclass(frozen=True, eq=False)
class Options:
    """`people` and `posts` are those that are open; `listed`, `pooled` (people, posts) and `nowhere` (people) say what
    may still be had."""

    form: Formulation
    people: Integers
    posts: Integers
    listed: Flags
    pooled: Flags
    nowhere: Flags

    @staticmethod
    def of(form: Formulation) -> Options:
        """All options at the beginning."""
        market, people, posts = form.market, form.people, np.flatnonzero(form.seats > 0)
        person, seat = np.full(market.size, -1), np.full(len(form.seats), -1)
        person[people], seat[posts] = np.arange(len(people)), np.arange(len(posts))
        listed = np.zeros((len(people), len(posts)), bool)
        listed[person[market.wish_graduate[form.listed]], seat[market.wish_post[form.listed]]] = True
        left, right = np.repeat(people, len(posts)), np.tile(posts, len(people))
        may = allowed(market, form.rules, left, right).reshape(listed.shape)
        return Options(
            form, people, posts, listed, may & market.accepts[people][:, None], np.ones(len(people), bool)
        )

    @cached_property
    def pairs(self) -> tuple[Integers, Integers]:
        """All pairs, person by person."""
        return np.repeat(self.people, len(self.posts)), np.tile(self.posts, len(self.people))

    def goal_costs(self, place: int) -> tuple[Integers, Integers, Integers]:
        """What each option counts in a goal, listed, pooled and nowhere; to be minimised."""
        goal, market = self.form.goals[place], self.form.market
        sign, shape = -1 if goal.maximise else 1, self.listed.shape
        graduate, post = self.pairs
        rank = market.ranks(graduate, post)
        listed = goal.counts(market, graduate, post, rank).reshape(shape)
        pooled = goal.counts(market, graduate, post, np.zeros_like(rank)).reshape(shape)
        return sign * listed, sign * pooled, sign * goal.unplaced(market)[self.people]

    def beyond_costs(self, place: int, level: int) -> tuple[Integers, Integers, Integers]:
        """Who would be beyond this level of a worst case: 1 for each such option."""
        market, (graduate, post) = self.form.market, self.pairs
        goal = dict(self.form.goals[place].steps(market))[level]
        rank = market.ranks(graduate, post)
        told = (goal.counts(market, graduate, post, given) for given in (rank, np.zeros_like(rank)))
        listed, pooled = (counted.reshape(self.listed.shape) for counted in told)
        return listed, pooled, goal.unplaced(market)[self.people]

    def drawn_costs(self, draw: int) -> tuple[Integers, Integers, Integers]:
        """What each option weighs in the lottery."""
        listed, pooled = np.full(self.listed.shape, FAR), np.full(self.pooled.shape, FAR)
        person, seat = np.full(self.form.market.size, -1), np.full(len(self.form.seats), -1)
        person[self.people], seat[self.posts] = np.arange(len(self.people)), np.arange(len(self.posts))
        market, (wish, enter, path, leave) = self.form.market, parted(self.form, self.form.lottery(draw))
        listed[person[market.wish_graduate[self.form.listed]], seat[market.wish_post[self.form.listed]]] = (
            wish
        )
        pool = self.form.pool
        rows, columns = person[pool.people], seat[pool.posts]
        pooled[np.ix_(rows, columns)] = enter[:, None] + path[np.ix_(pool.kind, pool.cell)] + leave
        return listed, pooled, np.zeros(len(self.people), np.int64)

    def without(self, listed: Flags, pooled: Flags, nowhere: Flags) -> Options:
        """The same without these options."""
        return replace(
            self,
            listed=self.listed & ~listed,
            pooled=self.pooled & ~pooled,
            nowhere=self.nowhere & ~nowhere,
        )
