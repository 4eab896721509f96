"""Why guarantees can no longer be met, from duals that refute them: which sums, what they need, who could supply it."""

from __future__ import annotations

from collections import Counter

import numpy as np

from optimizer.assignment.crowd import Crowd
from optimizer.assignment.formulation import representatives
from optimizer.assignment.market import Flags
from optimizer.assignment.pool import allowed
from optimizer.solver.program import Integers
from optimizer.solver.warm import Warm

_SHOWN = 4


def refuted(crowd: Crowd) -> str | None:
    """Why nothing can be completed, if the relaxation says so and arithmetic agrees; None = not refuted."""
    rows = crowd.program.rows
    warm = Warm(crowd.program, crowd.task.limits)
    answer, duals = warm.ask(crowd.upper(crowd.placed), rows.low, rows.high, fresh=True)
    if answer != "refuted":
        return None
    return said(crowd, duals, crowd.placed, crowd.ledger.activity(crowd.placed))


def said(crowd: Crowd, duals: Integers, placed: Integers, activity: Integers) -> str:
    """The guarantees that a refutation adds up, what they still need together, and who and what is left to supply it."""
    low, _ = crowd.rows_bounds(placed, activity)
    seats, first = len(crowd.shy), len(low) - len(crowd.ledger.low)
    sums = np.flatnonzero(duals[first:])
    inside = slice(
        seats, seats + len(crowd.posts)
    )  # a dual above nothing asks for the least, one below for the most
    posts = np.flatnonzero((duals[inside] > 0) & (low[inside] > 0))
    rows = crowd.program.rows
    weighs = np.isin(first + sums, rows.row[rows.value < 0])  # couples, shares: no number of people is needed
    still = np.where((duals[first + sums] > 0) & ~weighs, low[first + sums], 0)
    told = [
        _row(crowd, row, needs, None if odd else int(activity[row]))
        for row, needs, odd in zip(sums.tolist(), still.tolist(), weighs.tolist(), strict=True)
    ]
    told += [f"岗位 {crowd.task.market.posts[crowd.posts[at]]} 还须 {low[seats + at]} 人" for at in posts]
    needy = sums[still > 0]
    wanted = int(low[first + needy].sum() + low[seats + posts].sum())
    no = (
        "不能同时满足 / can no longer be met together"
        if len(told) > 1
        else "不能再满足 / can no longer be met"
    )
    supply = _supply(crowd, needy, posts, placed, wanted) if wanted else ""
    return f"{'；'.join(told[:_SHOWN])}{_more(crowd, sums, len(posts), len(told))}，{no}{supply}"


def _more(crowd: Crowd, sums: Integers, posts: int, many: int) -> str:
    """Where not all can be told one by one: how many there are of each rule."""
    if many <= _SHOWN:
        return ""
    kinds = Counter(crowd.ledger.owners[row].chinese for row in sums.tolist())
    kinds["岗位须到人"] += posts
    told = "、".join(f"{name} {count} 项" for name, count in kinds.items() if count)
    return f" 等 {many} 项（{told}）"


def _row(crowd: Crowd, row: int, still: int, already: int | None) -> str:
    """One sum in words, with the rule it belongs to, what it `still` needs and what counts for it `already`; None where
    it counts no people."""
    label = f"{crowd.ledger.owners[row].chinese}：{crowd.ledger.labels[row]}"
    if already is None:
        return label
    return f"{label}，还须 {still}" if still > 0 else f"{label}，现计 {already}"


def _supply(crowd: Crowd, needy: Integers, posts: Integers, placed: Integers, wanted: int) -> str:
    """How many of these people and seats are left, and the first of the people."""
    people, cells, exact = _able(crowd, needy, crowd.posts[posts], placed)
    market, pool = crowd.task.market, crowd.pool
    there = np.union1d(pool.posts[np.isin(pool.cell, cells)], exact)
    free = int((market.capacity - crowd.task.taken(placed))[there].sum())
    names = "、".join(market.graduates[person] for person in people[:_SHOWN].tolist())
    named = f"（{names}{' 等' if len(people) > _SHOWN else ''}）" if len(people) else ""
    short = (
        "；一人一岗、一岗一人，还有专业等限制，不能兼顾，至少缺 1 人次 / nobody and no seat can serve twice: "
        "at least 1 is short"
    )
    return (
        f"；合计还须 {wanted} 人次，可补者 {len(people)} 人{named}，所涉岗位余 {free} 个名额 / "
        f"needed in all {wanted}; people who could supply it {len(people)}; seats left there {free}"
        f"{short if wanted <= min(len(people), free) else ''}"
    )


def _able(
    crowd: Crowd, rows: Integers, posts: Integers, placed: Integers
) -> tuple[Integers, Integers, Integers]:
    """The free people who may go where they count for one of these sums, or to one of these posts; the cells where
    they count for a sum, and the posts."""
    pool, left = crowd.pool, crowd.task.market.capacity - crowd.task.taken(placed)
    free, open_ = np.flatnonzero(placed < 0), np.unique(pool.cell[left[pool.posts] > 0])
    cells = representatives(pool.cell, pool.posts)[open_]
    where = np.concatenate([cells, posts])
    people, at = np.repeat(free, len(where)), np.tile(np.arange(len(where)), len(free))
    pair, row, value = crowd.ledger.entries(people, where[at])
    counts = at >= len(cells)
    counts[pair[np.isin(row, rows) & (value > 0)]] = True
    people, at = people[counts], at[counts]
    summed = open_[np.unique(at[at < len(cells)])]
    may = allowed(crowd.task.market, crowd.task.rules, people, where[at]) & _willing(crowd, people, where[at])
    return np.unique(people[may]), summed, posts


def _willing(crowd: Crowd, people: Integers, posts: Integers) -> Flags:
    """Who accepts allocation, or wished for a post of the same cell."""
    market, pool = crowd.task.market, crowd.pool
    cell = np.full(len(market.capacity), -1)
    cell[pool.posts] = pool.cell
    wished = market.wish_graduate[crowd.wishes] * pool.cells + cell[market.wish_post[crowd.wishes]]
    return market.accepts[people] | np.isin(people * pool.cells + cell[posts], wished)
