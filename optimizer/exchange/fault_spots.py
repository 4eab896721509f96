"""The cell that a fault is about, in the sheets as they were written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.errors import Fault
from optimizer.exchange import settings_sheet
from optimizer.exchange.spreadsheet import Sheet, header_names, header_row
from optimizer.scenario.headers import column_letters, plain
from optimizer.scenario.tables import TABLES

_RANGE = re.compile(r"[A-Z]{1,3}\d+:[A-Z]{1,3}\d+")


@dataclass(frozen=True)
class Spot:
    """A fault and its cell, counted from 1: `sheet` is "" where it has no sheet, `row` 0 where it has no cell."""

    fault: Fault
    sheet: str = ""
    row: int = 0
    column: int = 0

    @property
    def cell(self) -> str:
        """The name of the cell, such as B7; "" where there is none."""
        return f"{column_letters(self.column)}{self.row}" if self.row else ""


def spots(faults: Iterable[Fault], sheets: Mapping[str, Sheet]) -> list[Spot]:
    """Where each fault stands."""
    known = header_names()
    tables = {name: table.name for table in TABLES for name in (table.name, table.chinese)}
    by_table = {
        tables[key]: name
        for name in sheets
        if (key := name.strip()) in tables or (key := key.lower()) in tables
    }
    headers = {name: _Headers.of(sheets[name], known[table]) for table, name in by_table.items()}
    return [_spot(fault, sheets, by_table, tables, headers) for fault in faults]


@dataclass(frozen=True)
class _Headers:
    """Where the headers of a table's sheet stand, and what each says."""

    row: int
    texts: Sequence[str]
    fields: Mapping[str, str]

    @staticmethod
    def of(sheet: Sheet, fields: Mapping[str, str]) -> _Headers:
        row = header_row(sheet.cells, fields)
        cells: Sequence[Any] = sheet.cells[row - 1] if sheet.cells else ()
        return _Headers(row, [plain(str(cell)) if cell is not None else "" for cell in cells], fields)

    def column(self, fault: Fault) -> int:
        """The column of a fault, from 1: by its header, by what the header means, by its letters; 0 = none.

        A header that stands there twice is told at its second place, one that is missing behind the last.
        """
        text = plain(fault.column)
        places = [at for at, header in enumerate(self.texts, 1) if header == text and text]
        if places:
            return places[-1] if fault.row == self.row else places[0]
        field = self.fields.get(text)
        meant = [at for at, header in enumerate(self.texts, 1) if field and self.fields.get(header) == field]
        if meant:
            return meant[0]
        letters = [at for at in range(1, len(self.texts) + 1) if column_letters(at) == fault.column]
        if letters:
            return letters[0]
        return self._free() if field and fault.row == self.row else 0

    def _free(self) -> int:
        return 1 + max((at for at, header in enumerate(self.texts, 1) if header), default=0)


def _spot(
    fault: Fault,
    sheets: Mapping[str, Sheet],
    by_table: Mapping[str, str],
    tables: Mapping[str, str],
    headers: Mapping[str, _Headers],
) -> Spot:
    name = fault.place if fault.place in sheets else by_table.get(tables.get(fault.place, ""), "")
    if not name:
        return Spot(fault)
    if name not in headers:
        if not fault.row:
            return Spot(fault, name)
        first = 1 if fault.column in ("", settings_sheet.HEADERS[0]) else 2
        return Spot(fault, name, fault.row, _column(fault.value) if _RANGE.fullmatch(fault.value) else first)
    if _RANGE.fullmatch(fault.value) and fault.row and not fault.column:
        return Spot(fault, name, fault.row, _column(fault.value))
    column = headers[name].column(fault)
    row = fault.row or (_first(sheets[name], headers[name].row, column, fault.value) if column else 0)
    return Spot(fault, name, row, column or 1) if row else Spot(fault, name)


def _first(sheet: Sheet, header: int, column: int, value: str) -> int:
    """The first row under a header that says this, for a fault of a value wherever it stands; else the header's."""
    said = ((row, cells[column - 1]) for row, cells in enumerate(sheet.cells, 1) if column <= len(cells))
    return next(
        (row for row, cell in said if row > header and value and str(cell or "").strip() == value), header
    )


def _column(cells: str) -> int:
    number = 0
    for letter in re.match("[A-Z]+", cells)[0]:  # type: ignore[index]
        number = 26 * number + ord(letter) - 64
    return number
