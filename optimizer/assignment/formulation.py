"""Who may still go where, stated to the kernel: listed pairs one by one, the rest by the pool.

Columns are laid out part after part: listed pairs, people entering the pool, ways between the pool's nodes,
leaves to cells, cells to posts, and what the goals' targets are missed by. Rows: each person at most once,
each seat at most once, what enters a node or a cell leaves it, the sums of the rules, the targets. Without
sums and targets it is a network.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.labels import Labels
from optimizer.assignment.market import Market
from optimizer.assignment.pool import Pool, allowed, pool
from optimizer.assignment.pour import pour
from optimizer.assignment.rules.base import Rule, Sums
from optimizer.assignment.tree import Tree
from optimizer.solver.program import Aim, Bottleneck, Integers, Program, Rows, Stage


@dataclass(frozen=True)
class Formulation:
    """What is open: `people` and `seats` per post (0 = none), `least` people per post, rules and goals.

    `placed` is the plan so far, a post per graduate: it counts in the rules' sums.
    """

    market: Market
    placed: Integers
    seats: Integers
    least: Integers
    rules: Sequence[Rule]
    goals: Sequence[Goal]

    @cached_property
    def people(self) -> Integers:
        """Whoever has no post yet."""
        return np.flatnonzero(self.placed < 0)

    @cached_property
    def listed(self) -> Integers:
        """The wishes that may come true: of open people, for posts with seats, allowed by every rule."""
        market = self.market
        wish = np.flatnonzero((self.placed < 0)[market.wish_graduate] & (self.seats[market.wish_post] > 0))
        kept: Integers = wish[allowed(market, self.rules, market.wish_graduate[wish], market.wish_post[wish])]
        return kept

    @cached_property
    def pool(self) -> Pool:
        """The pool of the open people who accept allocation."""
        accepting = self.people[self.market.accepts[self.people]]
        return pool(self.market, self.rules, self.goals, accepting, np.flatnonzero(self.seats > 0))

    @cached_property
    def tree(self) -> Tree:
        """The pool's kinds and blocks, those with a single way in being one with where it comes from."""
        return Tree(self.pool)

    @cached_property
    def offsets(self) -> Integers:
        """Where each part of the columns starts, and their number at the end."""
        unlisted, ways = self.pool, int((~self.tree.lone).sum())
        sizes = [len(self.listed), len(unlisted.people), ways, len(unlisted.leaf), len(unlisted.posts)]
        return np.cumsum([0, *sizes])

    def program(self) -> Program:
        """The columns with their bounds, and the rows with their labels."""
        network, rows = self.network(), [*self.sums(), *(target for _, target in self.targets)]
        if not rows:
            return network
        missed = 2 * sum(target.count for _, target in self.targets)
        most = max((_extent(target, network.upper) for _, target in self.targets), default=0)
        lower = np.concatenate([network.lower, np.zeros(missed, np.int64)])
        upper = np.concatenate([network.upper, np.full(missed, most)])
        return Program(lower, upper, Rows.stack([network.rows, *rows]))

    def network(self) -> Program:
        """The program without the sums of the rules."""
        unlisted, tree, market, at = self.pool, self.tree, self.market, self.offsets
        lower, upper = np.zeros(at[-1], np.int64), np.ones(at[-1], np.int64)
        upper[at[2] : at[3]] = len(unlisted.people)
        upper[at[3] : at[4]] = np.minimum(
            np.bincount(unlisted.cell, self.seats[unlisted.posts], unlisted.cells)[unlisted.leaf_cell],
            unlisted.class_sizes[unlisted.leaf_class],
        )
        upper[at[4] :] = self.seats[unlisted.posts]
        person = np.full(market.size, -1)
        person[self.people] = np.arange(len(self.people))
        open_posts = np.flatnonzero(self.seats > 0)
        seat = np.full(len(self.seats), -1)
        seat[open_posts] = len(self.people) + np.arange(len(open_posts))
        node = len(self.people) + len(open_posts)
        cell = node + tree.nodes
        leaves = [
            person[market.wish_graduate[self.listed]],
            person[unlisted.people],
            node + tree.tail[~tree.lone],
            node + tree.leaf,
            cell + unlisted.cell,
        ]
        enters = [
            seat[market.wish_post[self.listed]],
            node + unlisted.kind,
            node + tree.head[~tree.lone],
            cell + unlisted.leaf_cell,
            seat[unlisted.posts],
        ]
        to_seat = np.ones(at[-1], np.int64)  # what enters a seat or leaves a person counts +1 there
        to_seat[at[1] : at[4]] = -1
        columns = np.tile(np.arange(at[-1]), 2)
        inner = np.zeros(tree.nodes + unlisted.cells, np.int64)
        low = np.concatenate([np.zeros(len(self.people), np.int64), self.least[open_posts], inner])
        high = np.concatenate([np.ones(len(self.people), np.int64), self.seats[open_posts], inner])
        row = np.concatenate([*leaves, *enters])
        value = np.concatenate([np.ones(at[-1], np.int64), to_seat])
        labels = Labels(market, self.people, open_posts, self.least, self.seats, len(inner))
        return Program(lower, upper, Rows(row, columns, value, low, high, labels))

    def sums(self) -> list[Rows]:
        """The sums of each rule that has some, over listed pairs and leaves, less what is placed already."""
        graduate, post, column = self._counted
        found = []
        for rule in self.rules:
            sums = rule.sums(self.market, graduate, post)
            given = rule.sums(self.market, *self._given)
            if sums is not None and given is not None:
                found.append(_rows(sums, given, column))
        return found

    @cached_property
    def _counted(self) -> tuple[Integers, Integers, Integers]:
        """The columns that sums count, each with a graduate and a post that stand for it."""
        market, unlisted, at = self.market, self.pool, self.offsets
        cell_post = representatives(unlisted.cell, unlisted.posts)
        graduate = np.concatenate([market.wish_graduate[self.listed], unlisted.leaf_person])
        post = np.concatenate([market.wish_post[self.listed], cell_post[unlisted.leaf_cell]])
        return graduate, post, np.concatenate([np.arange(at[1]), np.arange(at[3], at[4])])

    @property
    def _given(self) -> tuple[Integers, Integers]:
        """Who is placed already, and where."""
        there = np.flatnonzero(self.placed >= 0)
        return there, self.placed[there]

    @cached_property
    def targets(self) -> list[tuple[int, Rows]]:
        """The targets of the goals, each with its price and two more columns a row: too little, too much."""
        graduate, post, column = self._counted
        found, start = [], int(self.offsets[-1])
        for goal in self.goals:
            asked, given = (goal.targets(self.market, *pairs) for pairs in ((graduate, post), self._given))
            for (price, sums), (_, already) in zip(asked, given, strict=True):
                found.append((price, _elastic(_rows(sums, already, column), start, sums.unit)))
                start += 2 * len(sums.low)
        return found

    def stages(self) -> list[Aim]:
        """The goals as weights; what everybody counts when unplaced is left out."""
        return [self._aim(goal) for goal in self.goals]

    def _aim(self, goal: Goal) -> Aim:
        steps = goal.steps(self.market)
        if steps:
            reached = goal.value(self.market, self.placed)
            kept = [(level, self._weights(step)) for level, step in steps if level >= reached]
            return Bottleneck(goal.name, [level for level, _ in kept], [weights for _, weights in kept])
        return Stage(goal.name, -self._weights(goal) if goal.maximise else self._weights(goal))

    def _weights(self, goal: Goal) -> Integers:
        market, unlisted, at = self.market, self.pool, self.offsets
        weights = np.zeros(at[-1], np.int64)
        graduate, post = market.wish_graduate[self.listed], market.wish_post[self.listed]
        nothing = goal.unplaced(market)
        weights[: at[1]] = (
            goal.counts(market, graduate, post, market.wish_rank[self.listed]) - nothing[graduate]
        )
        weights[at[1] : at[2]] = -nothing[unlisted.people]
        if len(unlisted.run_kind):
            who = representatives(unlisted.kind, unlisted.people)[unlisted.run_kind]
            where = representatives(unlisted.cell, unlisted.posts)[unlisted.run_cell]
            run = goal.counts(market, who, where, np.zeros(len(who), np.int64))
            weights[at[2] : at[4]] = np.concatenate(self.tree.costs(run))
        return np.concatenate([weights, *self._prices(goal)])

    def _prices(self, goal: Goal) -> list[Integers]:
        """The prices of the targets' further columns; those of other goals cost nothing."""
        prices, at = [], 0
        for one in self.goals:
            for _ in one.targets(self.market, *self._given):
                price, rows = self.targets[at]
                prices.append(np.full(2 * rows.count, price if one is goal else 0))
                at += 1
        return prices

    def lottery(self, draw: int) -> Integers:
        """The committed lottery's weight of every column."""
        market, unlisted, at = self.market, self.pool, self.offsets
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
        missed = sum(2 * rows.count for _, rows in self.targets)
        return np.concatenate([lottery.weights(pair, draw), np.zeros(missed, np.int64)])

    def plan(self, values: Integers) -> Integers:
        """The post of every graduate (-1 = none) that the columns' values mean, with those placed before."""
        result = self.placed.copy()
        taken = self.listed[values[: len(self.listed)] > 0]
        result[self.market.wish_graduate[taken]] = self.market.wish_post[taken]
        enter, ways, leaf, leave = np.split(values[: self.offsets[-1]], self.offsets[1:-1])[1:]
        carried = self.tree.carried(ways, leaf)
        pour(self.market, self.pool, np.concatenate([enter, carried, leaf, leave]), result)
        return result


def _rows(sums: Sums, given: Sums, column: Integers) -> Rows:
    """Sums over columns, less what is there already."""
    already = activity(given)
    return Rows(
        sums.row, column[sums.pair], sums.value, sums.low - already, sums.high - already, tuple(sums.labels)
    )


def _elastic(rows: Rows, start: int, unit: int) -> Rows:
    """The rows with a column each for what is too little and what is too much, in units, numbered from `start`."""
    each, one = np.arange(rows.count), np.full(rows.count, unit)
    return replace(
        rows,
        row=np.concatenate([rows.row, each, each]),
        column=np.concatenate([rows.column, start + each, start + rows.count + each]),
        value=np.concatenate([rows.value, one, -one]),
    )


def _extent(rows: Rows, upper: Integers) -> int:
    """What no row can be missed by more than."""
    inner = rows.column < len(upper)
    reach = np.zeros(rows.count, np.int64)
    np.add.at(reach, rows.row[inner], np.abs(rows.value[inner]) * upper[rows.column[inner]])
    return int((reach + np.abs(rows.low) + np.abs(rows.high)).max(initial=0))


def representatives(group: Integers, members: Integers) -> Integers:
    """A member of every group."""
    result = np.zeros(int(group.max(initial=-1)) + 1, np.int64)
    result[group[::-1]] = members[::-1]
    return result


def activity(sums: Sums) -> Integers:
    """What every row sums to when each pair is placed once."""
    total = np.zeros(len(sums.low), np.int64)
    np.add.at(total, sums.row, sums.value)
    return total
