"""Who gains and who loses against the first plan, by how much and why: person by person, post by post."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd

from optimizer.fairness.plan import Plan
from optimizer.fairness.scores import scores
from optimizer.solver.program import Integers

PEOPLE = ("plan", "graduate", "change", "steps", "before", "before_rank", "after", "after_rank", "why")
POSTS = ("plan", "post", "change", "points", "before", "after")


class Side:
    """One plan of a pair, by names."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self.number = {name: at for at, name in enumerate(plan.market.graduates)}
        self.seat = {name: at for at, name in enumerate(plan.market.posts)}
        self.placed: list[int] = plan.placed.tolist()
        self.standing: list[int] = plan.standing.tolist()
        self.rank: list[int] = plan.rank.tolist()
        self.holders: dict[int, list[int]] = {}
        for person, post in enumerate(self.placed):
            self.holders.setdefault(post, []).append(person)

    def post(self, person: int) -> str:
        """The post of somebody; "" = none."""
        return self.plan.market.posts[self.placed[person]] if self.placed[person] >= 0 else ""

    def who(self, person: int) -> str:
        """The identity of somebody."""
        return self.plan.market.graduates[person]

    def wishes(self, person: int) -> list[tuple[str, int]]:
        """What somebody listed, in an order of its own."""
        market = self.plan.market
        own = slice(int(market.start[person]), int(market.start[person + 1]))
        posts = (market.posts[post] for post in market.wish_post[own].tolist())
        return sorted(zip(posts, market.wish_rank[own].tolist(), strict=True))


def people(name: str, base: Plan, other: Plan) -> Iterator[tuple[Any, ...]]:
    """A row of `PEOPLE` for everybody whom both plans count, in the first plan's order of priority."""
    one, two = Side(base), Side(other)
    for person in base.people.tolist():
        there = two.number[one.who(person)]
        steps = one.standing[person] - two.standing[there]
        if not _alike(one, person, two, there):
            change, why = "not compared", "志愿不同，不比 / the wishes differ, so the two are not compared"
        else:
            change = "gains" if steps > 0 else "loses" if steps < 0 else "same"
            why = _why(one, person, two, there, steps)
        ranks = one.rank[person] or pd.NA, two.rank[there] or pd.NA
        before, after = one.post(person), two.post(there)
        shown = pd.NA if change == "not compared" else steps
        yield name, one.who(person), change, shown, before, ranks[0], after, ranks[1], why


def _alike(one: Side, person: int, two: Side, there: int) -> bool:
    """Whether somebody wishes the same in both plans, as far as the posts are known to both."""
    if one.plan.market is two.plan.market:
        return True
    accepts = bool(one.plan.market.accepts[person]), bool(two.plan.market.accepts[there])
    return one.wishes(person) == two.wishes(there) and accepts[0] == accepts[1]


def _why(one: Side, person: int, two: Side, there: int, steps: int) -> str:
    """What became of the better of the two posts in the plan where somebody does not have it."""
    if not steps:
        moved = one.post(person) != two.post(there)
        return "换了岗位，志愿序相同 / another post of the same rank" if moved else ""
    if steps < 0:
        return _gone(one.post(person), two, there)
    return _came(two.post(there), one, person, two)


def _gone(post: str, side: Side, person: int) -> str:
    """Why somebody does not have this post in this plan."""
    if post not in side.seat:
        return f"{post} 已不在岗位表 / {post} is not there any more"
    seat = side.seat[post]
    if not side.plan.allows(np.array([person]), np.array([seat]))[0]:
        return f"规则不许去 {post} / a rule forbids {post}"
    holders = side.holders.get(seat, [])
    if len(holders) < int(side.plan.market.capacity[seat]):
        return f"{post} 有空额，未得 / {post} has a free seat, but not for them"
    last = max(holders, key=lambda holder: int(_order(side.plan, holder, seat)))
    before = _order(side.plan, last, seat) < _order(side.plan, person, seat)
    where = ("在其前", "before them") if before else ("在其后", "behind them")
    others = f"等 {len(holders)} 人" if len(holders) > 1 else ""
    return (
        f"{post} 给了 {side.who(last)}{others}（次序{where[0]}） / "
        f"{post} went to {side.who(last)}{f' and {len(holders) - 1} more' if others else ''}, who stands {where[1]}"
    )


def _order(plan: Plan, person: int, seat: int) -> int:
    return int(plan.order(np.array([person]), np.array([seat]))[0])


def _came(post: str, before: Side, person: int, after: Side) -> str:
    """Why a post that somebody has now was not theirs in the plan before."""
    if post not in before.seat:
        return f"{post} 是新岗位 / {post} is new"
    seat = before.seat[post]
    holders = [before.who(holder) for holder in before.holders.get(seat, [])]
    if len(holders) < int(before.plan.market.capacity[seat]):
        return f"{post} 原来空着 / {post} had a free seat"
    left = [who for who in holders if who not in after.number or after.post(after.number[who]) != post]
    if not left:
        return f"{post} 名额增加 / {post} has more seats"
    gone = after.post(after.number[left[0]]) if left[0] in after.number else ""
    return (
        f"{post} 原由 {left[0]} 得，此人改为 {gone or '无岗位'} / "
        f"{post} was held by {left[0]}, who now has {gone or 'no post'}"
    )


def posts(name: str, base: Plan, other: Plan) -> Iterator[tuple[Any, ...]]:
    """A row of `POSTS` for every post that both plans count; `points` is the difference in mean score."""
    one, two = Side(base), Side(other)
    means = [_means(side.plan) for side in (one, two)]
    for seat in base.posts.tolist():
        post = base.market.posts[seat]
        there = two.seat[post]
        here = [
            [side.who(who) for who in side.holders.get(at, [])] for side, at in ((one, seat), (two, there))
        ]
        mean = means[0].get(seat), means[1].get(there)
        points = None if mean[0] is None or mean[1] is None else mean[1] - mean[0]
        yield (
            name,
            post,
            _change(here, points),
            pd.NA if points is None else float(points),
            "、".join(here[0]),
            "、".join(here[1]),
        )


def _change(people: Sequence[Sequence[str]], points: Fraction | None) -> str:
    if len(people[0]) != len(people[1]):
        return "more people" if len(people[1]) > len(people[0]) else "fewer people"
    if sorted(people[0]) == sorted(people[1]):
        return "same people"
    if points is None or points == 0:
        return "other people"
    return "higher scores" if points > 0 else "lower scores"


def _means(plan: Plan) -> dict[int, Fraction]:
    """The mean score at every post that has anybody who counts."""
    known = scores(plan)
    if known is None:
        return {}
    total: dict[int, list[int]] = {}
    people_, score = known
    where: Integers = plan.placed[people_]
    for post, points in zip(where.tolist(), score.tolist(), strict=True):
        total.setdefault(post, []).append(points)
    return {post: Fraction(sum(points), 1000 * len(points)) for post, points in total.items()}
