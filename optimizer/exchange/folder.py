"""A scenario as a folder: scenario.toml and one CSV file per table, in UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import tomlkit
from tomlkit.exceptions import TOMLKitError

from optimizer.errors import Fault
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice
from optimizer.scenario.raw import Mend, RawTable
from optimizer.scenario.tables import TABLES

SETTINGS = "scenario.toml"
_LINES_IN_A_CELL = 50


def read_settings(folder: Path, faults: list[Fault], mends: list[Mend]) -> dict[str, Any]:
    """What scenario.toml says."""
    path = folder / SETTINGS
    if not path.is_file():
        faults.append(
            Fault(SETTINGS, 0, "", "", "缺少此文件 / the file is missing", "放一个 scenario.toml / add one")
        )
        return {}
    text = decoded(path, faults, mends)
    try:
        return tomlkit.parse(text or "").unwrap()
    except TOMLKitError as wrong:
        line = getattr(wrong, "line", 0)
        faults.append(
            Fault(SETTINGS, line, "", "", f"不是 TOML / not TOML: {wrong}", "改正这一行 / mend this line")
        )
        return {}


def read_tables(folder: Path, faults: list[Fault], mends: list[Mend]) -> dict[str, RawTable]:
    """The CSV files of the tables, named in either language."""
    found: dict[str, RawTable] = {}
    _unknown_files(folder, faults)
    for table in TABLES:
        paths = [
            path for path in (folder / f"{table.name}.csv", folder / f"{table.chinese}.csv") if path.is_file()
        ]
        for path in paths[1:]:
            problem = f"与 {paths[0].name} 是同一张表 / the same table twice"
            faults.append(Fault(path.name, 0, "", "", problem, "删去一个文件 / delete one file"))
        if paths:
            raw = _table(paths[0], faults, mends)
            if raw is not None:
                found[table.name] = raw
    return found


def _unknown_files(folder: Path, faults: list[Fault]) -> None:
    """CSV files that are no table: whatever stands in them would be lost without a word."""
    names = [f"{name}.csv" for table in TABLES for name in (table.name, table.chinese)]
    for path in sorted(folder.iterdir()):
        if path.is_file() and path.suffix.lower() == ".csv" and path.name not in names:
            problem = "没有这张表，内容不会被读取 / no such table: it would not be read"
            mend = f"{advice(path.name, names)}；或移走 / or move it away"
            faults.append(Fault(path.name, 0, "", "", problem, mend))


def _table(path: Path, faults: list[Fault], mends: list[Mend]) -> RawTable | None:
    text = decoded(path, faults, mends)
    if text is None:
        return None
    if not text.strip():
        faults.append(
            Fault(
                path.name,
                1,
                "",
                "",
                "文件是空的 / the file is empty",
                "至少写上列名 / write the headers at least",
            )
        )
        return None
    skipped = text[: len(text) - len(text.lstrip("\r\n"))].count("\n")
    text = text.lstrip("\r\n")
    if _open_quote(path.name, text, skipped, faults):
        return None
    try:
        frame = pd.read_csv(
            io.StringIO(text),
            header=None,
            dtype=str,
            keep_default_na=False,
            skip_blank_lines=False,
            na_filter=False,
        )
        cells = frame.to_numpy(object)
    except pd.errors.ParserError:
        return _ragged(path.name, text, skipped, faults)
    return _raw(path.name, cells, skipped)


def _open_quote(place: str, text: str, skipped: int, faults: list[Fault]) -> bool:
    """Whether a quotation mark opens and swallows the lines after it; told with the line it opens in."""
    lines = text.split("\n")
    opened = 0
    for number, line in enumerate(lines, 1):
        if line.count('"') % 2:
            if opened and number - opened > _LINES_IN_A_CELL:
                break
            opened = 0 if opened else number
    if not opened:
        return False
    problem = "引号没有成对，其后各行会被并成一格 / a quotation mark is not closed: the rows after it would be swallowed"
    faults.append(
        Fault(
            place,
            opened,
            "",
            lines[opened - 1].strip()[:60],
            problem,
            "删去或补上引号 / delete it, or close it",
        )
    )
    return True


def _raw(place: str, cells: np.ndarray[Any, np.dtype[np.object_]], skipped: int) -> RawTable:
    headers = ["" if cell is None or cell != cell else str(cell) for cell in cells[0]]
    return RawTable(
        place, headers, [cells[1:, at] for at in range(len(headers))], np.arange(2, len(cells) + 1) + skipped
    )


def _ragged(place: str, text: str, skipped: int, faults: list[Fault]) -> RawTable | None:
    """A table with rows longer than the header; the cells beyond it are told and left out."""
    rows = list(csv.reader(io.StringIO(text)))
    width = len(rows[0])
    for number, row in enumerate(rows, 1 + skipped):
        if len(row) > width:
            problem = f"有 {len(row)} 格，列名只有 {width} 个 / {len(row)} cells, but {width} headers"
            faults.append(
                Fault(
                    place,
                    number,
                    "",
                    ",".join(row[width:]),
                    problem,
                    "含逗号的内容加引号 / quote cells with commas",
                )
            )
    cells = np.full((len(rows), width), "", object)
    for at, row in enumerate(rows):
        cells[at, : min(len(row), width)] = row[:width]
    return _raw(place, cells, skipped)


def decoded(path: Path, faults: list[Fault], mends: list[Mend]) -> str | None:
    """The text of a file in UTF-8 (with or without mark), UTF-16 or GBK."""
    content = path.read_bytes()
    marked = content.startswith((b"\xff\xfe", b"\xfe\xff"))
    for encoding in ("utf-16",) if marked else ("utf-8-sig", "gb18030"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if encoding != "utf-8-sig":
            mends.append(Mend(path.name, 0, "编码 encoding", encoding.upper(), "UTF-8"))
        return text
    problem = "认不出文字编码 / neither UTF-8 nor GBK"
    faults.append(Fault(path.name, 1, "", "", problem, "另存为 UTF-8 的 CSV / save it as CSV in UTF-8"))
    return None


def write_folder(scenario: Scenario, folder: Path) -> None:
    """Write scenario.toml and every table that has rows; optional tables without rows are left out."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / SETTINGS).write_text(settings_text(scenario.settings.model_dump(exclude_none=True)), "utf-8")
    for table in TABLES:
        frame = scenario.table(table.name)
        path = folder / f"{table.name}.csv"
        if not len(frame) and (table.optional or not scenario.places):
            path.unlink(missing_ok=True)
            continue
        written = frame.copy()
        for column in table.columns:
            if column.kind == "flag":
                written[column.field] = np.where(frame[column.field], "yes", "no")
        path.write_bytes(written.to_csv(index=False, lineterminator="\n").encode())


def settings_text(settings: Mapping[str, Any]) -> str:
    """Settings as TOML: a section each, rules and goals as arrays of tables."""
    document = tomlkit.document()
    for name, section in settings.items():
        table = tomlkit.table()
        late = {}
        for key, value in section.items():
            if isinstance(value, list) and value and all(isinstance(item, Mapping) for item in value):
                late[key] = tomlkit.aot()
                for item in value:
                    late[key].append(tomlkit.item(dict(item)))
            elif isinstance(value, Mapping):
                if value:
                    late[key] = tomlkit.item(dict(value))
            else:
                table.add(key, value)
        for key, value in late.items():
            table.add(key, value)
        document.add(name, table)
    return document.as_string()
