"""Handover (交接): no unit changes all its people at once."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.rotation.rules.headcount import Headcount
from optimizer.rotation.rules.no_repeat import NoRepeat
from optimizer.solver.program import Integers


class Handover(Rule):
    """Among the people at work in each of the `units` (none = all) somebody knows it.

    That is who has worked there in any month before, the past included; without `experienced`, who was there
    the month before. The first `after` months of the year are passed over: nobody knows anything yet.
    """

    kind: ClassVar[str] = "handover"
    chinese: ClassVar[str] = "工作交接"
    usage: ClassVar[str] = (
        "每个单位（units）有人在岗时，其中总有一人以前来过（experienced = false：上月就在）；开头 after（默认 1）个月不算"
    )
    sense: ClassVar[str] = "有人在岗时，其中总有一人以前来过"
    meaning: ClassVar[str] = "单位全是新人 / everybody in the unit is new"

    units: list[str] = Field(default_factory=list)
    experienced: bool = True
    after: int = Field(default=1, ge=0, le=36)

    def _months(self, cohort: Cohort) -> Integers:
        return np.arange(max(cohort.first, cohort.begin + self.after), len(cohort.months))

    def _before(self, month: int) -> slice:
        """The months that make somebody know the unit."""
        return slice(0 if self.experienced else max(month - 1, 0), month)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """A column per cell: 1 exactly where the person is there and knows the unit; whoever is there needs one such."""
        units = np.array(cohort.named_units(self.units), np.int64)
        months = self._months(cohort)
        inside = np.isin(grid.month, months) & np.isin(grid.unit, units) & grid.works
        cell = np.flatnonzero(inside)
        person, month, unit = grid.person[cell], grid.month[cell], grid.unit[cell]
        many, row = len(cell), np.arange(len(cell))
        known = grid.count + row
        before = [
            grid.working[p, self._before(m), u]
            for p, m, u in zip(person.tolist(), month.tolist(), unit.tolist(), strict=True)
        ]
        length = np.array([len(part) for part in before], np.int64)
        past = np.concatenate([np.zeros(0, np.int64), *before]).astype(np.int64)
        owner = np.repeat(row, length)
        group = np.full(grid.column.shape, -1)
        group[person, month, unit] = known
        peers = group[:, month, unit]
        terms = [
            term(row, known), term(row, cell, -1),
            term(many + row, known), term(many + owner, past, -1),
            term(2 * many + owner, past), term(2 * many + row, cell, len(cohort.months)), term(2 * many + row, known, -len(cohort.months)),
            term(3 * many + row, cell), term(3 * many + row, peers, -1),
        ]  # fmt: skip
        low = np.full(4 * many, -3 * len(cohort.months) - len(cohort.people))
        high = np.repeat([0, 0, len(cohort.months), 0], many)
        labels = [*(["knows"] * (3 * many))]
        labels += [
            f"{cohort.units[u]} {cohort.months[m]} 有熟悉的人（{cohort.people[p]}）"
            for p, m, u in zip(person.tolist(), month.tolist(), unit.tolist(), strict=True)
        ]
        rows = sparse(terms, low, high, labels)
        own = partial(self._knows, cohort, person, month, unit)
        return Block(grid.count, rows, np.ones(many, np.int64), own, asked=np.arange(4 * many) >= 3 * many)

    def _knows(
        self, cohort: Cohort, person: Integers, month: Integers, unit: Integers, plan: Plan
    ) -> Integers:
        """Which of these cells a plan fills with somebody who knows the unit."""
        worked = cohort.working(plan)
        return np.array(
            [
                worked[p, m] == u and bool((worked[p, self._before(m)] == u).any())
                for p, m, u in zip(person.tolist(), month.tolist(), unit.tolist(), strict=True)
            ],
            np.int64,
        )

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Ask of every unit and month whether anybody there has been there before."""
        worked = cohort.working(plan)
        for unit in cohort.named_units(self.units):
            for month in self._months(cohort).tolist():
                people = np.flatnonzero(worked[:, month] == unit).tolist()
                if people and not (worked[people, self._before(month)] == unit).any():
                    name = f"{cohort.units[unit]} {cohort.months[month]}"
                    yield Breach(f"{name} 的 {len(people)} 人都是新人 / everybody there is new", len(people))

    def counted_out(self, cohort: Cohort, rules: Sequence[Rule]) -> Iterator[str]:
        """The first month in which whoever knows a unit may not be there yet, and people have to be."""
        units = cohort.named_units(self.units)
        away = {
            unit: max(
                (rule.kept_away(cohort, unit) for rule in rules if isinstance(rule, NoRepeat)), default=0
            )
            for unit in units
        }
        asked = np.zeros_like(cohort.low)
        for rule in rules:
            if isinstance(rule, Headcount):
                named, low, _ = rule.bounds(cohort)
                asked[named] = np.maximum(asked[named], low)
        for month in self._months(cohort).tolist():
            shut = [unit for unit in units if max(month - away[unit], 0) <= self._before(month).start]
            needed = [unit for unit in shut if asked[unit, month] > 0]
            everybody = len(shut) == len(cohort.units) and cohort.present[month] > 0
            if needed or everybody:
                names = "、".join(cohort.units[unit] for unit in needed or shut)
                yield (
                    f"{cohort.months[month]} {names}：工作交接要有来过的人，来过的人却因不连续重复都还不能再来；{self._mend(away)[0]} / "
                    f"handover asks for somebody who knows the unit, no-repeat keeps everybody away who does: {self._mend(away)[1]}"
                )
                return

    def _mend(self, away: Mapping[int, int]) -> tuple[str, str]:
        """What settles it: handover that begins once the first may be back, or that takes whoever was there ever before."""
        later = max(away.values()) + 1
        if not self.experienced:
            return f"请设 experienced = true、after = {later}", f"set experienced = true and after = {later}"
        return f"请设 after = {later}", f"set after = {later}"

    def notices(self, known: Known) -> tuple[str, ...]:
        """Every month of the year passed over."""
        if self.after < len(known.months):
            return ()
        return (f"前 {self.after} 个月不算，轮岗期内不起作用 / every planned month is passed over",)

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units."""
        return known.unit_faults(self.units, "units")
