"""The other way round: by which blocks of the pool people come to their posts, and what the way there sums to."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.pool import Pool
from optimizer.solver.program import Integers

_NONE = -1


def poured(
    market: Market, pool: Pool, plan: Integers, people: Integers
) -> tuple[Integers, Integers, Integers] | None:
    """What ways (runs, then links), leaves and posts carry when these people are sent through the pool to their posts of
    a plan; None where somebody could not get there."""
    number, member = np.full(len(market.capacity), _NONE), np.full(market.size, _NONE)
    number[pool.posts] = np.arange(len(pool.posts))
    member[pool.people] = np.arange(len(pool.people))
    at, who = number[plan[people]], member[people]
    if (at < 0).any() or (who < 0).any():
        return None
    kind, cell = pool.kind[who], pool.cell[at]
    ways, leaf = np.zeros(len(pool.run_kind) + len(pool.links), np.int64), np.zeros(len(pool.leaf), np.int64)
    arrived = np.zeros(len(people), bool)
    for some, way in _climb(pool, kind, cell):
        if some is None:
            np.add.at(leaf, way[way >= 0], 1)
            if (way < 0).any():
                return None
            continue
        np.add.at(ways, way, 1)
        arrived[some[way < len(pool.run_kind)]] = True
    leave = np.bincount(at, minlength=len(pool.posts)).astype(np.int64)
    return (ways, leaf, leave) if arrived.all() else None


def path_sums(pool: Pool, ways: Integers, leaf: Integers) -> Integers:
    """What the way from each kind to each cell sums to, shape (kinds, cells), each arc counting this much."""
    shape = (pool.kinds, pool.cells)
    kind, cell = (part.ravel() for part in np.indices(shape))
    total = np.zeros(kind.size, np.int64)
    for some, way in _climb(pool, kind, cell):
        if some is None:
            total[way >= 0] += leaf[way[way >= 0]]
        else:
            total[some] += ways[way]
    return total.reshape(shape)


def _climb(pool: Pool, kind: Integers, cell: Integers) -> Iterator[tuple[Integers | None, Integers]]:
    """From the leaf up to the kind: first the leaf of every pair (-1 = none), then which pairs go by which way."""
    heap, runs = 2 * pool.leaves, pool.run_kind * pool.blocks + pool.run_block  # sorted by kind and block
    block = heap * pool.kind_class[kind] + pool.leaves + cell
    yield None, _found(pool.leaf, block)
    some = np.flatnonzero(_found(pool.leaf, block) >= 0)
    while len(some):
        own = _found(runs, kind[some] * pool.blocks + block[some])
        yield some[own >= 0], own[own >= 0]
        some = some[own < 0]
        link = _found(pool.links, block[some])
        some, link = some[link >= 0], link[link >= 0]
        yield some, len(pool.run_kind) + link
        block[some] = block[some] // heap * heap + block[some] % heap // 2


def _found(ordered: Integers, wanted: Integers) -> Integers:
    """Where each number stands among these; -1 = nowhere."""
    if not len(ordered):
        return np.full(len(wanted), _NONE)
    at = np.minimum(np.searchsorted(ordered, wanted), len(ordered) - 1)
    return np.where(ordered[at] == wanted, at, _NONE)
