"""Why these people serve at a post, who wished for it in vain, and why it is empty."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from optimizer.assignment.outcome import Outcome
from optimizer.plural import counted
from optimizer.reasons import words
from optimizer.reasons.case import Case
from optimizer.reasons.explain import why
from optimizer.reasons.explanation import Price, WhyNot
from optimizer.reasons.why_not import Reasons
from optimizer.scenario.members import said

_SHOWN = 5


@dataclass(frozen=True)
class PostExplanation:
    """A post: its seats, who is there and why, the first of those who wished more for it, and why seats are empty.

    `wishing` counts everybody who listed it before what they got; `refused` are the first of them by priority.
    """

    post: str
    seats: int
    holders: tuple[tuple[str, str], ...]
    wishing: int
    refused: tuple[tuple[str, WhyNot], ...]
    empty: tuple[str, ...]


def explain_post(outcome: Outcome, post: str, *, seconds: float = 60.0) -> PostExplanation:
    """Why this post has these people, or none. Raises UsageError as `explain` does."""
    reasons = Reasons(Case.of(outcome, seconds))
    return of_post(reasons, reasons.case.seat(post))


def of_post(reasons: Reasons, post: int) -> PostExplanation:
    """The same of a post by its number."""
    case, market = reasons.case, reasons.case.market
    holders = tuple((market.graduates[one], why(case, one)) for one in case.holders(post))
    wanting = _wanting(case, post)
    refused = tuple(
        (market.graduates[one], reasons.why_not(one, post, need=False)) for one in wanting[:_SHOWN]
    )
    seats = int(market.capacity[post])
    empty = tuple(_empty(reasons, post, seats - len(holders))) if len(holders) < seats else ()
    return PostExplanation(market.posts[post], seats, holders, len(wanting), refused, empty)


def _wanting(case: Case, post: int) -> list[int]:
    """Who listed the post before what they got, by priority."""
    start, people = case.market.wished_by
    listed = np.sort(people[start[post] : start[post + 1]])
    rank = case.market.ranks(listed, np.full(len(listed), post))
    got = case.market.ranks(listed, case.placed[listed]) * (case.placed[listed] >= 0)
    wants = (got == 0) | (rank < got)
    found: list[int] = listed[wants & (case.placed[listed] != post)].tolist()
    return found


def _empty(reasons: Reasons, post: int, free: int) -> Sequence[str]:
    """Why seats are left: whom a rule keeps away, who does not accept it, and the least price of somebody's coming."""
    case = reasons.case
    left = np.flatnonzero(case.placed < 0).tolist()
    told = [f"空 {free} 个名额 / {counted(free, 'seat')} left"]
    if not left:
        told.append("人人已有岗位，没有剩余的人 / everybody has a post: nobody is left")
    barred: Counter[str] = Counter()
    for person in left:
        rules = case.forbidding(person, post)
        if rules:
            barred[f"规则 {said(rules[0])} 不允许 forbidden"] += 1
        elif not case.willing(person, post):
            barred["不服从分配且未填此岗位 accept no allocation and did not list it"] += 1
    told += [f"未落实者中 {many} 人：{cause}" for cause, many in barred.most_common()]
    told += _least(reasons, post)
    return told


def _least(reasons: Reasons, post: int) -> list[str]:
    """The least that somebody's coming would cost."""
    person = reasons.prices.cheapest(post)
    if person is None:
        if reasons.prices.exchanges is None or not reasons.prices.open_seats(post):
            return []
        return ["组织分配的人中没有能到此岗位的 / nobody who was allocated can come here"]
    found = reasons.prices.price(person, post)
    return (
        [f"要有人来，代价最小为 / the least price of anybody's coming: {words.price(found)}"]
        if isinstance(found, Price)
        else []
    )
