"""Exchanges: the cheapest chain of moves that makes room at a post, by shortest paths with integer potentials.

A plan that is best by its goals leaves no cycle of moves that gains anything, so there are potentials under
which no move costs less than nothing (Ahuja, Magnanti and Orlin, Network Flows, 1993, ch. 9). Found, they prove
that no cheaper chain exists.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment.market import Flags
from optimizer.reasons.joint_costs import Costs, JointCosts
from optimizer.solver.program import Integers

NOBODY = -1

Step = tuple[int, int, int]
"""Who moves (NOBODY: a seat is free, or may be left empty), from which post, to which one."""


@dataclass(frozen=True, eq=False)
class Exchanges:
    """The posts, and one node more that stands for everything outside: no post, free seats, empty seats.

    `people` may move, `where` they are (a post, or the number of posts = outside) and what they may have (`legal`)
    at what cost; `seats` and `least` are those left to these people at every post.
    """

    costs: JointCosts
    legal: Flags
    where: Integers
    seats: Integers
    least: Integers

    @property
    def outside(self) -> int:
        """The number of the node outside."""
        return len(self.seats)

    @cached_property
    def _arcs(self) -> tuple[Costs, Integers, Flags]:
        """For each pair of nodes the cheapest move from one to the other: cost, who moves, whether there is one."""
        size, kind = self.outside + 1, self.costs.pair.dtype
        cost, mover = np.zeros((size, size), kind), np.full((size, size), NOBODY)
        there = np.zeros((size, size), bool)
        own = np.concatenate([self.costs.pair, self.costs.nothing[:, None]], axis=1)
        may = np.concatenate([self.legal, np.ones((len(self.where), 1), bool)], axis=1)
        for person, node in enumerate(self.where.tolist()):
            asked = own[person] - own[person, node]
            better = may[person] & (~there[node] | (asked < cost[node]))
            better[node] = False
            cost[node, better], mover[node, better] = asked[better], person
            there[node] |= better
        taken = np.bincount(self.where, minlength=size)[:-1]
        free, spare = np.flatnonzero(taken < self.seats), np.flatnonzero(taken > self.least)
        for a, b in ((free, np.full_like(free, self.outside)), (np.full_like(spare, self.outside), spare)):
            better = ~there[a, b] | (cost[a, b] > 0)
            cost[a[better], b[better]], mover[a[better], b[better]] = 0, NOBODY
            there[a, b] = True
        return cost, mover, there

    @cached_property
    def _priced(self) -> tuple[Costs, Costs] | None:
        """Potentials, and the costs of all moves reduced by them, none below nothing; None = some cycle gains."""
        cost, _, there = self._arcs
        size = self.outside + 1
        potential = np.zeros(size, cost.dtype)
        for _ in range(size + 1):
            reach = np.where(there, potential[:, None] + cost, self.costs.far)
            closer = np.minimum(potential, reach.min(axis=0))
            if (closer == potential).all():
                return potential, np.where(
                    there, cost + potential[:, None] - potential[None, :], self.costs.far
                )
            potential = closer
        return None

    @property
    def settled(self) -> bool:
        """Whether the plan is proved best among all plans of these people, so that chains can be priced."""
        return self._priced is not None

    @cached_property
    def _known(self) -> dict[int, tuple[Costs, Integers]]:
        return {}

    def _from(self, post: int) -> tuple[Costs, Integers]:
        """The reduced distance of every node from a post, and the node before it on the way (Dijkstra 1959, dense)."""
        if self._priced is None:
            raise ValueError("the plan is not the best: its chains have no price")
        if post not in self._known:
            self._known[post] = _shortest(self._priced[1], post, self.costs.far)
        return self._known[post]

    def chain(self, post: int, home: int) -> list[Step] | None:
        """The cheapest moves that make room for one more at a post, up to where this person leaves; None = none."""
        distance, before = self._from(post)
        if distance[home] >= self.costs.far:
            return None
        nodes = [home]
        while nodes[-1] != post:
            nodes.append(int(before[nodes[-1]]))
        mover = self._arcs[1]
        return [(int(mover[a, b]), a, b) for a, b in zip(nodes[:0:-1], nodes[-2::-1], strict=True)]

    def cheapest(self, post: int) -> int | None:
        """Whose coming to a post costs least in all, by their place among `people`; None = nobody can come."""
        distance, _ = self._from(post)
        potential = self._priced[0] if self._priced is not None else distance
        own = np.concatenate([self.costs.pair, self.costs.nothing[:, None]], axis=1)
        everybody = np.arange(len(self.where))
        able = np.flatnonzero(
            self.legal[:, post] & (self.where != post) & (distance[self.where] < self.costs.far)
        )
        if not len(able):
            return None
        chain = distance[self.where] + potential[self.where]
        total = (chain + own[:, post] - own[everybody, self.where])[able]
        return int(able[int(total.argmin())])


def _shortest(reduced: Costs, start: int, far: int) -> tuple[Costs, Integers]:
    size = len(reduced)
    distance, before = np.full(size, far, reduced.dtype), np.full(size, -1)
    open_ = np.ones(size, bool)
    distance[start] = 0
    waiting = distance.copy()
    for _ in range(size):
        node = int(waiting.argmin())
        if waiting[node] >= far:
            break
        open_[node], waiting[node] = False, far
        through = distance[node] + reduced[node]
        closer = open_ & (reduced[node] < far) & (through < distance)
        distance[closer] = waiting[closer] = through[closer]
        before[closer] = node
    return distance, before
