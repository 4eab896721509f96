"""Visit (轮遍): everybody works in every unit, or in so many of them, often enough and not too often."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.plural import counted
from optimizer.rotation.block import Block, sparse, term
from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known, in_order
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.rotation.rules.headcount import Headcount
from optimizer.solver.program import Integers


class Visit(Rule):
    """Everybody works `minimum` to `maximum` months in each of the `units` (none = all), or in `of` of them.

    Months of held seats do not count, nor do units that are closed in all months somebody has. Whoever has
    fewer months than that takes need not see all of them, and is in none of them more than `minimum` months: so in as
    many different ones as can be.
    Months before the year count where `history` is set.
    """

    kind: ClassVar[str] = "visit"
    chinese: ClassVar[str] = "轮遍各单位"
    usage: ClassVar[str] = (
        "每人在各单位（units）共待 minimum（默认 1）到 maximum 个月；of 为去其中几个即可；history = true 以往的也算；"
        "月数不够轮遍的人不必轮遍，但在每个单位至多 minimum 个月"
    )
    sense: ClassVar[str] = "每人在各单位共待的月数"
    meaning: ClassVar[str] = "没有轮遍单位 / units are missed or visited too often"

    units: list[str] = Field(default_factory=list)
    minimum: int = Field(default=1, ge=0, le=36)
    maximum: int | None = Field(default=None, ge=0, le=36)
    of: int | None = Field(default=None, ge=1, le=1000)
    history: bool = False

    def _months(self, cohort: Cohort) -> Integers:
        """The months that count."""
        return np.arange(0 if self.history else cohort.begin, len(cohort.months))

    def _past(self, cohort: Cohort, units: Sequence[int]) -> Integers:
        """Months that everybody has worked in each unit already, shape (people, units)."""
        months = [month for month in self._months(cohort).tolist() if month < cohort.first]
        worked = cohort.working(cohort.fixed)[:, months]
        return np.stack([(worked == unit).sum(axis=1) for unit in units], axis=1)

    def demands(self, cohort: Cohort) -> tuple[list[int], Integers, Integers, Integers]:
        """The units, least and most months (people, units), and how many units everybody must visit."""
        units = cohort.named_units(self.units)
        past = self._past(cohort, units) if units else np.zeros((len(cohort.people), 0), np.int64)
        free = cohort.open & ~cohort.absent
        reach = (free.astype(np.int64) @ (cohort.high[units].T > 0)) + past
        asked = reach >= max(self.minimum, 1)
        number = asked.sum(axis=1) if self.of is None else np.minimum(self.of, asked.sum(axis=1))
        months = free.sum(axis=1) + past.sum(axis=1)
        short = (months < self.minimum * number)[:, None]
        most = np.full(past.shape, len(cohort.months) if self.maximum is None else self.maximum)
        most = np.maximum(np.where(short, np.minimum(self.minimum, most), most), past)
        least = np.where(asked & ~short, self.minimum, 0)
        return units, least, most, np.where(short[:, 0], 0, number)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """A row per person and unit; to visit some of them, a column that says whether a unit was visited."""
        units, least, most, number = self.demands(cohort)
        size, many = most.shape
        row = np.arange(size * many).reshape(size, 1, many)
        months = self._months(cohort)
        counted = term(row, grid.working[:, months][:, :, units])
        names = [(person, cohort.units[unit]) for person in cohort.people for unit in units]
        low = least.ravel() if self.of is None else np.zeros(size * many, np.int64)
        labels = [
            f"{person} 在{unit} {one}–{other} 月"
            for (person, unit), one, other in zip(names, low.tolist(), most.ravel().tolist(), strict=True)
        ]
        if self.of is None:
            return Block(grid.count, sparse([counted], low, most.ravel(), labels))
        return self._some(grid, counted.row, counted.column, low, most, number, labels, least)

    def _some(
        self,
        grid: Grid,
        row: Integers,
        column: Integers,
        low: Integers,
        most: Integers,
        number: Integers,
        labels: list[str],
        least: Integers,
    ) -> Block:
        """With a column per person and unit: 1 exactly where it is visited often enough."""
        cohort, (size, many) = grid.cohort, most.shape
        every, cells = np.arange(size * many), size * many
        seen = grid.count + every
        least_ = np.where(least.ravel() > 0, self.minimum, 1)
        up = term(cells + row, column)
        down = term(2 * cells + row, column)
        people = 3 * cells + np.repeat(np.arange(size), many)
        longest = len(cohort.months)
        terms = [
            term(row, column),
            up,
            term(2 * cells + every, seen, -longest),
            down,
            term(people, seen),
        ]
        weigh = [
            term(cells + every[least_ == value], seen[least_ == value], -int(value))
            for value in np.unique(least_)
        ]
        lows = np.concatenate([low, np.zeros(cells, np.int64), np.full(cells, -longest), number])
        highs = np.concatenate([most.ravel(), np.full(cells, longest), least_ - 1, np.full(size, many)])
        whole = [*labels, *(["visited"] * (2 * cells))]
        whole += [
            f"{person} 至少去 {need} 个单位"
            for person, need in zip(cohort.people, number.tolist(), strict=True)
        ]
        asked = np.ones(len(whole), bool)
        asked[cells : 3 * cells] = False
        return Block(
            grid.count,
            sparse([*terms, *weigh], lows, highs, whole),
            np.ones(cells, np.int64),
            _Seen(self, cohort),
            asked=asked,
        )

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Count everybody's months in every unit."""
        units, least, most, number = self.demands(cohort)
        worked = cohort.working(plan)[:, self._months(cohort)]
        spent = np.stack([(worked == unit).sum(axis=1) for unit in units], axis=1) if units else least
        seen = (spent >= np.maximum(least, 1)).sum(axis=1)
        few = (spent < least) & (self.of is None)
        for person in np.flatnonzero((few | (spent > most)).any(axis=1) | (seen < number)).tolist():
            who = cohort.people[person]
            for place, unit in enumerate(units):
                months, need, top = (int(table[person, place]) for table in (spent, least, most))
                name = f"{who} 在{cohort.units[unit]} {months} 月"
                if few[person, place]:
                    yield Breach(f"{name}，至少 {need} 月 / too few months", need - months)
                if months > top:
                    yield Breach(f"{name}，至多 {top} 月 / too many months", months - top)
            short = int(number[person] - seen[person])
            if self.of is not None and short > 0:
                yield Breach(
                    f"{who} 只去 {seen[person]} 个单位，至少 {number[person]} 个 / too few units", short
                )

    def counted_out(self, cohort: Cohort, rules: Sequence[Rule]) -> Iterator[str]:
        """A unit that cannot take everybody who must come, within the most people that a headcount allows; people who
        are at work for more months than they may be in all units together."""
        units, least, most, _ = self.demands(cohort)
        yield from self._too_long(cohort, units, most)
        past = self._past(cohort, units) if units else least
        for rule in rules if self.of is None else ():
            if not isinstance(rule, Headcount):
                continue
            named, _, high = rule.bounds(cohort)
            for place, unit in enumerate(units):
                if unit not in named.tolist():
                    continue
                seats = high[named.tolist().index(unit), cohort.first :]
                visits = int(np.maximum(least[:, place] - past[:, place], 0).sum())
                if visits > seats.sum():
                    yield (
                        f"{cohort.units[unit]}: {len(seats)} 个月共 {seats.sum()} 个名额，各人还须去 {visits} 人次 / "
                        f"{counted(seats.sum(), 'place')} in {counted(len(seats), 'month')}, "
                        f"{counted(visits, 'visit is', 'visits are')} needed"
                    )

    def _too_long(self, cohort: Cohort, units: list[int], most: Integers) -> list[str]:
        """Who has more months at work than the units take of them, where the rule is about every unit."""
        if len(units) < len(cohort.units):
            return []
        free = cohort.open & ~cohort.absent
        open_ = free.astype(np.int64) @ (cohort.high[units].T > 0) > 0
        room = np.where(open_, most - self._past(cohort, units), 0).sum(axis=1)
        return [
            f"{cohort.people[who]} 各单位至多 {self.maximum} 月，共 {room[who]} 月，却在岗 {free[who].sum()} 月 / at work longer than all units take together"
            for who in np.flatnonzero(room < free.sum(axis=1)).tolist()
        ]

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units, and numbers that cannot be."""
        wrong = known.unit_faults(self.units, "units")
        return (
            *wrong,
            *in_order(self.minimum, self.maximum),
            *known.count_faults(self.of, self.units, "of"),
        )


class _Seen:
    """Which units everybody visits often enough in a plan."""

    def __init__(self, rule: Visit, cohort: Cohort) -> None:
        self._rule, self._cohort = rule, cohort

    def __call__(self, plan: Plan) -> Integers:
        rule, cohort = self._rule, self._cohort
        units, least, _, _ = rule.demands(cohort)
        worked = cohort.working(plan)[:, rule._months(cohort)]
        months = np.stack([(worked == unit).sum(axis=1) for unit in units], axis=1)
        seen: Flags = months >= np.maximum(least, 1)
        return seen.ravel().astype(np.int64)
