"""What only shows across the tables of the rotation: unknown units and townships, months that cannot be."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from optimizer.errors import Fault
from optimizer.scenario.columns import Table
from optimizer.scenario.given import Given, unknown
from optimizer.scenario.months import following
from optimizer.scenario.nearest import advice
from optimizer.scenario.overlaps import overlapping
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.standard_units import units_or_standard
from optimizer.scenario.tables import ABSENCES, CELLS, GRADUATES, HEADCOUNTS, UNIT_WISHES, UNITS
from optimizer.scenario.unit_places import misplaced

_NO_UNIT = "轮岗单位表里没有此单位 / no such unit in units"
_SHOWN = 8
_NOBODY = "报名表里没有此人 / nobody with this id in graduates"


def rotation_check(given: Given, settings: RotationSettings | None, place: str) -> list[Fault]:
    """Every fault between the tables that only the rotation reads."""
    people = given.frames["graduates"]["graduate"]
    units = units_or_standard(given.frames["units"])["unit"]
    faults: list[Fault] = []
    for table in (UNIT_WISHES, ABSENCES, CELLS):
        faults += _once_each(unknown(given, table, "graduate", people, _NOBODY))
    for table in (HEADCOUNTS, UNIT_WISHES, CELLS):
        faults += unknown(given, table, "unit", units, _NO_UNIT)
    towns = _townships(given)
    for table in (UNITS, HEADCOUNTS):
        cells = given.frames[table.name]["township"]
        known = pd.Series([*towns, ""], dtype="str")
        faults += (
            unknown(given, table, "township", known, "没有此乡镇 / no such township") if len(cells) else []
        )
        faults += _bounds(given, table)
    for table in (HEADCOUNTS, ABSENCES):
        faults += _backwards(given, table)
    faults += _overlaps(given)
    if settings is not None:
        faults += _months(given, settings)
        faults += _misplaced(given, settings)
        faults += _without(settings, towns, place)
    return [*faults, *_spaced(given), *_away(given)]


def _once_each(faults: list[Fault]) -> list[Fault]:
    """One fault for all rows about the same person, at the first of them."""
    rows: dict[str, list[Fault]] = {}
    for fault in faults:
        rows.setdefault(fault.value, []).append(fault)
    return [_with_rows(same) for same in rows.values()]


def _with_rows(same: list[Fault]) -> Fault:
    """The first of these faults, which names the rows of the others."""
    first, others = same[0], [str(fault.row) for fault in same[1:]]
    if not others:
        return first
    chinese, _, english = first.problem.partition(" / ")
    more = " …" if len(others) > _SHOWN else ""
    problem = (
        f"{chinese}；第 {'、'.join(others[:_SHOWN])}{more} 行也是（共 {len(same)} 行） / {english}; so in rows "
        f"{', '.join(others[:_SHOWN])}{more} ({len(same)} in all)"
    )
    return replace(first, problem=problem)


def _townships(given: Given) -> list[str]:
    names = {*given.frames["graduates"]["township"], *given.frames["posts"]["township"]}
    counties = {
        f"{county}{town}"
        for county, town in zip(
            given.frames["posts"]["county"], given.frames["posts"]["township"], strict=True
        )
    }
    return sorted({*names, *counties} - {""})


def _spaced(given: Given) -> Iterator[Fault]:
    """Townships of people that differ from another one's name by blanks only: at the rows of the rarer spelling."""
    names = given.frames["graduates"]["township"]
    many = names[names != ""].value_counts()
    usual = {"".join(name.split()): name for name in sorted(many.index, key=lambda name: (many[name], name))}
    for at, name in enumerate(names.tolist()):
        other = usual.get("".join(name.split()), name)
        if name != other:
            problem = (
                f"与“{other}”只差空格，会算作两个乡镇 / differs from “{other}” by blanks only: two townships"
            )
            mend = f"是否应为“{other}”？ / did you mean “{other}”?"
            yield given.fault(GRADUATES, at, "township", problem, mend)


def _bounds(given: Given, table: Table) -> Iterator[Fault]:
    """A minimum above the maximum."""
    frame = given.frames[table.name]
    wrong = (frame["minimum"] > frame["maximum"]).fillna(False).to_numpy(bool)
    for at in np.flatnonzero(wrong).tolist():
        most = frame["maximum"].iloc[at]
        problem = f"最少人数大于最多人数 {most} / the minimum exceeds the maximum {most}"
        yield given.fault(
            table, at, "minimum", problem, "减小最少或增大最多 / lower it, or raise the maximum"
        )


def _backwards(given: Given, table: Table) -> Iterator[Fault]:
    """Spans that end before they start."""
    frame = given.frames[table.name]
    first, last = frame["first_month"], frame["last_month"]
    for at in np.flatnonzero((first > last).to_numpy() & (last != "").to_numpy()).tolist():
        problem = f"早于起始月 {first.iloc[at]} / is before the first month {first.iloc[at]}"
        yield given.fault(table, at, "last_month", problem, "改正月份 / mend the month")


def _overlaps(given: Given) -> Iterator[Fault]:
    """Headcounts of one unit in the same months, and absences that both hold the seat and do not."""
    mend = "改正月份，或删去一行 / mend the months, or delete one of the rows"
    for one, other in overlapping(given.frames["headcounts"], ["unit", "township"]):
        row = given.rows["headcounts"][one]
        problem = f"与第 {row} 行同一单位，月份重叠 / the same unit as in row {row}, and months overlap"
        yield given.fault(HEADCOUNTS, other, "first_month", problem, mend)
    absences = given.frames["absences"]
    seats = absences["holds_seat"].tolist()
    for one, other in overlapping(absences, ["graduate"], "holds_seat"):
        if seats[one] != seats[other]:
            row = given.rows["absences"][one]
            problem = (
                f"与第 {row} 行同一人，月份重叠，占编却不同 / the same person as in row {row}, months overlap, yet one "
                "holds the seat and the other does not"
            )
            yield given.fault(ABSENCES, other, "first_month", problem, mend)


def _months(given: Given, settings: RotationSettings) -> Iterator[Fault]:
    """Cells after the planned months."""
    months = following(settings.start, settings.months)
    late = (given.frames[CELLS.name]["month"] > months[-1]).to_numpy()
    for at in np.flatnonzero(late).tolist():
        problem = f"不在轮岗期 {months[0]} – {months[-1]} 内 / outside the planned months"
        yield given.fault(CELLS, at, "month", problem, "改正月份或轮岗期 / mend the month, or the settings")


def _misplaced(given: Given, settings: RotationSettings) -> Iterator[Fault]:
    """Fixed cells of the planned months in units that the person's township does not have, or not then."""
    cells, people = given.frames["cells"], given.frames["graduates"]
    asked = np.flatnonzero((cells["fixed"].astype(bool) & (cells["month"] >= settings.start)).to_numpy())
    serving = dict(zip(people["graduate"], people["township"], strict=True))
    tables = given.frames["units"], given.frames["headcounts"]
    for at, _, problem in misplaced(cells.iloc[asked], *tables, serving):
        yield given.fault(
            CELLS, int(asked[at]), "unit", problem, "改单位，或改单位表 / mend the unit, or units"
        )


def _without(settings: RotationSettings, towns: list[str], place: str) -> Iterator[Fault]:
    for number, name in enumerate(settings.without, 1):
        if name not in towns:
            problem = "没有此乡镇 / no such township"
            yield Fault(place, 0, f"rotation.without.{number}", name, problem, advice(name, towns))


def _away(given: Given) -> Iterator[Fault]:
    """Fixed cells of people who are absent then and hold no seat."""
    cells, absences = given.frames["cells"], given.frames["absences"]
    if not len(cells) or not len(absences):
        return
    spans: dict[str, list[tuple[str, str]]] = {}
    columns = ["graduate", "first_month", "last_month", "holds_seat"]
    for who, first, last, seat in absences[columns].itertuples(index=False, name=None):
        if not seat:
            spans.setdefault(who, []).append((first, last or "9999-12"))
    for at, (who, month, fixed) in enumerate(
        cells[["graduate", "month", "fixed"]].itertuples(index=False, name=None)
    ):
        if fixed and any(first <= month <= last for first, last in spans.get(who, ())):
            problem = f"{who} 此月请假，却有固定单位 / is absent in this month, yet has a fixed unit"
            yield given.fault(CELLS, at, "month", problem, "删去一处 / delete one of them")
