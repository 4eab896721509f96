"""Group quota (人员配额): at least and at most so many people of a group in each area."""

from __future__ import annotations

from typing import Any, ClassVar

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule, Sums
from optimizer.assignment.rules.groups import Level, area_faults, areas, group_faults, group_name, members
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class GroupQuota(Rule):
    """In every area the people of the group number from `minimum` to `maximum`.

    `group` holds columns and values (a major by prefix; a list = any of them); `areas` names single areas or
    posts, otherwise `per` says township, county, post or all. Quotas may overlap as they come.
    """

    kind: ClassVar[str] = "group-quota"
    chinese: ClassVar[str] = "人员配额"
    meaning: ClassVar[str] = "配额不符 / a quota is not met"

    group: dict[str, Any] = Field(default_factory=dict)
    per: Level = "township"
    areas: list[str] = Field(default_factory=list)
    minimum_: int = Field(default=0, ge=0, alias="minimum")
    maximum: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _in_order(self) -> GroupQuota:
        if self.maximum is not None and self.maximum < self.minimum_:
            raise ValueError(
                f"maximum {self.maximum} 小于 minimum {self.minimum_} / is less than the minimum"
            )
        return self

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Members or not, and the area."""
        return members(market.graduate_table, self.group).astype(np.int64), areas(
            market, self.per, tuple(self.areas)
        )[1]

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """One row an area: its members."""
        member, area = market.remember((self, "classes"), lambda: self.classes(market))
        names = areas(market, self.per, tuple(self.areas))[0]
        pair = np.flatnonzero((member[graduate] > 0) & (area[post] >= 0))
        seats = max(int(market.capacity.sum()), self.minimum_)
        high = seats if self.maximum is None else self.maximum
        return Sums(
            pair,
            area[post[pair]],
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
        where = f"assignment.rules.{self.kind}"
        return group_faults(market, self.group, f"{where}.group") + area_faults(
            market, tuple(self.areas), f"{where}.areas"
        )

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Count the members in every area, person by person."""
        names, area = areas(market, self.per, tuple(self.areas))
        member = members(market.graduate_table, self.group).tolist()
        there = [0] * len(names)
        for person, post in enumerate(placed.tolist()):
            if post >= 0 and member[person] and area[post] >= 0:
                there[int(area[post])] += 1
        return tuple(
            f"{name} {group_name(self.group)}：{people} 人，应{self._bounds()} / the quota is not met"
            for name, people in zip(names, there, strict=True)
            if people < self.minimum_ or (self.maximum is not None and people > self.maximum)
        )
