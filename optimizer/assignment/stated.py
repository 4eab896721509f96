"""A finished plan stated as the kernel's columns again, and what weights of columns come to on each way."""

from __future__ import annotations

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.poured import path_sums, poured
from optimizer.solver.program import Integers, Rows


def parted(form: Formulation, weights: Integers) -> tuple[Integers, Integers, Integers, Integers]:
    """What weights of the columns come to for listed pairs, for entering the pool, on the way from each kind to each
    cell (kinds, cells; nothing where there is no way), and for leaving it."""
    wish, enter, ways, leaf, leave = np.split(weights[: form.offsets[-1]], form.offsets[1:-1])
    every = np.zeros(len(form.tree.lone), np.int64)
    every[~form.tree.lone] = ways
    return wish, enter, path_sums(form.pool, every, leaf), leave


def pooled(form: Formulation, values: Integers) -> Integers:
    """The graduates whom these values send through the pool."""
    return form.pool.people[values[form.offsets[1] : form.offsets[2]] > 0]


def values(form: Formulation, plan: Integers, pooled: Integers) -> Integers | None:
    """The columns' values by which a plan is stated, these graduates being sent through the pool; what targets are
    missed by included. None where a placement has no column."""
    market, unlisted = form.market, form.pool
    placed = np.flatnonzero((plan >= 0) & (form.placed < 0))
    listed = np.setdiff1d(placed, pooled)
    there = (plan[market.wish_graduate[form.listed]] == market.wish_post[form.listed]) & np.isin(
        market.wish_graduate[form.listed], listed
    )
    enter = np.isin(unlisted.people, pooled)
    if int(there.sum()) != len(listed) or int(enter.sum()) != len(pooled):
        return None
    carried = poured(market, unlisted, plan, pooled)
    if carried is None:
        return None
    ways, leaf, leave = carried
    network = np.concatenate([there, enter, ways[~form.tree.lone], leaf, leave]).astype(np.int64)
    return np.concatenate([network, *(_missed(rows, network) for _, rows in form.targets)])


def _missed(rows: Rows, values: Integers) -> Integers:
    """What is too little and what is too much in each row of a target, in units, rounded up."""
    inner = rows.column < len(values)
    total, unit = np.zeros(rows.count, np.int64), int(np.abs(rows.value[~inner]).max(initial=1))
    np.add.at(total, rows.row[inner], rows.value[inner] * values[rows.column[inner]])
    lack, much = np.maximum(rows.low - total, 0), np.maximum(total - rows.high, 0)
    return np.concatenate([-(-lack // unit), -(-much // unit)])
