"""Window (时段限额): at most so many months in some units within any span of months."""

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


class Window(Rule):
    """Nobody spends more than `most` of any `months` months in these `units` (none = all).

    The units count together, or each for itself where `each` is set.
    """

    kind: ClassVar[str] = "window"
    chinese: ClassVar[str] = "时段限额"
    usage: ClassVar[str] = (
        "任意 months（默认 3）个月内，在这些单位（units）合计至多 most（默认 1）个月；each = true 逐个单位算"
    )
    sense: ClassVar[str] = "一段时间内在这些单位合计的月数"
    meaning: ClassVar[str] = "一段时间内在这些单位过多 / too many months in these units within a span"

    units: list[str] = Field(default_factory=list)
    months: int = Field(default=3, ge=2, le=36)
    most: int = Field(default=1, ge=0, le=36)
    each: bool = False

    def _groups(self, cohort: Cohort) -> list[list[int]]:
        units = cohort.named_units(self.units)
        return [[unit] for unit in units] if self.each else [units] if units else []

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """A row per person and span."""
        return span_rows(cohort, grid, self._groups(cohort), self.months, self.most)

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Look through everybody's months."""
        for person, units, start, end, many in span_breaches(
            cohort, plan, self._groups(cohort), self.months, self.most
        ):
            span = f"{cohort.months[start]}–{cohort.months[end - 1]}"
            sentence = f"{cohort.people[person]} {span} 在{units} {many + self.most} 月，至多 {self.most} 月 / too many months"
            yield Breach(sentence, many)

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units."""
        return known.unit_faults(self.units, "units")

    def notices(self, known: Known) -> tuple[str, ...]:
        """A span longer than the year, or a limit that no span can exceed."""
        if self.most >= self.months:
            return (
                f"任意 {self.months} 个月至多 {self.most} 个月，不起作用 / no span can exceed the limit: it asks for "
                "nothing",
            )
        return known.longer_than_year(self.months, "months")
