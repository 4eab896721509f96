"""No repeat (不连任): nobody returns to a unit before some months have passed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from pydantic import Field

from optimizer.errors import Fault
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.rotation.rules.spans import span_breaches, span_rows
from optimizer.solver.program import Rows


class NoRepeat(Rule):
    """Whoever is in one of these `units` (none = all) is not there again in the next `cooldown` months.

    Months are those of the calendar; 1 forbids the same unit twice in a row.
    """

    kind: ClassVar[str] = "no-repeat"
    chinese: ClassVar[str] = "不连续重复"
    usage: ClassVar[str] = "离开一个单位（units）后 cooldown 个月内不再去（默认 1：不连续两月相同）"
    sense: ClassVar[str] = "离开一个单位后，隔一段时间才可再去"
    meaning: ClassVar[str] = "太快回到同一单位 / back in the same unit too soon"

    units: list[str] = Field(default_factory=list)
    cooldown: int = Field(default=1, ge=1, le=36)

    def _groups(self, cohort: Cohort) -> list[list[int]]:
        return [[unit] for unit in cohort.named_units(self.units)]

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """In any `cooldown` + 1 months at most one."""
        return span_rows(cohort, grid, self._groups(cohort), self.cooldown + 1, 1)

    def kept_away(self, cohort: Cohort, unit: int) -> int:
        """Months for which whoever has been in this unit may not be there again."""
        return self.cooldown if [unit] in self._groups(cohort) else 0

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Look through everybody's months."""
        for person, unit, start, end, many in span_breaches(
            cohort, plan, self._groups(cohort), self.cooldown + 1, 1
        ):
            span = f"{cohort.months[start]}–{cohort.months[end - 1]}"
            yield Breach(f"{cohort.people[person]} {span} 重复在{unit} / repeats the unit", many)

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units."""
        return known.unit_faults(self.units, "units")
