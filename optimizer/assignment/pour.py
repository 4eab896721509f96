"""From flows back to persons: inside the pool people pass kinds, blocks and cells in the lottery's order.

All who reach a block are allowed everything below it, at the same count and in the same class, so any
order is right; the lottery's is the one that everybody can repeat.
"""

from __future__ import annotations

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.pool import Pool
from optimizer.solver.program import Integers


def pour(market: Market, pool: Pool, values: Integers, result: Integers) -> None:
    """Write the posts of all people in the pool into `result` (a post per graduate)."""
    parts = np.cumsum([len(pool.people), len(pool.run_kind), len(pool.links), len(pool.leaf)])
    enter, run, link, pass_on, leave = np.split(values, parts)
    order = market.graduate_numbers
    people, kind = pool.people[enter > 0], pool.kind[enter > 0]
    people = people[np.lexsort((order[people], kind))]
    bags: dict[int, list[int]] = {}
    for person, block in zip(people.tolist(), np.repeat(pool.run_block, run).tolist(), strict=True):
        bags.setdefault(block, []).append(person)
    for parent, block, many in zip(pool.parents.tolist(), pool.links.tolist(), link.tolist(), strict=True):
        if many:
            waiting = sorted(bags[parent], key=lambda person: int(order[person]))
            bags.setdefault(block, []).extend(waiting[:many])
            bags[parent] = waiting[many:]
    arrived: dict[int, list[int]] = {}
    for block, cell, many in zip(pool.leaf.tolist(), pool.leaf_cell.tolist(), pass_on.tolist(), strict=True):
        if many:
            arrived.setdefault(cell, []).extend(bags[block])
    queues = {cell: iter(sorted(who, key=lambda person: int(order[person]))) for cell, who in arrived.items()}
    cells, seats = np.repeat(pool.cell, leave), np.repeat(pool.posts, leave)
    for cell, post in zip(cells.tolist(), seats.tolist(), strict=True):
        result[next(queues[cell])] = post


def poured(
    market: Market, pool: Pool, plan: Integers, people: Integers
) -> tuple[Integers, Integers, Integers] | None:
    """The other way round: what ways (runs, then links), leaves and posts carry when these people are sent through the
    pool to their posts of a plan; None where somebody could not get there."""
    number = np.full(len(market.capacity), -1)
    number[pool.posts] = np.arange(len(pool.posts))
    member = np.full(market.size, -1)
    member[pool.people] = np.arange(len(pool.people))
    at, who = number[plan[people]], member[people]
    if (at < 0).any() or (who < 0).any():
        return None
    leave = np.bincount(at, minlength=len(pool.posts)).astype(np.int64)
    kind, heap = pool.kind[who], 2 * pool.leaves
    block = pool.leaf_of(kind, pool.cell[at])
    known = np.searchsorted(pool.leaf, block)
    if (known >= len(pool.leaf)).any() or (pool.leaf[np.minimum(known, len(pool.leaf) - 1)] != block).any():
        return None
    leaf = np.bincount(known, minlength=len(pool.leaf)).astype(np.int64)
    run, link = np.zeros(len(pool.run_kind), np.int64), np.zeros(len(pool.links), np.int64)
    runs = pool.run_kind * pool.blocks + pool.run_block  # sorted by kind and block
    while len(block):
        wanted = kind * pool.blocks + block
        place = np.minimum(np.searchsorted(runs, wanted), max(len(runs) - 1, 0))
        own = runs[place] == wanted if len(runs) else np.zeros(len(block), bool)
        np.add.at(run, place[own], 1)
        kind, block = kind[~own], block[~own]
        if (block % heap <= 1).any():
            return None
        np.add.at(link, np.searchsorted(pool.links, block), 1)
        block = block // heap * heap + block % heap // 2
    return np.concatenate([run, link]), leaf, leave
