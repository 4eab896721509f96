"""Tiny plans written down in a line: the worked examples of the metrics."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.fairness.plan import Plan


def example(
    wishes: Mapping[str, str],
    placed: Mapping[str, str],
    *,
    seats: Mapping[str, int] | None = None,
    refuse: str = "",
    pins: Mapping[str, str] | None = None,
    people: Mapping[str, Mapping[str, Any]] | None = None,
    posts: Mapping[str, Mapping[str, Any]] | None = None,
    rules: tuple[Rule, ...] = (),
    chosen: str = "",
) -> Plan:
    """A plan by names: people in order of priority with their wishes ("X Y=Z": X first, then Y or Z alike).

    `placed` says who got which post (nobody else has one), `seats` the posts with other than one seat,
    `refuse` who does not accept allocation, `chosen` who chose; `people` and `posts` are further columns.
    """
    names = list(wishes)
    mentioned = {post for said in wishes.values() for post in said.replace("=", " ").split()}
    known = sorted(mentioned | set(placed.values()) | set(seats or {}) | set(posts or {}))
    number = {post: at for at, post in enumerate(known)}
    start, post, rank = [0], [], []
    for said in wishes.values():
        for place, tied in enumerate(said.split(), 1):
            post += [number[one] for one in tied.split("=")]
            rank += [place] * (tied.count("=") + 1)
        start.append(len(post))
    plan = np.array([number[placed[name]] if name in placed else -1 for name in names], np.int64)
    market = Market(
        names,
        known,
        np.array([(seats or {}).get(one, 1) for one in known], np.int64),
        np.array([name not in refuse.split() for name in names], bool),
        np.array([number[pins[name]] if pins and name in pins else -1 for name in names], np.int64),
        np.array(start, np.int64),
        np.array(post, np.int64),
        np.array(rank, np.int64),
        graduate_table=_table("graduate", names, people or {}),
        post_table=_table("post", known, posts or {}),
    )
    stage = np.where(plan < 0, "unplaced", np.where(market.pins >= 0, "pin", "allocation")).astype(object)
    stage[[at for at, name in enumerate(names) if name in chosen.split()]] = "choice"
    return Plan.made(market, rules, plan, stage)


def _table(key: str, names: list[str], columns: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    return pd.DataFrame([{key: name, **columns.get(name, {})} for name in names])
