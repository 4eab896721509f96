"""Who may still go where, stated to the kernel as a network: listed pairs one by one, the rest by the pool.

Columns are laid out part after part: listed pairs, people entering the pool, kinds to blocks, blocks to
their children, cells to posts. Rows: each person at most once, each seat at most once, and what enters a
kind, a block or a cell leaves it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Flags, Market
from optimizer.assignment.pool import Pool, allowed, pool
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers, Program, Rows, Stage


@dataclass(frozen=True)
class Formulation:
    """What is open: `people` and `seats` per post (0 = none), `least` people per post, rules and goals."""

    market: Market
    people: Integers
    seats: Integers
    least: Integers
    rules: Sequence[Rule]
    goals: Sequence[Goal]

    @cached_property
    def listed(self) -> Integers:
        """The wishes that may come true: of open people, for posts with seats, allowed by every rule."""
        market = self.market
        open_ = np.zeros(market.size, bool)
        open_[self.people] = True
        wish = np.flatnonzero(open_[market.wish_graduate] & (self.seats[market.wish_post] > 0))
        kept: Integers = wish[allowed(market, self.rules, market.wish_graduate[wish], market.wish_post[wish])]
        return kept

    @cached_property
    def pool(self) -> Pool:
        """The pool of the open people who accept allocation."""
        accepting = self.people[self.market.accepts[self.people]]
        return pool(self.market, self.rules, self.goals, accepting, np.flatnonzero(self.seats > 0))

    @cached_property
    def _offsets(self) -> Integers:
        """Where each part of the columns starts, and their number at the end."""
        unlisted = self.pool
        parts = (self.listed, unlisted.people, unlisted.run_kind, unlisted.links, unlisted.posts)
        return np.cumsum([0, *(len(part) for part in parts)])

    def program(self) -> Program:
        """The columns with their bounds, and the rows with their labels."""
        unlisted, market = self.pool, self.market
        many = len(unlisted.people)
        lower = np.zeros(self._offsets[-1], np.int64)
        upper = np.ones(self._offsets[-1], np.int64)
        upper[self._offsets[2] : self._offsets[4]] = many
        upper[self._offsets[4] :] = self.seats[unlisted.posts]
        person = np.full(market.size, -1)
        person[self.people] = np.arange(len(self.people))
        open_posts = np.flatnonzero(self.seats > 0)
        seat = np.full(len(self.seats), -1)
        seat[open_posts] = len(self.people) + np.arange(len(open_posts))
        kind = len(self.people) + len(open_posts)
        block = kind + unlisted.kinds
        ends = [
            (person[market.wish_graduate[self.listed]], 1, seat[market.wish_post[self.listed]], 1),
            (person[unlisted.people], 1, kind + unlisted.kind, -1),
            (kind + unlisted.run_kind, 1, block + unlisted.run_block, -1),
            (block + unlisted.links // 2, 1, block + unlisted.links, -1),
            (block + unlisted.leaves + unlisted.cell, 1, seat[unlisted.posts], 1),
        ]
        columns = np.arange(self._offsets[-1])
        row = np.concatenate([*(end[0] for end in ends), *(end[2] for end in ends)])
        value = np.concatenate(
            [*(np.full(len(end[0]), end[1]) for end in ends), *(np.full(len(end[2]), end[3]) for end in ends)]
        )
        inner = unlisted.kinds + 2 * unlisted.leaves
        low = np.concatenate(
            [np.zeros(len(self.people), np.int64), self.least[open_posts], np.zeros(inner, np.int64)]
        )
        high = np.concatenate(
            [np.ones(len(self.people), np.int64), self.seats[open_posts], np.zeros(inner, np.int64)]
        )
        return Program(
            lower, upper, Rows(row, np.tile(columns, 2), value, low, high, _Labels(self, open_posts, inner))
        )

    def stages(self) -> list[Stage]:
        """The goals as weights; what everybody counts when unplaced is left out (see `constant`)."""
        return [
            Stage(goal.kind, -self._weights(goal) if goal.maximise else self._weights(goal))
            for goal in self.goals
        ]

    def _weights(self, goal: Goal) -> Integers:
        market, unlisted, at = self.market, self.pool, self._offsets
        weights = np.zeros(at[-1], np.int64)
        graduate, post = market.wish_graduate[self.listed], market.wish_post[self.listed]
        weights[: at[1]] = goal.counts(market, graduate, post, market.wish_rank[self.listed]) - goal.unplaced(
            market
        )
        weights[at[1] : at[2]] = -goal.unplaced(market)
        if len(unlisted.run_kind):
            person, place = (
                _representatives(unlisted.kind, unlisted.people),
                _representatives(unlisted.cell, unlisted.posts),
            )
            who, where = person[unlisted.run_kind], place[unlisted.run_cell]
            weights[at[2] : at[3]] = goal.counts(market, who, where, np.zeros(len(who), np.int64))
        return weights

    def lottery(self, draw: int) -> Integers:
        """The committed lottery's weight of every column."""
        market, unlisted, at = self.market, self.pool, self._offsets
        people, posts = market.graduate_numbers, market.post_numbers
        pooled = lottery.numbers(market.seed, "pool", [str(number) for number in range(at[4] - at[2])])
        pair = np.concatenate(
            [
                lottery.join(people[market.wish_graduate[self.listed]], posts[market.wish_post[self.listed]]),
                people[unlisted.people],
                pooled,
                posts[unlisted.posts],
            ]
        )
        return lottery.weights(pair, draw)

    def placed(self, values: Integers) -> Integers:
        """The post of every graduate (-1 = none) that the columns' values mean.

        Inside the pool people pass through kinds, blocks and cells in the lottery's order: all who reach
        a block are allowed everything below it, at the same count.
        """
        result = np.full(self.market.size, -1)
        taken = self.listed[values[: len(self.listed)] > 0]
        result[self.market.wish_graduate[taken]] = self.market.wish_post[taken]
        _pour(self.market, self.pool, values[self._offsets[1] :], result)
        return result


@dataclass(frozen=True)
class _Labels(Sequence[str]):
    """The rows' labels, written only when somebody asks."""

    formulation: Formulation
    posts: Integers
    inner: int

    def __len__(self) -> int:
        return len(self.formulation.people) + len(self.posts) + self.inner

    def __getitem__(self, row: int | slice) -> str:
        if isinstance(row, slice):
            raise TypeError("labels are asked for one at a time")
        if not 0 <= row < len(self):
            raise IndexError(row)
        formulation, people = self.formulation, len(self.formulation.people)
        if row < people:
            return f"graduate {formulation.market.graduates[formulation.people[row]]}: at most one post"
        if row < people + len(self.posts):
            post = self.posts[row - people]
            return f"post {formulation.market.posts[post]}: {formulation.least[post]} to {formulation.seats[post]} people"
        return "pool: who enters leaves"


def _representatives(group: Integers, members: Integers) -> Integers:
    """A member of every group."""
    result = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    result[group[::-1]] = members[::-1]
    return result


def _pour(market: Market, unlisted: Pool, values: Integers, result: Integers) -> None:
    """Write the posts of all people in the pool into `result`."""
    enter, run, link, leave = np.split(
        values, np.cumsum([len(unlisted.people), len(unlisted.run_kind), len(unlisted.links)])
    )
    order = market.graduate_numbers
    inside: Flags = enter > 0
    people, kind = unlisted.people[inside], unlisted.kind[inside]
    people = people[np.lexsort((order[people], kind))]
    bags: dict[int, list[int]] = {}
    blocks = np.repeat(unlisted.run_block, run)
    for person, block in zip(people.tolist(), blocks.tolist(), strict=True):
        bags.setdefault(block, []).append(person)
    for block, passed in zip(unlisted.links.tolist(), link.tolist(), strict=True):
        if passed:
            waiting = sorted(bags[block // 2], key=lambda person: int(order[person]))
            bags.setdefault(block, []).extend(waiting[:passed])
            bags[block // 2] = waiting[passed:]
    waiting_at = {
        cell: iter(sorted(bags.get(unlisted.leaves + cell, ()), key=lambda person: int(order[person])))
        for cell in np.unique(unlisted.cell[leave > 0]).tolist()
    }
    cells, seats = np.repeat(unlisted.cell, leave), np.repeat(unlisted.posts, leave)
    for cell, post in zip(cells.tolist(), seats.tolist(), strict=True):
        result[next(waiting_at[cell])] = post
