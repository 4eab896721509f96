"""Partners (同行人): two who apply together serve in one township or county, or not far apart, or neither is placed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, model_validator

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.couples import couples, kilometres, near
from optimizer.assignment.rules.groups import areas, place_faults
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class Partners(Rule):
    """Whoever names a partner is placed in the same area as the partner; who is placed alone is a breach.

    With `within` the two may be so many kilometres apart instead, by the great circle between their posts.
    """

    kind: ClassVar[str] = "partners"
    chinese: ClassVar[str] = "同行人同地"
    usage: ClassVar[str] = (
        "同行人同在一地（per：township 乡镇、county 县区），或相距不超过 within 公里，或都不安置"
    )
    sense: ClassVar[str] = "同行人同在一处，或都不安置"
    meaning: ClassVar[str] = "同行人不在一地 / partners are apart"

    per: Literal["township", "county"] = "township"
    within: float | None = Field(default=None, ge=0, le=20_000)

    @model_validator(mode="after")
    def _one_of_two(self) -> Partners:
        if self.within is not None and "per" in self.model_fields_set:
            raise ValueError(
                "within 与 per 只能填一个 / give within or per, not both\n删去一项 / delete one of them"
            )
        return self

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Everybody with a partner is a class of their own; posts by area, or each by itself."""
        pairs = couples(market)
        alone = np.zeros(market.size, np.int64)
        alone[pairs.ravel()] = 1 + np.arange(pairs.size)
        own = np.arange(len(market.capacity))
        return alone, areas(market, self.per)[1] if self.within is None else own

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """A row per couple and area, or per person and post."""
        sums = (self._together if self.within is None else self._near)(market, graduate, post)
        return sums if self.weight is None else self._once(market, graduate, sums)

    def _once(self, market: Market, graduate: Integers, sums: Sums) -> Sums:
        """The mild form, by which a couple apart is missed once: only the first is to be where the other is, and
        the other is not to be placed alone."""
        pairs, (couple, sign) = couples(market), self._sides(market)
        pair = np.flatnonzero(couple[graduate] >= 0)
        rows, many = len(sums.low), len(market.capacity)
        second = np.zeros(rows, np.int64) if self.within is None else np.arange(rows) // many % 2
        nothing = np.zeros(len(pairs), np.int64)
        return Sums(
            np.concatenate([sums.pair, pair]),
            np.concatenate([sums.row, rows + couple[graduate[pair]]]),
            np.concatenate([sums.value, -sign[graduate[pair]]]),
            np.concatenate([np.minimum(sums.low, -1), nothing - 1]),
            np.concatenate([sums.high + second, nothing]),
            [*sums.labels, *(f"{market.graduates[other]} 不单独安置" for _, other in pairs.tolist())],
        )

    @staticmethod
    def _sides(market: Market) -> tuple[Integers, Integers]:
        """The couple of everybody (-1 = none), and 1 for the first and -1 for the second of it."""
        pairs = couples(market)
        couple, sign = np.full(market.size, -1), np.zeros(market.size, np.int64)
        couple[pairs[:, 0]] = couple[pairs[:, 1]] = np.arange(len(pairs))
        sign[pairs[:, 0]], sign[pairs[:, 1]] = 1, -1
        return couple, sign

    def _together(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """One is in an area as often as the other."""
        pairs, (names, area) = couples(market), areas(market, self.per)
        couple, sign = self._sides(market)
        pair = np.flatnonzero(couple[graduate] >= 0)
        row = couple[graduate[pair]] * len(names) + area[post[pair]]
        nothing = np.zeros(len(pairs) * len(names), np.int64)
        labels = [
            f"{market.graduates[one]} 与 {market.graduates[other]} 要么都在、要么都不在{name}"
            for one, other in pairs.tolist()
            for name in names
        ]
        return Sums(pair, row, sign[graduate[pair]], nothing, nothing, labels)

    def _near(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """Who is at a post has the partner near it: x of the one less all near x of the other is at most 0."""
        pairs, close = couples(market), near(market, self.within or 0.0)
        many = len(market.capacity)
        own = np.full(market.size, -1)
        own[pairs.ravel()] = np.arange(pairs.size)
        pair = np.flatnonzero(own[graduate] >= 0)
        person, place = own[graduate[pair]], post[pair]
        around, there = np.nonzero(close[place])
        nothing = np.zeros(pairs.size * many, np.int64)
        labels = [
            f"{market.graduates[other]} 在 {market.graduates[one]} 的 {name} 周围 {self.within:g} 公里内"
            for pair_ in pairs.tolist()
            for one, other in (pair_, pair_[::-1])
            for name in market.posts
        ]
        return Sums(
            np.concatenate([pair, pair[around]]),
            np.concatenate([person * many + place, (person[around] ^ 1) * many + there]),
            np.concatenate([np.ones(len(pair), np.int64), -np.ones(len(around), np.int64)]),
            nothing - 1,
            nothing,
            labels,
        )

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Kilometres need coordinates."""
        return place_faults(market, self.kind) if self.within is not None else ()

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Compare where the two of each couple are."""
        number = {name: at for at, name in enumerate(market.graduates)}
        for one, name in enumerate(market.graduate_table["partner"].tolist()):
            if (
                name
                and number[name] > one
                and not self._fine(market, int(placed[one]), int(placed[number[name]]))
            ):
                where = (
                    f"同在一地（{self.per}）" if self.within is None else f"相距不超过 {self.within:g} 公里"
                )
                pair = f"同行人 {market.graduates[one]} 与 {name}"
                yield Breach(
                    f"{pair} 未能{where} / partners are apart",
                    f"允许{pair} 分开安置 / let these partners be apart",
                )

    def _fine(self, market: Market, here: int, there: int) -> bool:
        """Whether these two posts (-1 = none) are together."""
        if here < 0 or there < 0:
            return here == there
        if self.within is None:
            area = areas(market, self.per)[1]
            return bool(area[here] == area[there])
        table = market.post_table
        spots = [
            (float(table["longitude"].iloc[at]), float(table["latitude"].iloc[at])) for at in (here, there)
        ]
        return kilometres(spots[0], spots[1]) <= self.within
