"""What only shows across tables: doubled keys, unknown targets, partners, pins, the columns of priority."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.errors import Fault
from optimizer.scenario.areas import Areas
from optimizer.scenario.columns import Table
from optimizer.scenario.given import Given, advise, unknown
from optimizer.scenario.nearest import advice
from optimizer.scenario.rotation_check import rotation_check
from optimizer.scenario.settings import Settings
from optimizer.scenario.tables import EARLIER, GRADUATES, PINS, POSTS, PRIORITIES, TABLES, WISHES


def crosscheck(
    frames: Mapping[str, pd.DataFrame],
    rows: Mapping[str, npt.NDArray[np.int64]],
    places: Mapping[str, str],
    settings: Settings,
    settings_place: str,
    headers: Mapping[str, Mapping[str, str]],
) -> list[Fault]:
    """Every fault between the tables, at the headers as they are written."""
    given = Given(frames, rows, places, headers)
    people, posts = frames["graduates"]["graduate"], frames["posts"]["post"]
    rotating = (frames["graduates"]["township"] != "").any() or (settings.rotation and not len(people))
    placing = bool(len(posts)) or not rotating
    faults = _no_rows(given, (GRADUATES, POSTS) if placing else (GRADUATES,), settings.rotation is not None)
    for table in TABLES:
        faults += _doubled(given, table)
    for table in (WISHES, PRIORITIES, PINS, EARLIER):
        faults += unknown(
            given, table, "graduate", people, "报名表里没有此人 / nobody with this id in graduates"
        )
    for table in (PRIORITIES, PINS, EARLIER):
        faults += unknown(given, table, "post", posts, "岗位表里没有此岗位 / no such post in posts")
    areas = Areas.of(frames["posts"])
    faults += _targets(given, areas)
    faults += _counties(given, areas) if placing else []
    faults += _partners(given)
    faults += _pins(given)
    faults += rotation_check(given, settings.rotation, settings_place)
    return faults + priority_faults(given.frames["graduates"], settings, settings_place)


def _no_rows(given: Given, tables: Sequence[Table], rotates: bool) -> list[Fault]:
    mend = "至少填一行 / fill in at least one row"
    only = (
        "至少填一行；只排轮岗不安置，则填“报名”的“乡镇” / fill in at least one row; for a rotation of people whose "
        "townships are known fill in 乡镇 (township) of 报名 instead"
    )
    return [
        Fault(
            given.places[table.name],
            0,
            "",
            "",
            "没有数据行 / no rows",
            only if rotates and table is POSTS else mend,
        )
        for table in tables
        if not len(given.frames[table.name])
    ]


def _doubled(given: Given, table: Table) -> list[Fault]:
    """Rows with the key of an earlier row."""
    frame = given.frames[table.name]
    keys = frame[list(table.key)]
    needed = [name for name in table.key if table.column(name).required]
    found = np.flatnonzero(keys.duplicated().to_numpy() & (keys[needed] != "").all(axis=1).to_numpy())
    if not len(found):
        return []
    first = dict(zip(map(tuple, keys.to_numpy()[::-1]), given.rows[table.name][::-1].tolist(), strict=True))
    names = "＋".join(table.column(field).chinese for field in table.key)
    return [
        given.fault(table, at, table.key[-1], f"{names}与第 {first[tuple(keys.iloc[at])]} 行重复 / the same as row "
                    f"{first[tuple(keys.iloc[at])]}", "删去或改正一行 / delete or mend one of them")
        for at in found.tolist()
    ]  # fmt: skip


def _targets(given: Given, areas: Areas) -> list[Fault]:
    """Wishes for neither a post nor an area, or for an area name that two areas share."""
    posts = set(given.frames["posts"]["post"])
    cells = given.frames["wishes"]["target"]
    distinct = [text for text in dict.fromkeys(cells.tolist()) if text and text not in posts]
    unknown = {text for text in distinct if text not in areas.members}
    doubtful = {text for text in distinct if text in areas.ambiguous}
    said = advise([text for text in distinct if text in unknown], sorted([*posts, *areas.members]))
    faults = []
    for at in np.flatnonzero(cells.isin(unknown | doubtful).to_numpy()).tolist():
        text = str(cells.iloc[at])
        if text in unknown:
            faults.append(
                given.fault(
                    WISHES,
                    at,
                    "target",
                    "没有此岗位、乡镇或县区 / no such post, township or county",
                    said[text],
                )
            )
        else:
            codes = "、".join(areas.ambiguous[text])
            faults.append(
                given.fault(
                    WISHES,
                    at,
                    "target",
                    "同名的地方不止一个 / several areas have this name",
                    f"改用代码 / use a code: {codes}",
                )
            )
    return faults


def _counties(given: Given, areas: Areas) -> list[Fault]:
    """Counties applied to that hold no post."""
    cells = given.frames["graduates"]["county"]
    wrong = np.flatnonzero(~cells.isin(areas.counties).to_numpy() & (cells != "").to_numpy())
    said = advise([str(cells.iloc[at]) for at in wrong.tolist()], sorted(areas.counties))
    return [
        given.fault(
            GRADUATES,
            at,
            "county",
            "没有岗位在此县区 / no post lies in this county",
            said[str(cells.iloc[at])],
        )
        for at in wrong.tolist()
    ]


def _partners(given: Given) -> list[Fault]:
    """Partners who are unknown, oneself, or do not name each other."""
    table = given.frames["graduates"]
    partner = dict(zip(table["graduate"], table["partner"], strict=True))
    faults = unknown(
        given, GRADUATES, "partner", table["graduate"], "报名表里没有此人 / nobody with this id in graduates"
    )
    for at in np.flatnonzero((table["partner"] != "").to_numpy()).tolist():
        me, other = str(table["graduate"].iloc[at]), str(table["partner"].iloc[at])
        if me == other:
            faults.append(
                given.fault(
                    GRADUATES,
                    at,
                    "partner",
                    "同行人是本人 / the partner is the graduate",
                    "改正或清空 / mend or clear it",
                )
            )
        elif other in partner and partner[other] != me:
            said = partner[other] or "空 blank"
            faults.append(given.fault(GRADUATES, at, "partner", f"不是互相填写：{other} 填的是 {said} / not mutual",
                                      "让两人互相填写，或都清空 / let both name each other, or clear both"))  # fmt: skip
    return faults


def _pins(given: Given) -> list[Fault]:
    """More pins than seats."""
    pins, posts = given.frames["pins"], given.frames["posts"]
    seats = dict(zip(posts["post"], posts["capacity"].fillna(0), strict=True))
    rank = pins.groupby("post").cumcount().to_numpy() if len(pins) else np.zeros(0, np.int64)
    return [
        given.fault(
            PINS,
            at,
            "post",
            f"指定人数超过名额 {seats[post]} / more pins than its {seats[post]} seats",
            "减少指定或增加名额 / fewer pins or more seats",
        )
        for at, post in enumerate(pins["post"])
        if post in seats and rank[at] >= seats[post]
    ]


def priority_faults(table: pd.DataFrame, settings: Settings, place: str) -> list[Fault]:
    """`priority.by` has to name columns of numbers in the table of graduates."""
    declared = {column.field for column in GRADUATES.columns if column.kind not in ("integer", "number")}
    numbers = [name for name in table.columns if name not in declared and _numeric(table[name])]
    faults = []
    for number, name in enumerate(settings.priority.by, 1):
        if name not in numbers:
            problem = "报名表没有这一列数字 / graduates has no such column of numbers"
            faults.append(Fault(place, 0, f"priority.by.{number}", name, problem, advice(name, numbers)))
    return faults


def _numeric(cells: pd.Series[str]) -> bool:
    """Whether a column holds numbers, or only texts that are numbers, with blanks in between."""
    if cells.dtype != "str":
        return True
    filled = cells[cells != ""]
    return bool(len(filled)) and bool(pd.to_numeric(filled, errors="coerce").notna().all())
