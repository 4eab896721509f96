"""Floor (底线): some people are placed no worse than at a given rank, or than a published plan had placed them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.groups import people_faults
from optimizer.errors import Fault
from optimizer.solver.program import Integers

_ANYWHERE = -1


class Floor(Rule):
    """Whoever is named (nobody named = everybody) gets a post listed at `rank` or better.

    With `earlier` instead of a rank: no worse than the rank at which they had listed their post of the table
    `earlier` (原安置). If that post was not listed any post will do; who had none is owed none.
    """

    kind: ClassVar[str] = "floor"
    chinese: ClassVar[str] = "底线"
    usage: ClassVar[str] = (
        "people 所列的人（不列为所有人）不差于第 rank 志愿；earlier = true 则不差于原安置；都不填则须得到志愿内的岗位"
    )
    sense: ClassVar[str] = "所得不差于此；没有写明的，须得到志愿内的岗位"
    meaning: ClassVar[str] = "低于底线 / worse than the floor"

    people: list[str] = Field(default_factory=list)
    rank: int | None = Field(default=None, ge=1, le=10_000)
    earlier: bool = False

    @model_validator(mode="after")
    def _one_of_two(self) -> Floor:
        if self.rank is not None and self.earlier:
            raise ValueError("rank 与 earlier 只能填一个 / give rank or earlier, not both")
        return self

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def _limits(self, market: Market) -> Integers:
        """The worst rank that each graduate may get; 0 = nothing is owed, -1 = any post will do."""

        def make() -> Integers:
            named = np.isin(np.array(market.graduates, object), self.people) | (not self.people)
            limit = np.full(market.size, self.rank or market.longest)
            if self.earlier:
                post = market.earlier[0]
                listed = market.ranks(np.arange(market.size), post)
                limit = np.where(post < 0, 0, np.where(listed > 0, listed, _ANYWHERE))
            return np.where(named, limit, 0)

        return market.remember((self, "limits"), make)

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Everybody who is owed something, and every post that would do for one of them."""
        limit = self._limits(market)
        owed = limit[market.wish_graduate]
        good = np.zeros(len(market.capacity), bool)
        good[market.wish_post[(market.wish_rank <= owed) & (owed > 0)]] = True
        posts = np.arange(1, len(good) + 1)
        return np.where(limit != 0, np.arange(1, market.size + 1), 0), np.where(good, posts, 0)

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """A row per person: one placement that is good enough."""
        limit = self._limits(market)
        owed = np.flatnonzero(limit)
        row = np.full(market.size, -1)
        row[owed] = np.arange(len(owed))
        rank, most = market.ranks(graduate, post), limit[graduate]
        pair = np.flatnonzero((most == _ANYWHERE) | ((rank > 0) & (rank <= most)))
        one = np.ones(len(owed), np.int64)
        labels = [f"{market.graduates[person]} {self._words(int(limit[person]))}" for person in owed.tolist()]
        return Sums(pair, row[graduate[pair]], np.ones(len(pair), np.int64), one, one, labels)

    @staticmethod
    def _words(limit: int) -> str:
        return "须有岗位" if limit == _ANYWHERE else f"不差于第 {limit} 志愿"

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """People whom nobody knows, and an earlier plan that is not there."""
        wrong = people_faults(market, self.people)
        if self.earlier and not len(market.earlier_table):
            problem = "没有“原安置”表 / the table earlier is empty"
            mend = "填写原安置，或改用 rank / fill it in, or give a rank"
            wrong += (Fault("scenario.toml", 0, "earlier", "true", problem, mend),)
        return wrong

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Look up what everybody named got, and what they are owed."""
        earlier = dict(
            zip(market.earlier_table.get("graduate", ()), market.earlier_table.get("post", ()), strict=True)
        )
        for person in range(market.size):
            name = market.graduates[person]
            if self.people and name not in self.people:
                continue
            most = self.rank or market.longest
            if self.earlier:
                if name not in earlier:
                    continue
                most = _rank(market, person, market.posts.index(earlier[name])) or _ANYWHERE
            post = int(placed[person])
            rank = _rank(market, person, post) if post >= 0 else 0
            if post < 0 or (most != _ANYWHERE and not 0 < rank <= most):
                got = "没有岗位" if post < 0 else f"第 {rank} 志愿" if rank else "志愿外的岗位"
                yield Breach(
                    f"{name} {self._words(most)}，却是{got} / worse than the floor",
                    f"{name} 的底线由“{self._words(most)}”放宽到“{got}” / lower this floor to what is got",
                )


def _rank(market: Market, person: int, post: int) -> int:
    """The rank at which one person listed one post; 0 = not listed."""
    start, end = int(market.start[person]), int(market.start[person + 1])
    wishes = zip(market.wish_post[start:end].tolist(), market.wish_rank[start:end].tolist(), strict=True)
    return next((rank for wished, rank in wishes if wished == post), 0)
