"""Group quota (人员配额): at least and at most so many people of a group in each area."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.groups import (
    Level,
    alike,
    area_faults,
    areas,
    group_faults,
    group_notices,
    members,
    named,
    title,
)
from optimizer.errors import Fault
from optimizer.scenario.groups import group_name
from optimizer.solver.program import Integers


class GroupQuota(Rule):
    """In every area the people of the group number from `minimum` to `maximum`.

    `group` holds columns and values (a major by prefix; a list = any of them); `areas` names single areas or
    posts, otherwise `per` says township, county, post or all. Quotas may overlap as they come.
    """

    kind: ClassVar[str] = "group-quota"
    chinese: ClassVar[str] = "人员配额"
    usage: ClassVar[str] = "每个地方（per，或 areas 所列）的某类人员（group）不少于 minimum、不多于 maximum"
    sense: ClassVar[str] = "各地方某类人员的人数"
    meaning: ClassVar[str] = "配额不符 / a quota is not met"

    group: dict[str, Any] = Field(default_factory=dict)
    per: Level = "township"
    areas: list[str] = Field(default_factory=list)
    minimum_: int = Field(default=0, ge=0, le=1_000_000, alias="minimum")
    maximum: int | None = Field(default=None, ge=0, le=1_000_000)

    @model_validator(mode="after")
    def _sensible(self) -> GroupQuota:
        if self.maximum is not None and self.maximum < self.minimum_:
            raise ValueError(
                f"maximum {self.maximum} 小于 minimum {self.minimum_} / is less than the minimum\n"
                "加大 maximum，或减小 minimum / raise the maximum, or lower the minimum"
            )
        if self.maximum is None and "minimum_" not in self.model_fields_set:
            raise ValueError(
                "既无下限也无上限 / neither a minimum nor a maximum\n填写 minimum 或 maximum / give one of them"
            )
        if self.areas and "per" in self.model_fields_set:
            raise ValueError(
                "areas 与 per 只能填一个 / give areas or per, not both\n"
                "删去 per，或删去 areas / delete one of them"
            )
        return self

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def _places(self, market: Market) -> tuple[list[str], list[Integers]]:
        """The names of the areas, and the posts of each."""
        if self.areas:
            return [title(market, name) for name in self.areas], named(market, self.areas)
        names, area = areas(market, self.per)
        return names, [np.flatnonzero(area == at) for at in range(len(names))]

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Members or not, and the areas that a post lies in."""
        return self._member(market).astype(np.int64), market.remember(
            (self, "alike"), lambda: alike(market, self._places(market)[1])
        )

    def _member(self, market: Market) -> Flags:
        return market.remember((self, "member"), lambda: members(market, self.group))

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """One row an area: its members. An area may lie in another one."""
        names, places = market.remember((self, "places"), lambda: self._places(market))
        many = np.concatenate([np.zeros(0, np.int64), *places])
        order = np.argsort(many, kind="stable")
        row_of = np.repeat(np.arange(len(places)), [len(posts) for posts in places])[order]
        count = np.bincount(many, minlength=len(market.capacity))
        start = np.concatenate([[0], np.cumsum(count)])
        pair = np.flatnonzero(self._member(market)[graduate])
        times = count[post[pair]]
        first = np.repeat(start[post[pair]] - np.concatenate([[0], np.cumsum(times)[:-1]]), times)
        pair = np.repeat(pair, times)
        seats = max(int(market.capacity.sum()), self.minimum_)
        high = seats if self.maximum is None else self.maximum
        return Sums(
            pair,
            row_of[first + np.arange(len(pair))],
            np.ones(len(pair), np.int64),
            np.full(len(names), self.minimum_),
            np.full(len(names), high),
            [f"{name} {group_name(self.group)} {self._bounds()}" for name in names],
        )

    def _bounds(self) -> str:
        if self.maximum is None:
            return f"不少于 {self.minimum_} 人"
        return f"{self.minimum_}–{self.maximum} 人" if self.minimum_ else f"不多于 {self.maximum} 人"

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Columns and areas that do not exist."""
        return group_faults(market, self.group, "group") + area_faults(market, tuple(self.areas), "areas")

    def notices(self, market: Market) -> tuple[str, ...]:
        """A group of nobody, and a number that asks for nothing."""
        idle = self.maximum is None and not self.minimum_
        nothing = (
            ("下限为 0、没有上限，不起作用 / a minimum of 0 and no maximum ask for nothing",) if idle else ()
        )
        return group_notices(market, self.group) + nothing

    def _counts(self, market: Market, placed: Integers) -> Iterator[tuple[str, int]]:
        """Every area with the members placed there, counted person by person."""
        member = members(market, self.group).tolist()
        for name, posts in zip(*self._places(market), strict=True):
            inside = set(posts.tolist())
            yield (
                name,
                sum(1 for person, post in enumerate(placed.tolist()) if post in inside and member[person]),
            )

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Count the members in every area."""
        group = group_name(self.group)
        for name, people in self._counts(market, placed):
            told = f"{name} {group}：{people} 人，应{self._bounds()} / the quota is not met"
            if people < self.minimum_:
                mend = f"的下限由 {self.minimum_} 降到 {people} / lower this minimum to {people}"
            elif self.maximum is not None and people > self.maximum:
                mend = f"的上限由 {self.maximum} 提到 {people} / raise this maximum to {people}"
            else:
                continue
            yield Breach(told, f"{name} {group} {mend}")
