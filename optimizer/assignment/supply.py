"""Who could help to meet a guarantee: the people that count for it, and those of them who may go there."""

from __future__ import annotations

import numpy as np

from optimizer.assignment.guarantees import Guarantees, Key
from optimizer.assignment.pool import allowed
from optimizer.plural import counted

_PAIRS = 4_000_000
_SHOWN = 6


def supply(given: Guarantees, key: Key) -> str:
    """A clause with numbers and the first names; empty where there are too many pairs to look at one by one."""
    market, crowd = given.task.market, given.crowd
    rule, label = key
    people, posts = np.flatnonzero(given.placed < 0), crowd.posts
    if len(people) * len(posts) > _PAIRS:
        return ""
    who, where = np.repeat(people, len(posts)), np.tile(posts, len(people))
    sums = rule.sums(market, who, where)
    if sums is None:
        counts = where == next(post for post in posts.tolist() if f"岗位 {market.posts[post]} 还须" in label)
    else:
        counts = np.zeros(len(who), bool)
        counts[sums.pair[(sums.row == list(sums.labels).index(label)) & (sums.value > 0)]] = True
    who, where = who[counts], where[counts]
    able = market.accepts[who] | (market.ranks(who, where) > 0)
    able &= allowed(market, given.task.rules, who, where)
    members, free = len(np.unique(who)), np.unique(who[able])
    names = "、".join(market.graduates[person] for person in free[:_SHOWN].tolist())
    named = f"：{names}{' 等' if len(free) > _SHOWN else ''}" if len(free) else ""
    return (
        f"；尚未安置且计入的 {members} 人，其中可去的 {len(free)} 人{named}"
        f" / {counted(members, 'person still free counts', 'people still free count')} for it, {len(free)} of them may go there"
    )
