"""Resilience (留有余量): an absence or two leave every unit its minimum."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.plural import counted
from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.rotation.rules.headcount import added
from optimizer.solver.program import Integers, Rows


class Resilience(Rule):
    """Every one of the `units` (none = all) with a minimum has `spare` people more than that at work."""

    kind: ClassVar[str] = "resilience"
    chinese: ClassVar[str] = "留有余量"
    usage: ClassVar[str] = "每个单位（units）比最少人数多 spare（默认 1）人"
    sense: ClassVar[str] = "每个单位都比最少人数多备人"
    meaning: ClassVar[str] = "一人请假就不够 / one absence leaves too few"

    units: list[str] = Field(default_factory=list)
    spare: int = Field(default=1, ge=1, le=100)

    def _asked(self, cohort: Cohort) -> tuple[Integers, Integers, Integers]:
        """Unit, month and people needed, for every unit with a minimum in a month to be planned."""
        named = np.isin(np.arange(len(cohort.units)), cohort.named_units(self.units))
        unit, month = np.nonzero((cohort.low > 0) & named[:, None])
        kept = month >= cohort.first
        return unit[kept], month[kept], cohort.low[unit[kept], month[kept]] + self.spare

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """A row per unit and month."""
        unit, month, need = self._asked(cohort)
        labels = [
            f"{cohort.units[u]} {cohort.months[m]} 至少 {n} 人（留 {self.spare} 人余量）"
            for u, m, n in zip(unit.tolist(), month.tolist(), need.tolist(), strict=True)
        ]
        columns = grid.working[:, month, unit]
        return sparse(
            [term(np.arange(len(unit)), columns)], need, np.maximum(need, len(cohort.people)), labels
        )

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Count the people at work."""
        worked = cohort.working(plan)
        for unit, month, need in zip(*(part.tolist() for part in self._asked(cohort)), strict=True):
            there = int((worked[:, month] == unit).sum())
            if there < need:
                name = f"{cohort.units[unit]} {cohort.months[month]} 有 {there} 人"
                yield Breach(f"{name}，留余量须 {need} 人 / too few to spare {self.spare}", need - there)

    def counted_out(self, cohort: Cohort, rules: Sequence[Rule]) -> Iterator[str]:
        """More people needed in a month, those to spare included, than there are."""
        _, month, need = self._asked(cohort)
        for at in np.unique(month).tolist():
            needs = need[month == at]
            least, there = int(needs.sum()), int(cohort.present[at])
            if least > there:
                yield (
                    f"{cohort.months[at]}: {added(needs)}（含余量 {self.spare} 人），共需 {least} 人，在岗只有 {there} 人 / with "
                    f"{self.spare} to spare each, the units need {counted(least, 'person', 'people')}, {there} on hand"
                )

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units."""
        return known.unit_faults(self.units, "units")
