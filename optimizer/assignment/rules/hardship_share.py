"""Hardship share (艰苦岗位分担): hard posts are not piled on one kind of graduate."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil
from typing import ClassVar

import numpy as np
from pydantic import Field, field_validator

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.groups import column_faults
from optimizer.errors import Fault
from optimizer.scenario.groups import field, title, value_name
from optimizer.solver.program import Integers

_DENOMINATOR = 10_000  # keeps the rows' coefficients small


class HardshipShare(Rule):
    """Of the placed people with the same value in the column `by`, at most the share `most` is at hard posts.

    Hard is a post of `hardship` or more; a post without hardship is not.
    """

    kind: ClassVar[str] = "hardship-share"
    chinese: ClassVar[str] = "艰苦岗位分担"
    usage: ClassVar[str] = "每类人员（by 所列的列）中在艰苦岗位（hardship 级以上）的不超过 most（0–1）"
    sense: ClassVar[str] = "每类人员中去艰苦岗位者的比例"
    meaning: ClassVar[str] = "艰苦岗位集中于一类人 / hard posts are piled on one group"

    by: str = "gender"
    hardship: int = Field(default=4, ge=1, le=5)
    most: float = Field(default=0.5, ge=0, le=1)

    @field_validator("most")
    @classmethod
    def _short(cls, value: float) -> float:
        if _DENOMINATOR % Fraction(str(value)).denominator:
            raise ValueError("小数过长 / too many decimals\n至多四位小数，如 0.3333 / four decimals at most")
        return value

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """The value of the column, and hard or not."""
        return market.coded("graduate_table", field(self.by))[1], self._hard(market).astype(np.int64)

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """A row per value: a hard post counts what the share leaves, any other takes the share away."""
        values, group = market.coded("graduate_table", field(self.by))
        share = Fraction(str(self.most))
        value = share.denominator * self._hard(market)[post] - share.numerator
        reach = np.full(len(values), share.denominator * max(market.size, 1))
        titles = [f"{self.by}={text}" if text else f"{self.by} 空" for text in values]
        labels = [f"{title} 在艰苦岗位者不超过 {self.most:.0%}" for title in titles]
        return Sums(
            np.arange(len(graduate)), group[graduate], value, -reach, 0 * reach, labels, share.denominator
        )

    def _hard(self, market: Market) -> Flags:
        return np.asarray(market.post_table["hardship"].fillna(0) >= self.hardship, bool)

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """A column that nobody has."""
        return column_faults(market, self.by, "by")

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Count everybody and those at hard posts, value by value."""
        hardship = market.post_table["hardship"].fillna(0).tolist()
        everybody: dict[str, int] = {}
        hard: dict[str, int] = {}
        for value, post in zip(
            market.graduate_table[field(self.by)].astype(str), placed.tolist(), strict=True
        ):
            if post >= 0:
                everybody[value] = everybody.get(value, 0) + 1
                hard[value] = hard.get(value, 0) + (hardship[post] >= self.hardship)
        for value in sorted(everybody):
            share = Fraction(hard[value], everybody[value])
            if share > Fraction(str(self.most)):
                who, wide = f"{title(self.by)}={value_name(value) or '空'}", ceil(100 * share)
                yield Breach(
                    f"{who}：{everybody[value]} 人中 {hard[value]} 人在艰苦岗位，应不超过 {self.most:.0%} / "
                    "hard posts are piled on one group",
                    f"{who} 在艰苦岗位的比例由 {self.most:.0%} 放宽到 {wide}% / allow this group {wide} %",
                )
