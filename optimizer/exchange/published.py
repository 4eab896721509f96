"""The placements, or the timetable, that a run published, read back."""

from __future__ import annotations

from collections.abc import Set
from functools import partial
from io import StringIO
from pathlib import Path

import numpy as np
import pandas as pd

from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.exchange.folder import decoded
from optimizer.exchange.neutral import plain
from optimizer.exchange.whole import PLANNED
from optimizer.rotation.events import COLUMNS
from optimizer.rotation.serving import serving_faults
from optimizer.scenario.cells import clean
from optimizer.scenario.headers import plain as plain_header
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import is_month

PLACEMENTS = "placements.csv"
CHANGES = "changes.csv"
TIMETABLE = "timetable.csv"
EVENTS = "events.csv"
_CHINESE = {"graduate": "编号", "post": "岗位编号", "township": "乡镇", "month": "月份", "unit": "单位编号"}
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".ods")


def beside(run: Path, name: str) -> str:
    """Where a file of a run stands instead: with what could be planned although not everything could; "" = nowhere."""
    if not (run / PLANNED / name).is_file():
        return ""
    return f"有乡镇无方案，其余乡镇的结果是 {run / PLANNED} / the run of the townships that have a plan is {run / PLANNED}"


def read_placements(path: Path) -> pd.DataFrame:
    """The placements in a run folder, or in its file: all cells as text, "" = blank.

    Raises UsageError where there is no such table, a column is missing or somebody stands there twice.
    """
    return _once(_read(path, PLACEMENTS, ("graduate", "post"), ()), path, ["graduate"])


def read_gone(path: Path) -> tuple[str, ...]:
    """Who had left by the repair that a run folder holds; nobody where it is no repair. Raises UsageError likewise."""
    file = (path if path.is_dir() else path.parent) / CHANGES
    if not file.is_file():
        return ()
    table = _read(file, CHANGES, ("graduate", "kind"), ())
    return tuple(table.loc[table["kind"].isin(["left", "gone"]), "graduate"])


def read_serving(path: Path, scenario: Scenario | None = None, gone: Set[str] = frozenset()) -> pd.DataFrame:
    """Who serves where: placements, or a table of people and townships. Raises UsageError likewise, InputFaults for
    people (but those who may be `gone`) and posts that the `scenario` does not have."""
    table = _once(_read(path, PLACEMENTS, ("graduate",), ("post", "township")), path, ["graduate"])
    file = PLACEMENTS if path.is_dir() else path.name
    faults = serving_faults(scenario, table, file, gone) if scenario else []
    if faults:
        raise InputFaults(faults)
    return table


def read_timetable(path: Path) -> pd.DataFrame:
    """The timetable in a run folder, or in its file: all cells as text, "" = absent. Raises UsageError likewise."""
    table = _read(path, TIMETABLE, ("graduate", "month", "unit"), ())
    wrong = np.flatnonzero(
        ~table["month"].map(is_month).to_numpy(bool) | (table["graduate"] == "").to_numpy()
    )
    if len(wrong):
        rows = "、".join(str(at + 2) for at in wrong[:8].tolist())
        raise UsageError(
            f"{path} 第 {rows} 行没有编号，或月份不是 2024-10 这样的 / rows without an id, or with a month not like 2024-10"
        )
    return _once(table, path, ["graduate", "month"])


def read_events(path: Path) -> pd.DataFrame | None:
    """What had happened by the repair that a run folder holds (`events.COLUMNS`, the reason blank where an older run
    has none); None where it is no repair.

    Raises UsageError for rows that no repair writes.
    """
    file = (path if path.is_dir() else path.parent) / EVENTS
    if not file.is_file():
        return None
    table = _read(file, EVENTS, tuple(name for name in COLUMNS if name != "reason"), ())
    table = table.assign(reason=table["reason"].map(plain) if "reason" in table else "")
    months = table["first_month"].isin([""]) | table["first_month"].map(is_month)
    months &= table["last_month"].isin([""]) | table["last_month"].map(is_month)
    wrong = np.flatnonzero(~(table["kind"].isin(["left", "absent", "closed"]) & months).to_numpy())
    if len(wrong):
        rows = "、".join(str(at + 2) for at in wrong[:8].tolist())
        raise UsageError(f"{file} 第 {rows} 行无法识别 / rows that cannot be read")
    return table


def _read(path: Path, name: str, needed: tuple[str, ...], one_of: tuple[str, ...]) -> pd.DataFrame:
    file = path / name if path.is_dir() else path
    if not file.is_file():
        raise UsageError(
            f"{path} 里没有 {name} / no {name} there: {beside(path, name) or 'name a run folder'}"
        )
    if file.suffix.lower() in _WORKBOOKS:
        raise UsageError(
            f"{file} 是工作簿：请给出结果文件夹，或其中的 {name} / is a workbook: name the run folder, or its {name}"
        )
    faults: list[Fault] = []
    text = decoded(file, faults, [])
    if text is None:
        raise InputFaults(faults)
    try:
        table = pd.read_csv(StringIO(text), dtype="str", keep_default_na=False)
    except (pd.errors.ParserError, pd.errors.EmptyDataError) as wrong:
        raise UsageError(f"{file} 不是这样的结果 / is no such table: {wrong}") from wrong
    table = _in_english(table, file)
    missing = [_named(column) for column in needed if column not in table]
    if one_of and not any(column in table for column in one_of):
        missing.append(f"{'、'.join(_named(column) for column in one_of)} 之一 one of them")
    if missing:
        raise UsageError(f"{file} 缺少列 / columns are missing: {', '.join(missing)}")
    codes = [column for column in (*needed, *one_of) if column in table]
    return table.assign(**{column: table[column].map(partial(_cell, column)) for column in codes})


def _cell(column: str, cell: str) -> str:
    """A cell as the tables of a scenario read it."""
    return clean(plain(cell), code=column != "township")


def _in_english(table: pd.DataFrame, file: Path) -> pd.DataFrame:
    """The table with the declared names instead of Chinese headers; raises UsageError where a column is there twice."""
    known = {plain_header(text): field for field, text in _CHINESE.items()}
    known |= {plain_header(field): field for field in _CHINESE}
    fields = [known.get(plain_header(str(header)), str(header)) for header in table.columns]
    doubled = sorted({_named(field) for field in fields if fields.count(field) > 1})
    if doubled:
        raise UsageError(f"{file} 有重复的列 / the same column twice: {', '.join(doubled)}")
    return table.set_axis(fields, axis=1)


def _named(field: str) -> str:
    """A column in both languages."""
    return f"{_CHINESE[field]} {field}" if field in _CHINESE else field


def _once(table: pd.DataFrame, path: Path, key: list[str]) -> pd.DataFrame:
    """The table; raises UsageError where a key stands there twice, with the rows."""
    rows: dict[str, list[int]] = {}
    for at in np.flatnonzero(table.duplicated(key, keep=False).to_numpy()).tolist():
        rows.setdefault(" ".join(table[key].iloc[at]), []).append(at + 2)
    if rows:
        told = "；".join(
            f"{name}（第 {'、'.join(str(row) for row in at)} 行 rows）" for name, at in [*rows.items()][:8]
        )
        raise UsageError(f"{path}: {told} 出现不止一次 / stands there more than once")
    return table
