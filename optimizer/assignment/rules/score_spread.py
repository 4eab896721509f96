"""Score spread (成绩差距): no area's people are on the mean much stronger or weaker than all are."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from math import ceil, floor
from typing import ClassVar, Literal

import numpy as np
from pydantic import Field, field_validator

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Breach, Rule, Sums
from optimizer.assignment.rules.groups import areas, score_faults
from optimizer.errors import Fault
from optimizer.solver.program import Integers

_POINT = 100


class ScoreSpread(Rule):
    """The mean score placed in each area lies within `tolerance` points of the mean of all graduates.

    Scores, tolerance and mean count in hundredths of a point, rounded. An area without people is fine.
    """

    kind: ClassVar[str] = "score-spread"
    chinese: ClassVar[str] = "成绩差距"
    usage: ClassVar[str] = "各地（per：township 乡镇、county 县区）平均成绩与全体平均相差不超过 tolerance 分"
    sense: ClassVar[str] = "各地平均成绩与全体平均相近"
    meaning: ClassVar[str] = "平均成绩差距过大 / the mean score lies too far off"

    tolerance: float = Field(default=5.0, ge=0, le=1000)
    per: Literal["township", "county"] = "township"

    @field_validator("tolerance")
    @classmethod
    def _hundredths(cls, value: float) -> float:
        if value != round(value, 2):
            raise ValueError("小数过长 / too many decimals\n至多两位小数，如 2.25 / two decimals at most")
        return value

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """The score, and the area."""
        return self._above(market), areas(market, self.per)[1]

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """Two rows an area: what is above the mean and the tolerance sums to at most nothing, and so below."""
        names, area = areas(market, self.per)
        above, slack = self._above(market), round(self.tolerance * 100)
        pairs, many = np.arange(len(graduate)), len(names)
        value = np.concatenate([above[graduate] - slack, above[graduate] + slack])
        reach = (int(np.abs(above).max(initial=0)) + slack) * max(market.size, 1)
        nothing, far = np.zeros(many, np.int64), np.full(many, reach)
        said = f"平均成绩与全体相差不超过 {self.tolerance:g} 分"
        return Sums(
            np.concatenate([pairs, pairs]),
            np.concatenate([area[post], many + area[post]]),
            value,
            np.concatenate([-far, nothing]),
            np.concatenate([nothing, far]),
            [f"{name} {said}（{side}）" for side in ("不高于", "不低于") for name in names],
            _POINT,
        )

    def _above(self, market: Market) -> Integers:
        """How far each score lies above the mean, in hundredths."""

        def make() -> Integers:
            score = np.rint(market.graduate_table["score"].to_numpy(float) * 100).astype(np.int64)
            mean = (2 * int(score.sum()) + market.size) // (2 * max(market.size, 1))
            return np.asarray(score - mean, np.int64)

        return market.remember("score above the mean", make)

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Without scores there is nothing to compare."""
        return score_faults(market)

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Work out the mean score of every area, person by person."""
        names, area = areas(market, self.per)
        scores = [round(100 * score) for score in market.graduate_table["score"].tolist()]
        mean = floor(Fraction(sum(scores), max(len(scores), 1)) + Fraction(1, 2))
        for at, name in enumerate(names):
            there = [
                scores[person]
                for person, post in enumerate(placed.tolist())
                if post >= 0 and area[post] == at
            ]
            off = abs(Fraction(sum(there), len(there)) - mean) if there else Fraction(0)
            if off > round(self.tolerance * 100):
                told, wide = sum(there) / len(there) / 100, ceil(off) / 100
                yield Breach(
                    f"{name} 平均成绩 {told:.2f}，全体 {mean / 100:.2f} / the mean score lies too far off",
                    f"{name} 的成绩差距由 {self.tolerance:g} 分放宽到 {wide:.2f} 分 / allow {wide:.2f} points here",
                )
