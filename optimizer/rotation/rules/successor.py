"""Successor (接续): which unit may, or must, come right after another."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known, needed
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.rotation.succession import moves
from optimizer.solver.program import Rows


class Successor(Rule):
    """Right after `unit` comes none of the units `then`; with `required`, one of them (or `unit` itself).

    What comes next is the next month that the person is there, absences passed over.
    """

    kind: ClassVar[str] = "successor"
    chinese: ClassVar[str] = "接续单位"
    usage: ClassVar[str] = (
        "unit 的下一个单位不得是 then 所列的；required = true 则必须是其中之一（或仍在 unit）"
    )
    sense: ClassVar[str] = "离开一个单位后，下一个单位有限定"
    meaning: ClassVar[str] = "接续的单位不对 / the wrong unit comes next"

    unit: str = ""
    then: list[str] = Field(default_factory=list)
    required: bool = False

    def _units(self, cohort: Cohort) -> tuple[int, list[int]] | None:
        before, then = cohort.named_units([self.unit]), cohort.named_units(self.then)
        if not (self.unit and self.then and before and then):
            return None
        return before[0], [*dict.fromkeys([*then, before[0]])] if self.required else then

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """A row per step from one month to the next."""
        units = self._units(cohort)
        if units is None:
            return sparse([], 0, 0, ())
        person, before, after = moves(cohort)
        row, sign = np.arange(len(person)), -1 if self.required else 1
        follows = grid.column[person, after][:, units[1]]
        terms = [term(row, grid.column[person, before, units[0]]), term(row[:, None], follows, sign)]
        said = f"{'须接' if self.required else '不得接'}{'、'.join(self.then)}"
        labels = [
            f"{cohort.people[p]} {cohort.months[m]} {self.unit}之后{said}"
            for p, m in zip(person.tolist(), before.tolist(), strict=True)
        ]
        return sparse(terms, -1, 0 if self.required else 1, labels)

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Look at every step."""
        units = self._units(cohort)
        if units is None:
            return
        for person, before, after in zip(*(part.tolist() for part in moves(cohort)), strict=True):
            one, other = int(plan[person, before]), int(plan[person, after])
            if one == units[0] and (other in units[1]) != self.required:
                name = f"{cohort.people[person]} {cohort.months[before]} {cohort.units[one]}"
                yield Breach(f"{name}之后是{cohort.units[other]} / the wrong unit comes next")

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Units that are missing or unknown."""
        mend = "写单位编号 / write a unit"
        wrong = needed(self.unit, "unit", "缺少单位 / the unit is missing", mend)
        wrong += needed(self.then, "then", "缺少接续的单位 / the units that follow are missing", mend)
        wrong += known.unit_faults([self.unit] if self.unit else [], "unit")
        return wrong + known.unit_faults(self.then, "then")
