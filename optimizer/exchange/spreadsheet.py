"""The sheets of a workbook (.xlsx, .xlsm, .xls, .ods) as raw tables, with what merged cells would hide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.errors import Fault
from optimizer.exchange.measured import archive, cannot_open, parts, refused
from optimizer.exchange.open_document import reached
from optimizer.exchange.sheet_xml import Told, told
from optimizer.scenario.headers import column_letters, names, plain
from optimizer.scenario.raw import Mend, RawTable
from optimizer.scenario.tables import TABLES

_HEADER_AMONG = 10
_MOST_CELLS = 20_000_000
_OLE = b"\xd0\xcf\x11\xe0"
_LOCKED = "EncryptedPackage".encode("utf-16-le")


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells row by row from A1, its merged ranges (first and last cell, from 0), what its XML tells."""

    name: str
    cells: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]] = ()
    told: Told = field(default_factory=Told)
    visible: bool = True


def read_sheets(path: Path) -> dict[str, Sheet]:
    """Every sheet by its name; raises InputFaults where the file cannot be opened or reaches too far."""
    measured = parts(path)
    seen = told(measured) or reached(measured)
    room = _MOST_CELLS
    for name, sheet in seen.items():
        room = _less(path, room, name, sheet.height, sheet.width)
    with _opened(path, measured) as book:
        room = _MOST_CELLS
        sheets = {}
        for kept in book.sheets_metadata:
            if str(kept.typ) != "SheetTypeEnum.WorkSheet":
                continue
            sheet = book.get_sheet_by_name(kept.name)
            room = _less(path, room, kept.name, sheet.total_height, sheet.total_width)
            cells = sheet.to_python(skip_empty_area=False)
            sheets[kept.name] = Sheet(
                kept.name,
                cells,
                sheet.merged_cell_ranges or [],
                seen.get(kept.name, Told()),
                str(kept.visible) == "SheetVisibleEnum.Visible",
            )
    return sheets


def _less(path: Path, room: int, name: str, height: int, width: int) -> int:
    """The cells that there is room for after this sheet."""
    if height * width > room:
        problem = f"工作表“{name}”一直到第 {height} 行第 {width} 列，太大 / the sheet reaches row {height}, column {width}: too large"
        raise refused(path, problem, "删去表格以外的内容 / delete whatever stands beyond the table")
    return room - height * width


@contextmanager
def _opened(path: Path, measured: Mapping[str, bytes]) -> Iterator[Any]:
    """The workbook while it is read; whatever the reader stumbles over is told as one fault."""
    from python_calamine import CalamineError, CalamineWorkbook

    if not measured and _locked(path):
        raise refused(path, "工作簿有密码 / the workbook is locked with a password")
    try:
        opened = (
            CalamineWorkbook.from_filelike(archive(measured))
            if measured
            else CalamineWorkbook.from_path(path)
        )
        with opened as book:
            yield book
    except (CalamineError, OSError) as wrong:
        raise cannot_open(path) from wrong
    except BaseException as wrong:
        if type(wrong).__name__ != "PanicException":  # the reader's own word for a file that it gives up on
            raise
        raise cannot_open(path) from wrong


def _locked(path: Path) -> bool:
    with path.open("rb") as file:
        return file.read(4) == _OLE and _LOCKED in file.read(2**20)


def raw_table(sheet: Sheet, known: Mapping[str, str]) -> tuple[RawTable, list[Fault]]:
    """The sheet as a table: the headers are the row, among the first, with most of the known names."""
    rows: list[list[Any]] = [list(row) for row in sheet.cells]
    top = header_row(rows, known) - 1
    width = max((len(row) for row in rows), default=0)
    body = np.full((max(len(rows) - top - 1, 0), width), None, object)
    for at, row in enumerate(rows[top + 1 :]):
        body[at, : len(row)] = row
    headers = [str(cell) for cell in rows[top]] if rows else []
    numbers = np.arange(top + 2, top + 2 + len(body))
    columns = [body[:, at] for at in range(len(headers))]
    return RawTable(sheet.name, headers, columns, numbers, top + 1), lost(sheet, headers, top + 1)


def lost(sheet: Sheet, headers: Sequence[str], top: int) -> list[Fault]:
    """What a sheet does not hand over: merged cells, errors and formulas without a result; `top` is the header's row."""
    faults = [_merged(sheet.name, first, last) for first, last in sheet.merged if last[0] >= top - 1]
    return [*faults, *_without_value(sheet, headers, top)]


def header_row(rows: Sequence[Sequence[Any]], known: Mapping[str, str]) -> int:
    """The row, from 1 and among the first, with most of the known names; the first where there are none."""
    scores = [sum(plain(cell) in known for cell in row) for row in rows[:_HEADER_AMONG]]
    most = max(scores, default=0)
    return 1 + (scores.index(most) if most else 0)


def hidden(sheet: Sheet) -> list[Mend]:
    """That hidden rows, or a hidden sheet, are read like the others."""
    rows = [row for row in sheet.told.hidden if row <= len(sheet.cells) and any(sheet.cells[row - 1])]
    found = (
        []
        if sheet.visible
        else [Mend(sheet.name, 0, "工作表 sheet", "隐藏 hidden", "照常读取 read all the same")]
    )
    if rows:
        shown = "、".join(map(str, rows[:8])) + ("…" if len(rows) > 8 else "")
        found.append(Mend(sheet.name, 0, f"第 {shown} 行 rows", "隐藏 hidden", "照常读取 read all the same"))
    return found


def _without_value(sheet: Sheet, headers: Sequence[str], top: int) -> Iterator[Fault]:
    """Cells with an error such as #N/A, and formulas that nobody has worked out: both would be read as blank."""
    for cells, problem, mend in (
        (
            sheet.told.errors,
            "单元格是错误值（如 #N/A） / the cell holds an error such as #N/A",
            "改正公式，或直接填值 / mend the formula or fill in the value",
        ),
        (
            sheet.told.unsolved,
            "公式没有算出结果 / a formula without a result",
            "用 Excel/WPS 打开并保存一次，或直接填值 / open and save it once, or fill in the value",
        ),
    ):
        for row, column in cells:
            header = headers[column - 1] if column <= len(headers) else ""
            if row > top:
                yield Fault(sheet.name, row, header or column_letters(column), "", problem, mend)


def header_names() -> dict[str, dict[str, str]]:
    """For each table the plain headers it knows."""
    return {table.name: names(table) for table in TABLES}


def _merged(place: str, first: tuple[int, int], last: tuple[int, int]) -> Fault:
    where = f"{_cell(*first)}:{_cell(*last)}"
    problem = "合并单元格会丢失内容 / merged cells hide what each row says"
    return Fault(
        place, first[0] + 1, "", where, problem, "取消合并并逐格填写 / unmerge and fill in every cell"
    )


def _cell(row: int, column: int) -> str:
    """The name of a cell counted from 0, such as B7."""
    return f"{column_letters(column + 1)}{row + 1}"
