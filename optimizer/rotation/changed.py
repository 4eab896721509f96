"""The scenario after what has happened: absences and closed units written in, the published cells remembered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import groupby
from operator import itemgetter
from typing import Any

import numpy as np
import pandas as pd

from optimizer.rotation.events import COLUMNS, Events, happened
from optimizer.scenario.frames import added, empty, rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following, label, number, span
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.standard_units import units_or_standard
from optimizer.scenario.tables import ABSENCES, HEADCOUNTS
from optimizer.scenario.unit_places import misplaced


def changed_scenario(
    scenario: Scenario,
    settings: RotationSettings,
    published: pd.DataFrame,
    first: str,
    events: Events,
    earlier: pd.DataFrame | None = None,
    serving: Mapping[str, str] | None = None,
) -> tuple[Scenario, pd.DataFrame]:
    """The scenario as it is now, cells before `first` fixed, and all events, those of `earlier` repairs included.

    `serving` names the township of everybody now, where the graduates' own column does not say it: what was published
    for whoever has moved to another one is history only, and where their unit is closed in the new one it binds nobody. A cell of a month in which somebody is absent without a seat is not fixed, and no part of the past.
    What events say wrongly is found before, see `event_faults`.
    """
    told = happened(events, first, earlier)
    people, units = set(scenario.graduates["graduate"]), set(units_or_standard(scenario.units)["unit"])
    known = [name in people or name.partition("@")[0] in units for name in told["name"]]
    told = told[np.array(known, bool)].reset_index(drop=True)
    months = _months(scenario, settings, published)
    absences = _absences(scenario.absences, told[told["kind"] != "closed"], months)
    shut = told[told["kind"] == "closed"]
    serving = {**_serving(scenario, published), **(serving or {})}
    cells = _cells(scenario, _of_here(published, first, serving), first)
    elsewhere = _elsewhere(cells, published, serving)
    gone = _absent(absences, months)
    away = np.array([key in gone for key in rows(cells, "graduate", "month")], bool)
    missing = np.zeros(len(cells), bool)
    missing[[at for at, _, _ in misplaced(cells, scenario.units, empty(HEADCOUNTS), serving)]] = True
    loose = away | missing | _closed(cells, shut, serving)
    past = (cells["month"] < first).to_numpy(bool)
    headcounts = _headcounts(_closed_from(scenario.headcounts, first, cells[~elsewhere], serving), shut)
    closed = np.zeros(len(cells), bool)
    if elsewhere.any():
        closed[[at for at, _, _ in misplaced(cells, scenario.units, headcounts, serving)]] = True
    fixed = cells["fixed"].to_numpy(bool) & (past | ~loose) & ~(past & elsewhere & closed)
    cells = cells.assign(fixed=fixed)[~((away | missing) & past)]
    now = Scenario(
        **{name: scenario.table(name) for name in _KEPT},
        settings=scenario.settings,
        absences=absences,
        headcounts=headcounts,
        cells=cells.reset_index(drop=True),
    )
    return now, told


_KEPT = ("graduates", "posts", "wishes", "priorities", "pins", "earlier", "units", "unit_wishes")
_REASONS = {"left": "离岗 left", "absent": "请假 absent"}
_SPAN = ("graduate", "first_month", "last_month", "holds_seat", "reason")


def _months(scenario: Scenario, settings: RotationSettings, published: pd.DataFrame) -> list[str]:
    """Every month that is planned, or that some cell is about."""
    earliest = min([settings.start, *published["month"], *scenario.cells["month"]])
    return following(earliest, number(settings.start) + settings.months - number(earliest))


def _absences(table: pd.DataFrame, events: pd.DataFrame, months: list[str]) -> pd.DataFrame:
    """The absences with those of the events; nobody's spans overlap where an event is about the person.

    A month without a seat outweighs one in which the seat is held.
    """
    about = {*events["name"]}
    spans = [
        *(row for row in rows(table, *_SPAN) if row[0] in about),
        *(
            (who, begin, end, False, "：".join(filter(None, (_REASONS[kind], why))))
            for kind, who, begin, end, why in rows(events, *COLUMNS)
        ),
    ]
    found: list[dict[str, Any]] = []
    for who in sorted(about):
        states: list[tuple[bool, str] | None] = [None] * len(months)
        for _, begin, end, seat, why in sorted(
            (one for one in spans if one[0] == who), key=lambda one: not one[3]
        ):
            for at in np.flatnonzero(span(begin, end, months)).tolist():
                states[at] = (seat, why)
        found += _runs(who, states, months)
    return added(table[~table["graduate"].isin(about)].reset_index(drop=True), ABSENCES, found)


def _runs(who: str, states: list[tuple[bool, str] | None], months: list[str]) -> Iterator[dict[str, Any]]:
    """A row for each run of months in one state; one that lasts to the end is open."""
    for state, group in groupby(range(len(months)), key=lambda at: states[at]):
        at = list(group)
        if state is not None:
            last = "" if at[-1] == len(months) - 1 else months[at[-1]]
            row = {"graduate": who, "first_month": months[at[0]], "last_month": last}
            yield row | {"holds_seat": state[0], "reason": state[1]}


def _absent(absences: pd.DataFrame, months: list[str]) -> set[tuple[str, str]]:
    """People and months without a seat."""
    lost = absences[~absences["holds_seat"].astype(bool)]
    return {
        (who, months[at])
        for who, begin, end in rows(lost, "graduate", "first_month", "last_month")
        for at in np.flatnonzero(span(begin, end, months)).tolist()
    }


def _closed_from(
    table: pd.DataFrame, first: str, cells: pd.DataFrame, serving: Mapping[str, str]
) -> pd.DataFrame:
    """The headcounts with closures that leave the past alone: where somebody was, the unit was open."""
    if table.empty:
        return table
    there = cells[cells["month"] < first]
    past = {(unit, serving.get(who, "")) for unit, who in rows(there, "unit", "graduate")}
    used = past | {(unit, "") for unit, _ in past}
    known = np.array([key in used for key in rows(table, "unit", "township")], bool)
    shut = known & ((table["maximum"] == 0).fillna(False) & (table["first_month"] < first)).to_numpy(bool)
    over = shut & (table["last_month"] != "").to_numpy(bool) & (table["last_month"] < first).to_numpy(bool)
    later = table.assign(first_month=table["first_month"].mask(shut, first))[~over]
    doubled = later.duplicated(list(HEADCOUNTS.key), keep="last")
    return later[~doubled].reset_index(drop=True)


def _headcounts(table: pd.DataFrame, shut: pd.DataFrame) -> pd.DataFrame:
    """The headcounts with the closed units; no other row speaks of a unit while it is closed."""
    for name, begin, end in rows(shut, "name", "first_month", "last_month"):
        unit, _, town = name.partition("@")
        same = (table["unit"] == unit) & ((table["township"] == town) | (not town))
        own = table[same]
        before = own[own["first_month"] < begin]
        ends = (before["last_month"] == "") | (before["last_month"] >= begin)
        before = before.assign(last_month=before["last_month"].mask(ends, label(number(begin) - 1)))
        row = {"unit": unit, "township": town, "first_month": begin, "last_month": end, "maximum": 0}
        after = own[(own["last_month"] == "") | (own["last_month"] > end)] if end else own[:0]
        reopens = label(number(end) + 1) if end else ""
        after = after.assign(first_month=after["first_month"].where(after["first_month"] > reopens, reopens))
        kept = pd.concat([table[~same], before, after], ignore_index=True)
        table = added(kept, HEADCOUNTS, [row])
    return table


def _closed(cells: pd.DataFrame, shut: pd.DataFrame, serving: Mapping[str, str]) -> np.ndarray:
    """Which cells are in a unit that an event closed."""
    found = np.zeros(len(cells), bool)
    if shut.empty:
        return found
    towns = cells["graduate"].map(serving)
    for name, begin, end in rows(shut, "name", "first_month", "last_month"):
        unit, _, town = name.partition("@")
        then = (cells["month"] >= begin) & ((cells["month"] <= end) | (not end))
        there = then & (cells["unit"] == unit) & ((towns == town) | (not town))
        found |= there.to_numpy(bool)
    return found


def _serving(scenario: Scenario, published: pd.DataFrame) -> dict[str, str]:
    """The township of everybody: as published, unless the graduates' own column says it."""
    before = rows(published, "month", "graduate", "township") if "township" in published else ()
    told = [(who, town) for _, who, town in sorted(before, key=itemgetter(0))]
    return {who: town for who, town in [*told, *rows(scenario.graduates, "graduate", "township")] if town}


def _of_here(published: pd.DataFrame, first: str, serving: Mapping[str, str]) -> pd.DataFrame:
    """The published cells without the months from `first` on of whoever serves in another township now."""
    if "township" not in published:
        return published
    moved = np.array(
        [
            month >= first and bool(town) and town != serving.get(who)
            for who, town, month in rows(published, "graduate", "township", "month")
        ],
        bool,
    )
    return published[~moved] if moved.any() else published


def _elsewhere(cells: pd.DataFrame, published: pd.DataFrame, serving: Mapping[str, str]) -> np.ndarray:
    """Which cells were published for another township than the person serves in now."""
    told = rows(published, "graduate", "month", "township") if "township" in published else ()
    there = {(who, month) for who, month, town in told if town and town != serving.get(who, town)}
    return np.array([key in there for key in rows(cells, "graduate", "month")], bool)


def _cells(scenario: Scenario, published: pd.DataFrame, first: str) -> pd.DataFrame:
    """The published cells, fixed before `first`; what the scenario itself fixed stays fixed."""
    there = published[(published["unit"] != "") & published["graduate"].isin(scenario.graduates["graduate"])]
    own = scenario.cells
    held = {row[:3] for row in rows(own, "graduate", "month", "unit", "fixed") if row[3]}
    told = list(rows(there, "graduate", "month", "unit"))
    fixed = [row[1] < first or row in held for row in told]
    cells = there[["graduate", "month", "unit"]].assign(fixed=np.array(fixed, bool))
    known = {row[:2] for row in told}
    rest = own[np.array([key not in known for key in rows(own, "graduate", "month")], bool)]
    return pd.concat([rest, cells], ignore_index=True) if len(rest) else cells.reset_index(drop=True)
