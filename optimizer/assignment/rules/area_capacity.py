"""Area capacity (地区限额): at most so many people in an area, areas lying one inside another as they come."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule, Sums
from optimizer.assignment.rules.groups import area_faults, areas
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class AreaCapacity(Rule):
    """`limits` says how many people an area takes at most: a county, a township or a post, by code or name."""

    kind: ClassVar[str] = "area-capacity"
    chinese: ClassVar[str] = "地区限额"
    meaning: ClassVar[str] = "超过地区限额 / an area has too many people"

    limits: dict[str, int] = Field(default_factory=dict)

    def __hash__(self) -> int:
        return hash(self.model_dump_json())

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Everybody counts alike; posts in the same of the limited areas are alike."""
        inside = np.stack([np.zeros(len(market.capacity), bool), *(area for _, area in self._inside(market))])
        _, alike = np.unique(inside, axis=1, return_inverse=True)
        return np.zeros(market.size, np.int64), alike.ravel().astype(np.int64)

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """One row an area."""
        inside = [np.flatnonzero(area[post]) for _, area in self._inside(market)]
        none = np.zeros(0, np.int64)
        pair = np.concatenate([none, *inside])
        row = np.repeat(np.arange(len(inside)), [len(found) for found in inside]).astype(np.int64)
        limits = np.array(list(self.limits.values()), np.int64)
        labels = [f"{name} 不多于 {limit} 人" for name, limit in self.limits.items()]
        return Sums(pair, row, np.ones(len(pair), np.int64), np.zeros(len(limits), np.int64), limits, labels)

    def _inside(self, market: Market) -> list[tuple[str, np.ndarray]]:
        """Which posts lie in each limited area."""
        return [(name, areas(market, "all", (name,))[1] >= 0) for name in self.limits]

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Areas that hold no post."""
        return area_faults(market, tuple(self.limits), f"assignment.rules.{self.kind}.limits")

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Count the people in every limited area."""
        found = []
        for name, limit in self.limits.items():
            inside = areas(market, "all", (name,))[1].tolist()
            people = sum(1 for post in placed.tolist() if post >= 0 and inside[post] >= 0)
            if people > limit:
                found.append(f"{name} {people} 人，应不多于 {limit} 人 / too many people")
        return tuple(found)
