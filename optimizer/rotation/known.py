"""What the rules and goals of a rotation may name: units, people, months, columns."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from optimizer.errors import Fault
from optimizer.scenario.group_faults import nobody, unreadable
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following
from optimizer.scenario.nearest import advice
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.standard_units import units_or_standard

_PLACE = "scenario.toml"


@dataclass(frozen=True)
class Known:
    """All names of a scenario, whatever the township; no months where the year is not known."""

    units: tuple[str, ...]
    many: int
    people: tuple[str, ...]
    months: tuple[str, ...]
    people_table: pd.DataFrame

    @property
    def serving(self) -> dict[str, str]:
        """The township that the table of graduates tells of everybody; "" = none."""
        table = self.people_table
        return dict(zip(table["graduate"], table["township"], strict=True))

    def longer_than_year(self, months: int, said: str) -> tuple[str, ...]:
        """A notice where a number of months exceeds those that are planned."""
        if months <= len(self.months):
            return ()
        return (
            f"{said} {months} 个月比轮岗期 {len(self.months)} 个月长，只按轮岗期和以往算 / is longer than the "
            f"{len(self.months)} months that are planned",
        )

    @staticmethod
    def of(scenario: Scenario, settings: RotationSettings) -> Known:
        """What a scenario knows."""
        units = units_or_standard(scenario.units)
        names = {*units["unit"], *units["name"]} - {""}
        months = following(settings.start, settings.months)
        return Known(
            tuple(sorted(names)),
            int(units["unit"].nunique()),
            tuple(scenario.graduates["graduate"]),
            tuple(months),
            scenario.graduates,
        )

    def unit_faults(self, names: Sequence[str], where: str) -> tuple[Fault, ...]:
        """Units that nobody knows."""
        return tuple(_unknown(names, self.units, where, "没有此单位 / no such unit"))

    def count_faults(self, of: int | None, names: Sequence[str], where: str) -> tuple[Fault, ...]:
        """More units asked for than are named, or than there are where none is named."""
        many = len({*names}) or self.many
        if of is None or of <= many:
            return ()
        problem = f"只有 {many} 个单位 / there are {many} units only"
        return (
            Fault(_PLACE, 0, where, str(of), problem, "减小它，或多列单位 / lower it, or name more units"),
        )

    def people_faults(self, names: Sequence[str], where: str) -> tuple[Fault, ...]:
        """People whom nobody knows."""
        return tuple(
            _unknown(names, self.people, where, "报名表里没有此人 / nobody with this id in graduates")
        )

    def month_faults(self, names: Sequence[str], where: str) -> tuple[Fault, ...]:
        """Months outside the year; "" stands for an open end."""
        named = [name for name in names if name and self.months]
        return tuple(_unknown(named, self.months, where, "不在轮岗期内 / outside the planned months"))

    def group_faults(self, group: Mapping[str, Any], where: str) -> tuple[Fault, ...]:
        """Columns and values of a group that mean nothing."""
        return unreadable(self.people_table, group, where)

    def group_notices(self, group: Mapping[str, Any]) -> tuple[str, ...]:
        """A group that is written well and holds nobody."""
        return tuple(filter(None, [nobody(self.people_table, group)]))


def _unknown(names: Sequence[str], known: Sequence[str], where: str, problem: str) -> Iterator[Fault]:
    for name in names:
        if name not in known:
            yield Fault(_PLACE, 0, where, name, problem, advice(name, known))


def needed(value: object, where: str, problem: str, mend: str) -> tuple[Fault, ...]:
    """A fault where a parameter that says what the rule is about is empty."""
    return () if value else (Fault(_PLACE, 0, where, "", problem, mend),)


def in_order(minimum: int | None, maximum: int | None) -> tuple[Fault, ...]:
    """A fault where a minimum exceeds its maximum."""
    if minimum is None or maximum is None or minimum <= maximum:
        return ()
    problem = f"最少大于最多 {maximum} / the minimum exceeds the maximum"
    return (Fault(_PLACE, 0, "minimum", str(minimum), problem, "减小它 / lower it"),)
