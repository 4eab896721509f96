"""Area capacity (地区限额): at most so many people in an area, areas lying one inside another as they come."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.groups import alike, area_faults, named, title
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class AreaCapacity(Rule):
    """`limits` says how many people an area takes at most: a county, a township or a post, by code or name."""

    kind: ClassVar[str] = "area-capacity"
    chinese: ClassVar[str] = "地区限额"
    usage: ClassVar[str] = "limits 所列的县区、乡镇或岗位（代码或名称）各至多若干人"
    sense: ClassVar[str] = "这些地方至多若干人"
    meaning: ClassVar[str] = "超过地区限额 / an area has too many people"

    limits: dict[str, Annotated[int, Field(ge=0, le=1_000_000)]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _somewhere(self) -> AreaCapacity:
        if not self.limits:
            raise ValueError(
                "没有写明地方和人数 / no area is limited\n"
                '如 limits = { "东镇" = 12 } / write limits like this'
            )
        return self

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Everybody counts alike; posts in the same of the limited areas are alike."""
        return np.zeros(market.size, np.int64), alike(market, named(market, list(self.limits)))

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """One row an area."""
        inside = [np.flatnonzero(np.isin(post, posts)) for posts in named(market, list(self.limits))]
        none = np.zeros(0, np.int64)
        pair = np.concatenate([none, *inside])
        row = np.repeat(np.arange(len(inside)), [len(found) for found in inside]).astype(np.int64)
        limits = np.array(list(self.limits.values()), np.int64)
        labels = [f"{title(market, name)} 不多于 {limit} 人" for name, limit in self.limits.items()]
        return Sums(pair, row, np.ones(len(pair), np.int64), np.zeros(len(limits), np.int64), limits, labels)

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Areas that hold no post."""
        return area_faults(market, tuple(self.limits), "limits")

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Count the people in every limited area."""
        for (name, limit), posts in zip(self.limits.items(), named(market, list(self.limits)), strict=True):
            inside = set(posts.tolist())
            people = sum(1 for post in placed.tolist() if post in inside)
            if people > limit:
                where = title(market, name)
                yield Breach(
                    f"{where} {people} 人，应不多于 {limit} 人 / too many people",
                    f"{where} 的限额由 {limit} 提到 {people} / raise this limit to {people}",
                )
