"""Why guarantees can no longer be met, from duals that refute them: which sums, what they need, who could supply it."""

from __future__ import annotations

import numpy as np

from optimizer.assignment.crowd import Crowd
from optimizer.assignment.formulation import representatives
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
    """The guarantees that a refutation adds up, what they still need together, and who is left to supply it."""
    low, high = crowd.rows_bounds(placed, activity)
    seats, first = len(crowd.shy), len(low) - len(crowd.ledger.low)
    sums = np.flatnonzero(duals[first:])
    posts = [at for at in range(len(crowd.posts)) if duals[seats + at] and low[seats + at] > 0]
    told = [_row(crowd, row, int(low[first + row]), int(high[first + row])) for row in sums.tolist()]
    told += [f"岗位 {crowd.task.market.posts[crowd.posts[at]]} 还须 {low[seats + at]} 人" for at in posts]
    needy = sums[(low[first + sums] > 0) & (low[first + sums] < high[first + sums])]
    total = ""
    if len(needy):
        able = len(_able(crowd, needy, placed))
        wanted = int(low[first + needy].sum())
        total = f"；各项合计还须 {wanted} 人次，可补者 {able} 人 / {wanted} needed in all, {able} people could supply them"
    more = f" 等 {len(told)} 项" if len(told) > _SHOWN else ""
    return f"{'；'.join(told[:_SHOWN])}{more}，不能同时满足 / can no longer be met together{total}"


def _row(crowd: Crowd, row: int, low: int, high: int) -> str:
    """One sum in words."""
    label = crowd.ledger.labels[row]
    return label if low == high else f"{label}：还须 {low}" if low > 0 else f"{label}：至多还可 {high}"


def _able(crowd: Crowd, rows: Integers, placed: Integers) -> Integers:
    """The free people who count for one of these sums at a post that they may be sent to."""
    free, cells = np.flatnonzero(placed < 0), representatives(crowd.pool.cell, crowd.pool.posts)
    people, posts = np.repeat(free, len(cells)), np.tile(cells, len(free))
    pair, row, value = crowd.ledger.entries(people, posts)
    pair = np.unique(pair[np.isin(row, rows) & (value > 0)])
    people, posts = people[pair], posts[pair]
    return np.unique(people[allowed(crowd.task.market, crowd.task.rules, people, posts)])
