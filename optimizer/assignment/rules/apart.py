"""Apart (不同地): some people may not serve in the same township, county or post."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.groups import Level, areas, people_faults
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class Apart(Rule):
    """Of the `people` named, no two are placed in the same area."""

    kind: ClassVar[str] = "apart"
    chinese: ClassVar[str] = "不得同地"
    usage: ClassVar[str] = "所列的人（people）两两不在同一地方（per：township 乡镇、county 县区、post 岗位）"
    sense: ClassVar[str] = "所列的人两两不在同一地方"
    meaning: ClassVar[str] = "不得同地的人在一地 / people to be kept apart are together"

    people: list[str] = Field(default_factory=list, validate_default=True)
    per: Level = "township"

    @field_validator("people")
    @classmethod
    def _somebody(cls, value: list[str]) -> list[str]:
        if not value:
            raise ValueError("没有写明谁 / nobody is named\n至少写两个人的编号 / name two people at least")
        return value

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """One of them or not, and the area."""
        return self._named(market), areas(market, self.per)[1]

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """A row per area: at most one of them."""
        names, area = areas(market, self.per)
        pair = np.flatnonzero(self._named(market)[graduate] > 0)
        nothing = np.zeros(len(names), np.int64)
        labels = [f"{'、'.join(self.people)} 在{name}至多一人" for name in names]
        return Sums(pair, area[post[pair]], np.ones(len(pair), np.int64), nothing, nothing + 1, labels)

    def _named(self, market: Market) -> Integers:
        wanted = set(self.people)
        return np.array([name in wanted for name in market.graduates], np.int64)

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """People whom nobody knows."""
        return people_faults(market, self.people)

    def notices(self, market: Market) -> tuple[str, ...]:
        """One person alone, be it that the others have withdrawn."""
        if len(set(self.people)) > 1:
            return ()
        return (f"只写了 {self.people[0]} 一人，不起作用 / one person is apart from nobody",)

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Note where each of them is, and tell who comes second."""
        names, area = areas(market, self.per)
        there: dict[int, str] = {}
        for name in dict.fromkeys(self.people):
            post = int(placed[list(market.graduates).index(name)])
            if post >= 0 and int(area[post]) in there:
                other = there[int(area[post])]
                where = names[area[post]]
                yield Breach(
                    f"{other} 与 {name} 同在{where} / they are to be kept apart",
                    f"允许 {other} 与 {name} 同在{where} / let these two serve in one area",
                )
            elif post >= 0:
                there[int(area[post])] = name
