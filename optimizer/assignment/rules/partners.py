"""Partners (同行人): two who apply together serve in the same township or county, or neither is placed."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule, Sums
from optimizer.assignment.rules.groups import areas
from optimizer.solver.program import Integers


class Partners(Rule):
    """Whoever names a partner is placed in the same area as the partner; who is alone in it is a breach."""

    kind: ClassVar[str] = "partners"
    chinese: ClassVar[str] = "同行人同地"
    meaning: ClassVar[str] = "同行人不在一地 / partners are apart"

    per: Literal["township", "county"] = "township"

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """Everybody with a partner is a class of their own."""
        couples = self._couples(market)
        alone = np.zeros(market.size, np.int64)
        alone[couples.ravel()] = 1 + np.arange(couples.size)
        return alone, areas(market, self.per)[1]

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums:
        """A row per couple and area: one is there as often as the other."""
        couples = self._couples(market)
        names, area = areas(market, self.per)
        couple, sign = np.full(market.size, -1), np.zeros(market.size, np.int64)
        couple[couples[:, 0]] = couple[couples[:, 1]] = np.arange(len(couples))
        sign[couples[:, 0]], sign[couples[:, 1]] = 1, -1
        pair = np.flatnonzero(couple[graduate] >= 0)
        row = couple[graduate[pair]] * len(names) + area[post[pair]]
        nothing = np.zeros(len(couples) * len(names), np.int64)
        labels = [
            f"{market.graduates[one]} 与 {market.graduates[other]} 同在{name}"
            for one, other in couples.tolist()
            for name in names
        ]
        return Sums(pair, row, sign[graduate[pair]], nothing, nothing, labels)

    def _couples(self, market: Market) -> Integers:
        """The couples as graduate numbers, shape (couples, 2), each once."""

        def make() -> Integers:
            number = {name: at for at, name in enumerate(market.graduates)}
            partner = market.graduate_table["partner"].tolist()
            pairs = [(at, number[name]) for at, name in enumerate(partner) if name and at < number[name]]
            return np.array(pairs, np.int64).reshape(-1, 2)

        return market.remember("couples", make)

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Compare where the two of each couple are."""
        names, area = areas(market, self.per)
        number = {name: at for at, name in enumerate(market.graduates)}
        found = []
        for one, name in enumerate(market.graduate_table["partner"].tolist()):
            if not name or number[name] < one:
                continue
            here, there = (
                names[area[placed[person]]] + str(area[placed[person]]) if placed[person] >= 0 else ""
                for person in (one, number[name])
            )
            if here != there:
                found.append(
                    f"同行人 {market.graduates[one]} 与 {name} 不在一地 / partners are not in one {self.per}"
                )
        return tuple(found)
