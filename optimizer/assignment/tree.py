"""The pool's kinds and blocks with fewer nodes: a block with a single way in is one with where it comes from.

Where kinds may go anywhere, that leaves a node for each kind and an arc from it to each cell.
"""

from __future__ import annotations

from functools import cached_property

import numpy as np

from optimizer.assignment.market import Flags
from optimizer.assignment.pool import Pool
from optimizer.solver.program import Integers


class Tree:
    """Nodes 0, 1, …: the kinds, then the blocks that are left. Ways are the pool's runs, then its links.

    `tail` and `head` are the nodes of every way, `lone` the ways that are the only one into their block, `leaf`
    the node of every leaf.
    """

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        first = np.concatenate([pool.run_kind, pool.kinds + pool.parents])
        second = pool.kinds + np.concatenate([pool.run_block, pool.links])
        self.lone: Flags = np.bincount(second, minlength=1)[second] == 1
        same = np.arange(pool.kinds + pool.blocks)
        same[second[self.lone]] = first[self.lone]
        while (same[same] != same).any():
            same = same[same]
        kept = np.union1d(np.arange(pool.kinds), same[second])
        number = np.searchsorted(kept, same)
        self.nodes = len(kept)
        self.tail, self.head, self.leaf = number[first], number[second], number[pool.kinds + pool.leaf]

    @cached_property
    def _depths(self) -> list[Integers]:
        """The links of each depth, the deepest first."""
        heap = self._pool.links % (2 * self._pool.leaves)
        depth = np.frexp(heap.astype(float))[1]
        return [np.flatnonzero(depth == at) for at in np.unique(depth)[::-1]]

    def costs(self, run: Integers) -> tuple[Integers, Integers]:
        """What each way that is not lone costs, and each leaf, if every run costs this much: what a lone run costs is
        paid where its block is left."""
        pool, runs = self._pool, len(self._pool.run_kind)
        way = np.concatenate([run, np.zeros(len(pool.links), np.int64)])
        inside = np.zeros(pool.blocks, np.int64)
        alone = np.flatnonzero(self.lone[:runs])
        inside[pool.run_block[alone]] = run[alone]
        for links in self._depths[::-1]:
            way[runs + links] = inside[pool.parents[links]]
            alone = links[self.lone[runs + links]]
            inside[pool.links[alone]] = inside[pool.parents[alone]]
        return way[~self.lone], inside[pool.leaf]

    def carried(self, ways: Integers, leaf: Integers) -> Integers:
        """What every way carries: given are those that are not lone, and what leaves each leaf."""
        pool, runs = self._pool, len(self._pool.run_kind)
        result, out = np.zeros(len(self.lone), np.int64), np.zeros(pool.blocks, np.int64)
        result[~self.lone] = ways
        out[pool.leaf] = leaf
        for links in self._depths:
            alone = links[self.lone[runs + links]]
            result[runs + alone] = out[pool.links[alone]]
            np.add.at(out, pool.parents[links], result[runs + links])
        alone = np.flatnonzero(self.lone[:runs])
        result[alone] = out[pool.run_block[alone]]
        return result
