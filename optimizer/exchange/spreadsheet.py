"""The sheets of a workbook (.xlsx, .xlsm, .xls, .ods) as raw tables, with what merged cells would hide."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from optimizer.errors import Fault, InputFaults
from optimizer.scenario.headers import names, plain
from optimizer.scenario.raw import RawTable
from optimizer.scenario.tables import TABLES

_HEADER_AMONG = 10


@dataclass(frozen=True)
class Sheet:
    """One sheet: its cells row by row from A1, and its merged ranges (first and last cell, from 0)."""

    name: str
    cells: Sequence[Sequence[Any]]
    merged: Sequence[tuple[tuple[int, int], tuple[int, int]]]


def read_sheets(path: Path) -> dict[str, Sheet]:
    """Every sheet by its name; raises InputFaults where the file cannot be opened."""
    from python_calamine import CalamineError, CalamineWorkbook

    sheets = {}
    try:
        with CalamineWorkbook.from_path(path) as book:
            for name in book.sheet_names:
                sheet = book.get_sheet_by_name(name)
                ranges = sheet.merged_cell_ranges or []
                sheets[name] = Sheet(name, sheet.to_python(skip_empty_area=False), ranges)
    except (CalamineError, OSError) as wrong:
        problem = f"打不开这个工作簿 / the workbook cannot be opened: {type(wrong).__name__}"
        mend = "用 Excel/WPS 打开后另存为 .xlsx（不加密） / save it again as .xlsx without a password"
        raise InputFaults([Fault(path.name, 0, "", "", problem, mend)]) from wrong
    return sheets


def raw_table(sheet: Sheet, known: Mapping[str, str]) -> tuple[RawTable, list[Fault]]:
    """The sheet as a table: the headers are the row, among the first, with most of the known names."""
    rows: list[list[Any]] = [list(row) for row in sheet.cells]
    scores = [sum(plain(cell) in known for cell in row) for row in rows[:_HEADER_AMONG]]
    most = max(scores, default=0)
    top = scores.index(most) if most else 0
    width = max((len(row) for row in rows), default=0)
    body = np.full((max(len(rows) - top - 1, 0), width), None, object)
    for at, row in enumerate(rows[top + 1 :]):
        body[at, : len(row)] = row
    headers = [str(cell) for cell in rows[top]] if rows else []
    numbers = np.arange(top + 2, top + 2 + len(body))
    columns = [body[:, at] for at in range(len(headers))]
    faults = [_merged(sheet.name, first, last) for first, last in sheet.merged if last[0] >= top]
    return RawTable(sheet.name, headers, columns, numbers, top + 1), faults


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
    """The name of a cell, such as B7."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return f"{letters}{row + 1}"
