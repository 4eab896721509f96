"""The people of one township as arrays: their months, units, absences, wishes and what is fixed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.assignment import lottery
from optimizer.remembering import Remembering
from optimizer.solver.program import Integers

Flags = npt.NDArray[np.bool_]
Plan = Integers
"""A unit per person and month; -1 = absent, or unknown in the past."""


@dataclass(frozen=True, eq=False)
class Former:
    """People who served here before they were transferred: ids and names, and (people, months) whether a month was spent
    here, and in which unit (-1 = absent). They count in the headcounts of those months and are planned elsewhere."""

    people: Sequence[str]
    names: Sequence[str]
    here: Flags
    plan: Plan


@dataclass(frozen=True, eq=False)
class Cohort(Remembering):
    """People and units sorted by id, months in order; the same whatever the order of the tables' rows.

    Months before `begin` came before the year, months before `first` can no longer be changed: what is
    known of them stands in `fixed`, and `seated` says in which of them only the seat was held. Shapes: `low`, `high` (units, months); `absent`, `seated` (absent, but
    the seat is held), `fixed`, `earlier` (people, months), a unit or -1; `fit` (people, units), how long a
    prefix of the major the unit asks for; `wished` (people, units) and `wished_month` (people, months,
    units), a rank or 0. Months from `announced_from` to `first` have not passed, but are announced (None = there are
    none). `elsewhere` are the months (people, months) that somebody spent in another township, where they stand in
    every result; the rules know of them. `former` are those who were transferred away. The frames are those of the scenario in the cohort's order.
    """

    township: str
    people: Sequence[str]
    units: Sequence[str]
    months: Sequence[str]
    begin: int
    first: int
    low: Integers
    high: Integers
    absent: Flags
    seated: Flags
    fixed: Plan
    earlier: Plan
    fit: Integers
    wished: Integers
    wished_month: Integers
    seed: int = 0
    people_table: pd.DataFrame = field(default_factory=pd.DataFrame)
    unit_table: pd.DataFrame = field(default_factory=pd.DataFrame)
    announced_from: int | None = None
    elsewhere: Flags | None = None
    former: Former | None = None

    @property
    def shape(self) -> tuple[int, int, int]:
        """People, months, units."""
        return len(self.people), len(self.months), len(self.units)

    @property
    def past(self) -> int:
        """How many months have passed; those from here to `first` are announced, not past."""
        return self.first if self.announced_from is None else min(self.announced_from, self.first)

    @property
    def announced_to(self) -> str:
        """The last of the announced months; "" = there are none."""
        return self.months[self.first - 1] if self.past < self.first else ""

    @cached_property
    def open(self) -> Flags:
        """Where a unit is to be found: (people, months), from the first month on, present or holding a seat."""
        there: Flags = ~self.absent | self.seated
        return there & (np.arange(len(self.months)) >= self.first)

    @cached_property
    def present(self) -> Integers:
        """People at work in each month."""
        there: Integers = (~self.absent).sum(axis=0)
        return there

    @cached_property
    def points(self) -> Integers:
        """What a wish counts by its rank: one more than the lowest rank anybody gave, less the rank; [0] = 0."""
        most = max(int(self.wished.max(initial=0)), int(self.wished_month.max(initial=0)))
        points: Integers = np.concatenate([[0], most + 1 - np.arange(1, most + 1)]).astype(np.int64)
        return points

    def named_units(self, names: Sequence[str]) -> list[int]:
        """The units of these ids or full names, those of other townships left out; no names = all units."""
        if not names:
            return list(range(len(self.units)))
        full = self.unit_table["name"].tolist() if "name" in self.unit_table else list(self.units)
        return [
            at
            for at, (unit, name) in enumerate(zip(self.units, full, strict=True))
            if {unit, name} & {*names}
        ]

    def named_people(self, names: Sequence[str]) -> list[int]:
        """The people of these ids, those of other townships left out."""
        return [at for at, person in enumerate(self.people) if person in {*names}]

    def working(self, plan: Plan) -> Plan:
        """The plan without the seats of people who are absent: where anybody really works."""
        worked: Plan = np.where(self.absent, -1, plan)
        return worked

    def here(self, plan: Plan) -> Plan:
        """The plan without the months that were spent in another township."""
        return plan if self.elsewhere is None else np.where(self.elsewhere, -1, plan)

    def counts(self, plan: Plan) -> Integers:
        """The people of each unit in each month, shape (units, months)."""
        return np.stack([(plan == unit).sum(axis=0) for unit in range(len(self.units))])

    @cached_property
    def numbers(self) -> tuple[lottery.Numbers, lottery.Numbers, lottery.Numbers]:
        """The lottery's numbers of people, months and units."""
        return (
            lottery.numbers(self.seed, "rotation graduate", self.people),
            lottery.numbers(self.seed, "rotation month", self.months),
            lottery.numbers(self.seed, "rotation unit", self.units),
        )
