"""Hardship balance (艰苦均衡): no kind of graduate gets all the hard posts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Sums
from optimizer.assignment.rules.groups import column_faults
from optimizer.errors import Fault
from optimizer.scenario.groups import field, title, value_name
from optimizer.solver.program import Integers


class HardshipBalance(Goal):
    """Minimise, summed over the values of a column, how far their posts' hardship lies from the mean of all seats.

    Hardship and mean count in tenths of a level, rounded; a post without hardship counts as a mean one.
    """

    kind: ClassVar[str] = "hardship-balance"
    chinese: ClassVar[str] = "艰苦均衡"
    usage: ClassVar[str] = "各类人员（by 所列的列）所去岗位的艰苦程度接近平均"
    sense: ClassVar[str] = "各类人员所去岗位的艰苦程度接近平均"

    by: str = "gender"

    def classes(self, market: Market) -> tuple[Integers, Integers]:
        """The value of the column, and the hardship."""
        return market.coded("graduate_table", field(self.by))[1], self._tenths(market)

    def targets(self, market: Market, graduate: Integers, post: Integers) -> Sequence[tuple[int, Sums]]:
        """A row per value: harder and milder posts cancel out."""
        values, group = market.coded("graduate_table", field(self.by))
        tenths, nothing = self._tenths(market)[post], np.zeros(len(values), np.int64)
        pair = np.flatnonzero(tenths)
        labels = [f"{title(self.by)}={value_name(value)} 艰苦均衡 hardship balanced" for value in values]
        return [(1, Sums(pair, group[graduate[pair]], tenths[pair], nothing, nothing, labels))]

    def _tenths(self, market: Market) -> Integers:
        """How far each post lies from the mean, in tenths of a level."""

        def make() -> Integers:
            hardship = market.post_table["hardship"]
            known, level = hardship.notna().to_numpy(bool), hardship.fillna(0).to_numpy(np.int64)
            seats = np.where(known, market.capacity, 0)
            mean = (20 * int(level @ seats) + int(seats.sum())) // max(2 * int(seats.sum()), 1)
            return np.where(known, 10 * level - mean, 0)

        return market.remember((self, "tenths"), make)

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """A column that nobody has."""
        return column_faults(market, self.by, "by")
