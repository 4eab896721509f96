"""Trades (互换): cycles and chains of moves in which nobody fares worse and somebody fares better.

A cycle passes posts round; a chain starts with somebody who has none, or whose post may lose one, and ends
at a free seat. A trade keeps pins, capacities, the least number of people a post must have, and every rule
over pairs. Under rules that count (quotas, partners) a seat passes only to somebody who counts alike in all
of them, and a chain starts where it ends in all that they count by; such trades keep every rule.

Somebody can gain exactly where a strict wish of theirs lies in a strongly connected component of the graph
of all weak wishes: any plan that harms nobody splits into such cycles and chains. Whoever serves at an
unlisted post, or at none and accepts allocation, would take any post; those wishes pass through the pool's
kinds and blocks, so that arcs number by wishes and kinds, not by people times posts.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy.sparse import coo_array
from scipy.sparse.csgraph import breadth_first_order, connected_components

from optimizer.assignment.codes import combined
from optimizer.assignment.market import Flags
from optimizer.assignment.pool import pool
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class Trade:
    """Moves: each graduate goes to the post in the same row; `standing` is how they fare there."""

    graduate: Integers
    post: Integers
    standing: Integers


@dataclass(frozen=True)
class _Graph:
    """Arcs between nodes: people first, then seats (a post and a class), then what passes on.

    `strict` marks wishes for something better, `part` the strongly connected component of every node;
    `seat_post` is the post of every seat, which are numbered from `people`.
    """

    tail: Integers
    head: Integers
    strict: Flags
    part: Integers
    people: int
    seat_post: Integers


def gainers(plan: Plan) -> Integers:
    """Who among those that count could gain by a trade, in order of priority."""
    graph = _graph(plan)
    inside = graph.strict & (graph.part[graph.tail] == graph.part[graph.head])
    gain = np.zeros(plan.market.size, bool)
    gain[graph.tail[inside]] = True
    return plan.people[gain[plan.people]]


def trade(plan: Plan) -> Trade:
    """A shortest trade by which the first who could gain gets the best that a trade can give; no moves if none."""
    who, graph = gainers(plan), _graph(plan)
    if not len(who):
        none = np.zeros(0, np.int64)
        return Trade(none, none, none)
    first = int(who[0])
    wishes = np.flatnonzero(
        graph.strict & (graph.tail == first) & (graph.part[graph.head] == graph.part[first])
    )
    return _told(plan, graph, first, _circle(graph, first, wishes))


def carried_out(plan: Plan, moves: Trade) -> Integers:
    """The placements after the moves."""
    placed = plan.placed.copy()
    placed[moves.graduate] = moves.post
    return placed


def _graph(plan: Plan) -> _Graph:
    return plan.remember("trades", lambda: _Builder(plan).graph())


class _Builder:
    """Collects the arcs; nodes get their numbers as they come."""

    def __init__(self, plan: Plan) -> None:
        market = plan.market
        self.plan, self.people = plan, market.size
        summed = combined(rule.classes(market) for rule in plan.rules)
        self.summing = summed is not None
        nothing = np.zeros(market.size, np.int64), np.zeros(len(market.capacity), np.int64)
        self.kind, self.cell = summed if summed is not None else nothing
        self.classes = int(self.kind.max(initial=0)) + 1
        self.free_to_move = ~plan.fixed
        seats = len(market.capacity) * self.classes
        self.ends = self.people + seats  # where chains pass on from a free seat to who may leave
        self.after_ends = self.ends + (int(self.cell.max(initial=0)) + 1) * self.classes
        self.arcs: list[tuple[Integers, Integers, Flags]] = []

    def graph(self) -> _Graph:
        self._wishes()
        last = self._pool()
        self._holders()
        self._chains()
        tail, head = (np.concatenate([arc[at] for arc in self.arcs]) for at in (0, 1))
        strict = np.concatenate([arc[2] for arc in self.arcs])
        matrix = coo_array((np.ones(len(tail), np.int8), (tail, head)), shape=(last, last))
        part = connected_components(matrix, connection="strong")[1]
        seat_post = np.repeat(np.arange(len(self.plan.market.capacity)), self.classes)
        return _Graph(tail, head, strict, part.astype(np.int64), self.people, seat_post)

    def _add(self, tail: Integers, head: Integers, strict: Flags | None = None) -> None:
        self.arcs.append((tail, head, np.zeros(len(tail), bool) if strict is None else strict))

    def _seat(self, post: Integers, kind: Integers) -> Integers:
        return self.people + post * self.classes + kind

    def _wishes(self) -> None:
        """From everybody to the listed posts that are at least as good as their own."""
        plan, market = self.plan, self.plan.market
        who, post, own = market.wish_graduate, market.wish_post, plan.standing[market.wish_graduate]
        kept = self.free_to_move[who] & (market.wish_rank <= own)
        who, post, strict = who[kept], post[kept], market.wish_rank[kept] < own[kept]
        fine = plan.allows(who, post)
        self._add(who[fine], self._seat(post, self.kind[who])[fine], strict[fine])

    def _pool(self) -> int:
        """From whoever would take any post, by kinds and blocks, to all that they may have; the next free number."""
        plan, market = self.plan, self.plan.market
        who = np.flatnonzero(self.free_to_move & market.accepts & (plan.rank == 0))
        if not len(who):
            return self.after_ends
        found = pool(market, plan.rules, (), who, np.arange(len(market.capacity)))
        blocks = self.after_ends
        kinds = blocks + found.blocks
        self._add(who, kinds + found.kind, plan.placed[who] < 0)
        self._add(kinds + found.run_kind, blocks + found.run_block)
        self._add(blocks + found.parents, blocks + found.links)
        order = np.argsort(found.cell, kind="stable")
        start = np.searchsorted(found.cell[order], np.arange(found.cells + 1))
        many = np.diff(start)[found.leaf_cell]
        within = np.arange(many.sum()) - np.repeat(np.cumsum(many) - many, many)
        post = found.posts[order[np.repeat(start[found.leaf_cell], many) + within]]
        kind = np.repeat(self.kind[found.leaf_person], many)
        self._add(np.repeat(blocks + found.leaf, many), self._seat(post, kind))
        return kinds + found.kinds

    def _holders(self) -> None:
        """From every seat to the holders who would pass it on."""
        holder = np.flatnonzero(self.free_to_move & (self.plan.placed >= 0))
        self._add(self._seat(self.plan.placed[holder], self.kind[holder]), holder)

    def _chains(self) -> None:
        """From every free seat to whoever may leave a post behind, or has none."""
        plan = self.plan
        open_ = np.repeat(np.flatnonzero(plan.free > 0), self.classes)
        kind = np.tile(np.arange(self.classes), len(open_) // self.classes)
        self._add(self._seat(open_, kind), self._end(self.cell[open_], kind))
        least = np.zeros(len(plan.market.capacity), np.int64)
        for rule in plan.rules:
            wanted = rule.minimum(plan.market)
            least = least if wanted is None else np.maximum(least, wanted)
        leaving = np.flatnonzero(self.free_to_move & (plan.placed >= 0))
        leaving = leaving[(plan.taken > least)[plan.placed[leaving]]]
        self._add(self._end(self.cell[plan.placed[leaving]], self.kind[leaving]), leaving)
        if not self.summing:
            without = np.flatnonzero(self.free_to_move & (plan.placed < 0))
            self._add(np.full(len(without), self.ends), without)

    def _end(self, cell: Integers, kind: Integers) -> Integers:
        return self.ends + cell * self.classes + kind


def _circle(graph: _Graph, first: int, wishes: Integers) -> list[int]:
    """The nodes of a shortest cycle through the first wish, among those that can be completed, back to its person."""
    inside = graph.part[graph.tail] == graph.part[graph.head]
    size = len(graph.part)
    ones = np.ones(int(inside.sum()), np.int8)
    matrix = coo_array((ones, (graph.tail[inside], graph.head[inside])), shape=(size, size)).tocsr()
    start = int(graph.head[wishes[0]])
    _, before = breadth_first_order(matrix, start)
    path = [first]
    while path[-1] != start:
        path.append(int(before[path[-1]]))
    return path[::-1]


def _told(plan: Plan, graph: _Graph, first: int, path: list[int]) -> Trade:
    """The path as moves: everybody on it goes to the next seat on it."""
    around = [first, *path[:-1]]
    who, where = [], []
    seats = graph.people + len(graph.seat_post)
    for node in around:
        if node < graph.people:
            who.append(node)
        elif node < seats:
            where.append(int(graph.seat_post[node - graph.people]))
    graduate, post = np.array(who, np.int64), np.array(where, np.int64)
    rank = plan.market.ranks(graduate, post)
    return Trade(graduate, post, np.where(rank > 0, rank, plan.unlisted))
