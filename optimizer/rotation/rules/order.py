"""Order (先后): one unit is worked in before another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np

from optimizer.errors import Fault
from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known, needed
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.solver.program import Rows


class Order(Rule):
    """Nobody works in the unit `later` who has not worked in the unit `first` before; the past counts."""

    kind: ClassVar[str] = "order"
    chinese: ClassVar[str] = "先后次序"
    usage: ClassVar[str] = "先去过 first，才能去 later"
    sense: ClassVar[str] = "有先后的单位依次去"
    meaning: ClassVar[str] = "没有先去该先去的单位 / a unit comes before the one that should precede it"

    first: str = ""
    later: str = ""

    def _pair(self, cohort: Cohort) -> tuple[int, int] | None:
        one, other = (cohort.named_units([name]) for name in (self.first, self.later))
        return (one[0], other[0]) if one and other and self.first and self.later else None

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """A row per person and month: there now only if in the other before."""
        pair = self._pair(cohort)
        if pair is None:
            return sparse([], 0, 0, ())
        people, months = len(cohort.people), np.arange(cohort.first, len(cohort.months))
        row = np.arange(people * len(months)).reshape(people, len(months))
        terms = [term(row, grid.working[:, months, pair[1]])]
        terms += [
            term(row[:, place][:, None], grid.working[:, :month, pair[0]], -1)
            for place, month in enumerate(months.tolist())
        ]
        labels = [
            f"{person} {cohort.months[month]} 去{self.later}前先去{self.first}"
            for person in cohort.people
            for month in months.tolist()
        ]
        return sparse(terms, -len(cohort.months), 0, labels)

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Walk through everybody's months and note whether the first unit was there."""
        pair = self._pair(cohort)
        for person, line in enumerate(cohort.working(plan).tolist() if pair else []):
            seen = False
            for month, unit in enumerate(line):
                if pair and unit == pair[1] and not seen and month >= cohort.first:
                    name = f"{cohort.people[person]} {cohort.months[month]}"
                    yield Breach(f"{name} 在{self.later}，此前没去过{self.first} / has not been there before")
                seen = seen or bool(pair and unit == pair[0])

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Units that are missing, unknown or the same."""
        mend = "写单位编号 / write a unit"
        wrong = needed(self.first, "first", "缺少先去的单位 / the first unit is missing", mend)
        wrong += needed(self.later, "later", "缺少后去的单位 / the later unit is missing", mend)
        if self.first and self.first == self.later:
            problem = "两个单位相同 / both units are the same"
            wrong += (Fault("scenario.toml", 0, "later", self.later, problem, mend),)
        for parameter, unit in (("first", self.first), ("later", self.later)):
            wrong += known.unit_faults([unit] if unit else [], parameter)
        return wrong
