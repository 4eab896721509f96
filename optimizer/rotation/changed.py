"""The scenario after what has happened: absences and closed units written in, the published cells remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from optimizer.errors import UsageError
from optimizer.scenario.frames import BLANKS, DTYPES
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import is_month
from optimizer.scenario.nearest import advice
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.standard_units import units_or_standard
from optimizer.scenario.tables import ABSENCES, CELLS, HEADCOUNTS

if TYPE_CHECKING:
    from optimizer.rotation.repair import Events


def changed_scenario(
    scenario: Scenario,
    settings: RotationSettings,
    published: pd.DataFrame,
    start: str,
    first: str,
    events: Events,
) -> Scenario:
    """The scenario as it is now; cells before `first` are fixed. Raises UsageError for what events say wrongly."""
    wrong = [*_unknown(scenario, published, events), *_no_span(events)]
    if wrong:
        raise UsageError("\n".join(wrong))
    away = [{"graduate": who, "first_month": start, "reason": "离岗 left"} for who in events.left]
    away += [
        {"graduate": who, "first_month": begin, "last_month": end, "reason": "请假 absent"}
        for who, begin, end in events.absent
    ]
    shut: list[dict[str, Any]] = []
    for name in events.closed:
        unit, _, township = name.partition("@")
        shut.append({"unit": unit, "township": township, "first_month": start, "maximum": 0})
    return Scenario(
        **{name: scenario.table(name) for name in _KEPT},
        settings=scenario.settings,
        absences=_added(scenario.absences, ABSENCES.name, away),
        headcounts=_added(scenario.headcounts, HEADCOUNTS.name, shut),
        cells=_cells(scenario, published, first),
    )


_TABLES = {table.name: table for table in (ABSENCES, HEADCOUNTS, CELLS)}
_KEPT = ("graduates", "posts", "wishes", "priorities", "pins", "earlier", "units", "unit_wishes")


def _added(frame: pd.DataFrame, table: str, rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame with more rows; what they do not say is blank."""
    if not rows:
        return frame
    columns = {
        column.field: pd.Series(
            [row.get(column.field, BLANKS[column.kind]) for row in rows], dtype=DTYPES[column.kind]
        )
        for column in _TABLES[table].columns
    }
    return pd.concat([frame, pd.DataFrame(columns)], ignore_index=True)[list(frame.columns)]


def _cells(scenario: Scenario, published: pd.DataFrame, first: str) -> pd.DataFrame:
    """The published cells, fixed before `first`; what the scenario itself fixed stays fixed."""
    there = published[(published["unit"] != "") & published["graduate"].isin(scenario.graduates["graduate"])]
    own = scenario.cells
    held = own[own["fixed"]].set_index(["graduate", "month"])["unit"].to_dict()
    rows = [
        {
            "graduate": who,
            "month": month,
            "unit": unit,
            "fixed": month < first or held.get((who, month)) == unit,
        }
        for who, month, unit in there[["graduate", "month", "unit"]].itertuples(index=False, name=None)
    ]
    known = {(row["graduate"], row["month"]) for row in rows}
    rest = np.array([key not in known for key in zip(own["graduate"], own["month"], strict=True)], bool)
    return _added(own[rest].reset_index(drop=True), CELLS.name, rows)


def _unknown(scenario: Scenario, published: pd.DataFrame, events: Events) -> Iterator[str]:
    people = sorted(scenario.graduates["graduate"])
    for name in (*events.left, *(who for who, _, _ in events.absent)):
        if name not in people:
            yield f"没有编号 {name} / nobody with this id; {advice(name, people)}"
    units, towns = sorted(units_or_standard(scenario.units)["unit"]), _townships(scenario, published)
    for name in events.closed:
        unit, _, town = name.partition("@")
        if unit not in units:
            yield f"没有单位 {unit} / no such unit; {advice(unit, units)}"
        if town and towns and town not in towns:
            yield f"没有乡镇 {town} / no such township; {advice(town, towns)}"
    for unit in sorted({*published["unit"]} - {*units, ""}):
        yield f"已公布的单位 {unit} 不在轮岗单位表里 / a published unit is not in units; {advice(unit, units)}"


def _townships(scenario: Scenario, published: pd.DataFrame) -> list[str]:
    """Every township that people serve in, or served in when the timetable was published."""
    told = (scenario.graduates, scenario.posts, published)
    return sorted({town for table in told if "township" in table for town in table["township"]} - {""})


def _no_span(events: Events) -> Iterator[str]:
    """Absences whose months are none, or end before they begin."""
    for who, *months in events.absent:
        wrong = [month for month in months if month and not is_month(month)]
        for month in wrong:
            yield f"{who} 请假 {month} 不是月份，写成 2024-10 / not a month; write it like 2024-10"
        if not wrong and all(months) and months[1] < months[0]:
            yield f"{who} 请假 {months[0]} – {months[1]} 前后颠倒 / ends before it begins"
