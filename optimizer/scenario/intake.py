"""Intake: raw tables become typed frames, and every fault and every mended slip on the way is listed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
from pydantic import ValidationError

from optimizer.errors import Fault, InputFaults
from optimizer.scenario.cells import Read, clean, read_cell
from optimizer.scenario.columns import Column, Table
from optimizer.scenario.crosscheck import crosscheck
from optimizer.scenario.frames import BLANKS, DTYPES, empty
from optimizer.scenario.headers import match_headers, plain
from optimizer.scenario.model import Scenario
from optimizer.scenario.raw import Cells, Mend, RawTable
from optimizer.scenario.settings import Settings
from optimizer.scenario.sound_rows import sound
from optimizer.scenario.tables import TABLES, WISHES, rotation_only
from optimizer.scenario.validation import sentences


@dataclass(frozen=True)
class Taken:
    """What was taken in: the scenario (None where there are faults), the faults, and the mended slips.

    `sound` is what can be asked of the tables although they have faults; None where one is not there.
    """

    scenario: Scenario | None
    faults: tuple[Fault, ...]
    mends: tuple[Mend, ...]
    sound: Scenario | None = None


def scenario_from_frames(
    frames: Mapping[str, pd.DataFrame], settings: Settings | Mapping[str, Any]
) -> Scenario:
    """A scenario from frames by English table name; raises InputFaults with every fault."""
    given = {"wishes": empty(WISHES)} | {name: frame for name, frame in frames.items() if frame.shape[1]}
    raw = {
        name: RawTable(
            name,
            [str(header) for header in frame.columns],
            [frame.iloc[:, at].to_numpy(object) for at in range(frame.shape[1])],
            np.arange(2, len(frame) + 2),
        )
        for name, frame in given.items()
    }
    taken = take_in(raw, settings, "settings")
    if taken.scenario is None:
        raise InputFaults(taken.faults)
    return taken.scenario


def take_in(raw: Mapping[str, RawTable], given: Settings | Mapping[str, Any], settings_place: str) -> Taken:
    """Read every table and setting, then look across them; nothing stops at the first fault."""
    faults: list[Fault] = []
    mends: list[Mend] = []
    settings = _settings(given, settings_place, faults)
    complete = True
    frames: dict[str, pd.DataFrame] = {}
    rows: dict[str, npt.NDArray[np.int64]] = {}
    for table in rotation_only(TABLES) if _only_rotates(raw) else TABLES:
        if table.name in raw:
            frames[table.name], rows[table.name], whole = _frame(raw[table.name], table, faults, mends)
            complete = complete and whole
        else:
            if not table.optional:
                complete = False
                problem = f"缺少表“{table.chinese}” / the table {table.name} is missing"
                faults.append(
                    Fault(table.chinese, 0, "", "", problem, "补上此表 / add it; start from chuyan template")
                )
            frames[table.name], rows[table.name] = empty(table), np.zeros(0, np.int64)
    places = {table.name: raw[table.name].place if table.name in raw else table.chinese for table in TABLES}
    if complete:
        sections, headers = settings or _sound_sections(given), _written(raw)
        faults += crosscheck(frames, rows, places, sections, settings_place, headers)
    scenario = Scenario(settings, **frames) if settings is not None and not faults else None
    return Taken(scenario, tuple(faults), tuple(mends), scenario or (sound(frames) if complete else None))


def _written(raw: Mapping[str, RawTable]) -> dict[str, dict[str, str]]:
    """The headers of every table as written, by field."""
    given = [(table, raw[table.name]) for table in TABLES if table.name in raw]
    return {
        table.name: {field: one.headers[at] for field, at in match_headers(one, table, []).declared.items()}
        for table, one in given
    }


def _only_rotates(raw: Mapping[str, RawTable]) -> bool:
    """Whether nobody is to be placed: there are no posts, but the townships of graduates are filled in.

    Without any row, it is the columns that tell: townships, and no scores.
    """
    posts, people = raw.get("posts"), raw.get("graduates")
    if people is None or (posts is not None and not all(_blank(cells).all() for cells in posts.columns)):
        return False
    towns = [at for at, header in enumerate(people.headers) if plain(header) in ("township", "乡镇")]
    if posts is None and not any(len(cells) for cells in people.columns):
        return bool(towns) and not any(plain(header) in ("score", "综合成绩") for header in people.headers)
    return any(not _blank(people.columns[at]).all() for at in towns)


def _settings(given: Settings | Mapping[str, Any], place: str, faults: list[Fault]) -> Settings | None:
    if isinstance(given, Settings):
        return given
    try:
        return Settings.model_validate(given)
    except ValidationError as wrong:
        faults += [
            Fault(place, 0, line.path, line.value, line.problem, line.mend)
            for line in sentences(wrong, Settings)
        ]
        return None


def _sound_sections(given: Settings | Mapping[str, Any]) -> Settings:
    """The sections that can be read, so that one wrong setting hides no fault of the tables."""
    sound: dict[str, Any] = {}
    for name, section in dict(given).items():
        try:
            Settings.model_validate({name: section})
        except ValidationError:
            continue
        sound[name] = section
    return Settings.model_validate(sound)


def _frame(
    raw: RawTable, table: Table, faults: list[Fault], mends: list[Mend]
) -> tuple[pd.DataFrame, npt.NDArray[np.int64], bool]:
    """The typed frame of one table, its rows' numbers, and whether it has all that must be there.

    Wholly blank rows are left out.
    """
    blank = np.ones(len(raw.rows), bool)
    for cells in raw.columns:
        blank &= _blank(cells)
    rows = raw.rows[~blank]
    matched = match_headers(raw, table, faults)
    series: dict[str, pd.Series[Any]] = {}
    for column in table.columns:
        at = matched.declared.get(column.field)
        cells = raw.columns[at][~blank] if at is not None else np.full(len(rows), None, object)
        header = raw.headers[at] if at is not None else column.chinese
        series[column.field] = _column(cells, column, rows, raw.place, header, at is not None, faults, mends)
    for at in matched.further:
        further = Column(raw.headers[at], raw.headers[at], "text", "", "")
        name = clean(raw.headers[at], code=False)
        series[name] = _column(raw.columns[at][~blank], further, rows, raw.place, name, True, faults, mends)
    whole = all(column.field in matched.declared for column in table.columns if column.required)
    return pd.DataFrame(series, index=pd.RangeIndex(len(rows))), rows, whole


def _blank(cells: Cells) -> npt.NDArray[np.bool_]:
    """Which cells hold nothing at all."""
    missing = np.asarray(pd.isna(cells), bool)
    text = np.array([isinstance(cell, str) and not cell.strip() for cell in cells], bool)
    blank: npt.NDArray[np.bool_] = missing | text
    return blank


def _column(
    cells: Cells,
    column: Column,
    rows: npt.NDArray[np.int64],
    place: str,
    header: str,
    written: bool,
    faults: list[Fault],
    mends: list[Mend],
) -> pd.Series[Any]:
    """One typed column. Every distinct cell is read once; only faults and mends are told row by row."""
    codes, distinct = _distinct(cells)
    read = [read_cell(cell, column) for cell in distinct]
    default = BLANKS[column.kind] if column.default is None else column.default
    values = np.array([default if item.value is None else item.value for item in read] + [default], object)[
        :-1
    ]
    told = np.array([bool(item.problem) or item.mended is not None for item in read], bool)
    needed = np.array(
        [column.required and written and item.value is None and not item.problem for item in read], bool
    )
    for at in np.flatnonzero((told | needed)[codes] if len(read) else np.zeros(0, bool)).tolist():
        item, cell = read[codes[at]], distinct[codes[at]]
        row, value = int(rows[at]), _shown(cell)
        if needed[codes[at]]:
            item = Read(
                problem="不能为空 / must not be blank", mend=f"填上{column.chinese} / fill in {column.field}"
            )
        if item.problem:
            faults.append(Fault(place, row, header, value, item.problem, item.mend))
        else:
            mends.append(Mend(place, row, header, value, str(item.mended)))
    return pd.Series(values[codes] if len(read) else values, dtype=DTYPES[column.kind])


def _shown(cell: Any) -> str:
    """A cell as somebody wrote it: a spreadsheet keeps -1 as -1.0."""
    if cell is None or cell != cell or not str(cell).strip():
        return ""
    whole = isinstance(cell, float) and cell.is_integer() and abs(cell) < _WHOLE
    return str(int(cell) if whole else cell)


_WHOLE = 1e15


def _distinct(cells: Cells) -> tuple[npt.NDArray[np.int64], list[Any]]:
    """A code per cell and the distinct cells; 1, 1.0, "1" and True stay apart."""
    if all(type(cell) is str for cell in cells):
        codes, found = pd.factorize(cells)
        return codes.astype(np.int64), list(found)
    numbers: dict[tuple[type, Any], int] = {}
    keys = [(type(cell), "nan" if cell is None or cell is pd.NA or cell != cell else cell) for cell in cells]
    codes = np.array([numbers.setdefault(key, len(numbers)) for key in keys], np.int64)
    return codes, [None if value == "nan" and kind is not str else value for kind, value in numbers]
