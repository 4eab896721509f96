"""What a page says of an assignment, as plain public data: masked numbers, wishes, posts, what happened to whom."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.kinds import Kinds
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.staged import Ordering
from optimizer.assignment.outcome import Outcome
from optimizer.assignment.pool import allowed
from optimizer.report.page.hidden import Hidden
from optimizer.report.page.promises import promise
from optimizer.report.tables import cells
from optimizer.solver.program import Integers

STAGES = ("pin", "choice", "allocation", "unplaced")
_TURN = ("picked", "passed", "refused")
_NO_ROWS: dict[str, Any] = {
    "people": [], "wishes": [], "ranks": {}, "barred": [], "places": None, "refused": [], "turns": [], "pins": [],
}  # fmt: skip


def public(outcome: Outcome, kinds: Kinds, hidden: Hidden, *, repaired: bool) -> dict[str, Any]:
    """The data of a page, people in order of priority, posts by number; people and posts are named by position.

    A repair keeps what was published and fills what is free: there its mechanism promises nothing. Scores stand there
    where the publication shows everybody's; where people have to share what is shown (k), no person's row does.
    """
    market, scenario = outcome.market, outcome.scenario
    if scenario is None:
        raise TypeError("a bare market has no names to show")
    towns, of = _townships(market)
    settings = scenario.settings.published
    told: dict[str, Any] = {
        "kind": "assignment",
        "withheld": settings.k if settings.k > 1 else 0,
        "ids": settings.ids,
        "scores": settings.open_scores,
        "name": scenario.settings.scenario.name,
        "seed": scenario.settings.scenario.seed,
        "by": scenario.settings.priority.by,
        "status": outcome.status,
        "mechanism": kinds.mechanism.kind,
        "promise": {"form": "repair"} if repaired else promise(kinds.mechanism, market),
        "full": any(
            rule.kind == "fill-every-post" and getattr(rule, "seats", "all") != "one" for rule in kinds.rules
        ),
        "townships": towns,
        "posts": _posts(outcome, of),
        "figures": outcome.summary,
    }
    return told | (_NO_ROWS if settings.k > 1 else _rows(outcome, kinds, hidden))


def _rows(outcome: Outcome, kinds: Kinds, hidden: Hidden) -> dict[str, Any]:
    """What is said of single people."""
    market = outcome.market
    return {
        "people": _people(outcome, hidden),
        "wishes": [part.tolist() for part in np.split(market.wish_post, market.start[1:-1])]
        if market.size
        else [],
        "ranks": _ranks(market),
        "barred": _barred(market, kinds),
        "places": _places(market, kinds),
        "refused": _refused(outcome, hidden),
        "turns": _turns(outcome),
        "pins": _pins(outcome, hidden),
    }


def _townships(market: Market) -> tuple[list[list[str]], Integers]:
    """Townships with their county in order of posts, and the township of every post."""
    size = len(market.capacity)
    names = [
        *zip(
            cells(market.post_table, "township", size), cells(market.post_table, "county", size), strict=True
        )
    ]
    known = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return [[str(town), str(county)] for town, county in known], np.array(
        [known[name] for name in names], np.int64
    )


def _posts(outcome: Outcome, township: Integers) -> list[list[Any]]:
    """Number, village, township, seats, the order of who came last there (0 = nobody, or withheld), people there."""
    market = outcome.market
    last = np.zeros(len(market.capacity), np.int64)
    held = outcome.placed >= 0
    np.maximum.at(last, outcome.placed[held], np.flatnonzero(held) + 1)
    if outcome.scenario is not None and outcome.scenario.settings.published.k > 1:
        last[:] = 0
    taken = np.bincount(outcome.placed[held], minlength=len(last))
    villages = cells(market.post_table, "village", len(last)).tolist()
    return [
        list(row)
        for row in zip(
            market.posts,
            villages,
            township.tolist(),
            market.capacity.tolist(),
            last.tolist(),
            taken.tolist(),
            strict=True,
        )
    ]


def _people(outcome: Outcome, hidden: Hidden) -> list[list[Any]]:
    """Masked number, score, post (-1 = none), rank (0 = not listed), stage, accepts allocation, why nothing."""
    table, market = outcome.placements, outcome.market
    scores = pd.to_numeric(pd.Series(cells(market.graduate_table, "score", market.size)), errors="coerce")
    told = zip(
        table["graduate"].tolist(),
        scores.tolist(),
        outcome.placed.tolist(),
        table["rank"].fillna(0).astype(int).tolist(),
        table["stage"].tolist(),
        market.accepts.tolist(),
        table["reason"].tolist(),
        strict=True,
    )
    return [
        [
            hidden.number(who),
            None if pd.isna(score) or not hidden.scores else score,
            post,
            rank,
            STAGES.index(stage),
            int(accepts),
            hidden.text(why),
        ]
        for who, score, post, rank, stage, accepts, why in told
    ]


def _ranks(market: Market) -> dict[str, list[int]]:
    """The ranks of whoever did not simply write 1, 2, 3, …"""
    plain = np.arange(len(market.wish_post)) - market.start[market.wish_graduate] + 1 == market.wish_rank
    people = np.unique(market.wish_graduate[~plain]).tolist()
    return {str(one): market.wish_rank[market.start[one] : market.start[one + 1]].tolist() for one in people}


def _barred(market: Market, kinds: Kinds) -> list[list[int]]:
    """The wished pairs that a rule over pairs keeps apart."""
    away = ~allowed(market, kinds.rules, market.wish_graduate, market.wish_post)
    pairs: list[list[int]] = np.stack([market.wish_graduate[away], market.wish_post[away]], axis=1).tolist()
    return pairs


def _places(market: Market, kinds: Kinds) -> list[list[int]] | None:
    """Where each wished post puts each person, where posts have an order of their own: smaller comes first."""
    mechanism = kinds.mechanism
    if not isinstance(mechanism, Ordering) or (
        mechanism.order == "priority" and not len(market.priorities[0])
    ):
        return None
    place = mechanism.orders(market).place(market.wish_graduate, market.wish_post)
    return [part.tolist() for part in np.split(place, market.start[1:-1])]


def _refused(outcome: Outcome, hidden: Hidden) -> list[list[Any]]:
    """Picks that a guarantee refused: person, post, why."""
    table = outcome.diary[outcome.diary["action"] == "refused"]
    return [
        [*pair, hidden.text(str(why))]
        for pair, why in zip(_pairs(outcome, table), table["witness"], strict=True)
    ]


def _turns(outcome: Outcome) -> list[int]:
    """Who chose, in the order of their turns."""
    table = outcome.diary[outcome.diary["action"].isin(_TURN)].drop_duplicates("graduate")
    return [person for person, _ in _pairs(outcome, table)]


def _pins(outcome: Outcome, hidden: Hidden) -> list[list[Any]]:
    """Person, post and reason of every pin."""
    table = outcome.scenario.pins if outcome.scenario is not None else pd.DataFrame()
    told = [
        [*pair, hidden.text(str(why))]
        for pair, why in zip(_pairs(outcome, table), table["reason"], strict=True)
    ]
    return sorted(told)


def _pairs(outcome: Outcome, table: pd.DataFrame) -> list[list[int]]:
    """The graduates and posts of a table as positions, -1 = no post."""
    people = pd.Index(outcome.market.graduates).get_indexer(pd.Index(table["graduate"]))
    posts = pd.Index(outcome.market.posts).get_indexer(pd.Index(table["post"]))
    pairs: list[list[int]] = np.stack([people, posts], axis=1).tolist()
    return pairs
