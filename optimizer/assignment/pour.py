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
