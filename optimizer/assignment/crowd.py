"""Whether everything can still be completed, asked of kinds of people and not of persons.

Who accepts allocation may be sent anywhere that the rules allow, listed or not, so only their kinds count;
who does not accept counts by the own list. Numbers of free people, seats and sums are bounds, so that one
program serves for a whole day.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment.formulation import representatives
from optimizer.assignment.ledger import Ledger
from optimizer.assignment.pool import Pool, allowed, pool
from optimizer.assignment.pour import pour
from optimizer.assignment.task import Task
from optimizer.assignment.tree import Tree
from optimizer.assignment.witness import Prices
from optimizer.solver.program import Integers, Program, Rows


@dataclass(frozen=True)
class Crowd:
    """The open people when the day begins, `placed` being the pins; the program's columns are the wishes of who does
    not accept, then kinds entering the pool, and the pool's parts."""

    task: Task
    ledger: Ledger
    placed: Integers

    @cached_property
    def pool(self) -> Pool:
        """The pool of those who accept allocation, by rules alone."""
        market = self.task.market
        people = np.flatnonzero((self.placed < 0) & market.accepts)
        return pool(market, self.task.rules, (), people, self.posts)

    @cached_property
    def posts(self) -> Integers:
        """The posts with seats."""
        return np.flatnonzero(self.task.market.capacity > self.task.taken(self.placed))

    @cached_property
    def wishes(self) -> Integers:
        """The allowed wishes of those who do not accept allocation."""
        market = self.task.market
        free = (self.placed < 0) & ~market.accepts
        wish = np.flatnonzero(free[market.wish_graduate] & np.isin(market.wish_post, self.posts))
        kept: Integers = wish[
            allowed(market, self.task.rules, market.wish_graduate[wish], market.wish_post[wish])
        ]
        return kept

    @cached_property
    def shy(self) -> Integers:
        """Those who do not accept allocation, and have a wish that is allowed."""
        return np.unique(self.task.market.wish_graduate[self.wishes])

    @cached_property
    def tree(self) -> Tree:
        """The blocks, those with a single way in being one with where it comes from."""
        return Tree(self.pool)

    @cached_property
    def _at(self) -> Integers:
        """Where each part of the columns starts."""
        crowd, tree = self.pool, self.tree
        ways = int((~tree.lone).sum())
        return np.cumsum([0, len(self.wishes), crowd.kinds, ways, len(crowd.leaf), len(crowd.posts)])

    @cached_property
    def program(self) -> Program:
        """The program with the bounds of the day's beginning."""
        crowd, tree, market, at = self.pool, self.tree, self.task.market, self._at
        person, seat = np.full(market.size, -1), np.full(len(market.capacity), -1)
        person[self.shy] = np.arange(len(self.shy))
        seat[self.posts] = len(self.shy) + np.arange(len(self.posts))
        node = len(self.shy) + len(self.posts)
        cell = node + tree.nodes
        leaves = [person[market.wish_graduate[self.wishes]], node + tree.tail[~tree.lone],
                  node + tree.leaf, cell + crowd.cell]  # fmt: skip
        enters = [seat[market.wish_post[self.wishes]], node + np.arange(crowd.kinds), node + tree.head[~tree.lone],
                  cell + crowd.leaf_cell, seat[crowd.posts]]  # fmt: skip
        outward = np.concatenate([np.arange(at[1]), np.arange(at[2], at[5])])
        inward = np.ones(at[5], np.int64)
        inward[at[1] : at[4]] = -1
        upper = np.full(at[5], max(len(crowd.people), 1))
        upper[: at[1]] = 1
        upper[at[1] : at[2]] = np.bincount(crowd.kind, minlength=crowd.kinds)
        sums_row, sums_column, sums_value = self._sums(cell + crowd.cells)
        rows = Rows(
            np.concatenate([*leaves, *enters, sums_row]),
            np.concatenate([outward, np.arange(at[5]), sums_column]),
            np.concatenate([np.ones(len(outward), np.int64), inward, sums_value]),
            *self.rows_bounds(self.placed, self.ledger.activity(self.placed)),
            (),
        )
        return Program(np.zeros(at[5], np.int64), upper, rows)

    def _sums(self, first: int) -> tuple[Integers, Integers, Integers]:
        """The entries of the sums: wishes and leaves."""
        crowd, market, at = self.pool, self.task.market, self._at
        where = representatives(crowd.cell, crowd.posts)[crowd.leaf_cell]
        graduate = np.concatenate([market.wish_graduate[self.wishes], crowd.leaf_person])
        post = np.concatenate([market.wish_post[self.wishes], where])
        column = np.concatenate([np.arange(at[1]), np.arange(at[3], at[4])])
        pair, row, value = self.ledger.entries(graduate, post)
        return first + row, column[pair], value

    def rows_bounds(self, placed: Integers, activity: Integers) -> tuple[Integers, Integers]:
        """The bounds of all rows once these people are placed, what they add to the sums being `activity`."""
        taken = self.task.taken(placed)[self.posts]
        inner = np.zeros(self.tree.nodes + self.pool.cells, np.int64)
        open_ = (placed[self.shy] < 0).astype(np.int64)
        least = np.maximum(self.least - taken, 0)
        seats = self.task.market.capacity[self.posts] - taken
        low = [np.zeros(len(open_), np.int64), least, inner, self.ledger.low - activity]
        return np.concatenate(low), np.concatenate([open_, seats, inner, self.ledger.high - activity])

    @cached_property
    def least(self) -> Integers:
        """The people that each of these posts must get."""
        return self.task.minimum()[self.posts]

    def upper(self, placed: Integers) -> Integers:
        """The upper bounds of all columns: as many of each kind as are still free."""
        result = self.program.upper.copy()
        free = placed[self.pool.people] < 0
        result[self._at[1] : self._at[2]] = np.bincount(self.pool.kind[free], minlength=self.pool.kinds)
        return result

    def plan(self, values: Integers, placed: Integers) -> Integers:
        """The whole plan that these values mean; who of a kind goes where is settled by the lottery."""
        market, crowd, at = self.task.market, self.pool, self._at
        result = placed.copy()
        wishes = self.wishes[values[: at[1]] > 0]
        result[market.wish_graduate[wishes]] = market.wish_post[wishes]
        free = np.flatnonzero(placed[crowd.people] < 0)
        free = free[np.lexsort((market.graduate_numbers[crowd.people[free]], crowd.kind[free]))]
        kind = crowd.kind[free]
        place = np.arange(len(free)) - np.searchsorted(kind, kind)
        enter = np.zeros(len(crowd.people), np.int64)
        enter[free[place < values[at[1] : at[2]][kind]]] = 1
        leaf = values[at[3] : at[4]]
        ways = self.tree.carried(values[at[2] : at[3]], leaf)
        pour(market, crowd, np.concatenate([enter, ways, leaf, values[at[4] :]]), result)
        return result

    def prices(self, duals: Integers) -> Prices:
        """The prices of posts and sums in duals of this program."""
        many = len(self.shy)
        return Prices.of(self.posts, duals[many : many + len(self.posts)], duals[self.first_sum :])

    @property
    def first_sum(self) -> int:
        """The row at which the sums begin."""
        return self.program.rows.count - len(self.ledger.low)
