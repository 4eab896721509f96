"""A scenario's folder as the sheets of a workbook, its faults told where they stand there."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from optimizer.errors import Fault
from optimizer.exchange import settings_sheet
from optimizer.exchange.folder import SETTINGS, read_settings, read_tables
from optimizer.exchange.spreadsheet import Sheet
from optimizer.scenario.raw import RawTable
from optimizer.scenario.tables import TABLES


def folder_sheets(path: Path, faults: Sequence[Fault]) -> tuple[dict[str, Sheet], tuple[Fault, ...]]:
    """The sheets by name, cells as written, and the faults with sheets in place of files."""
    raw = read_tables(path, [], [])
    sheets = {table.chinese: _sheet(table.chinese, raw[table.name]) for table in TABLES if table.name in raw}
    place = {raw[table.name].place: table.chinese for table in TABLES if table.name in raw}
    rows = [settings_sheet.HEADERS, *settings_sheet.to_rows(read_settings(path, [], []))]
    sheets[settings_sheet.SHEET] = Sheet(settings_sheet.SHEET, rows)
    return sheets, tuple(_moved(fault, place, rows) for fault in faults)


def _sheet(name: str, table: RawTable) -> Sheet:
    """The cells at the rows they had in the file."""
    cells: list[list[Any]] = [[] for _ in range(int(max([table.header_row, *table.rows])))]
    cells[table.header_row - 1] = list(table.headers)
    for at, row in enumerate(table.rows.tolist()):
        cells[row - 1] = [column[at] for column in table.columns]
    return Sheet(name, cells)


def _moved(fault: Fault, place: dict[str, str], rows: Sequence[Sequence[Any]]) -> Fault:
    if fault.place == SETTINGS:
        return replace(settings_sheet.located(replace(fault, row=0), rows), place=settings_sheet.SHEET)
    return replace(fault, place=place.get(fault.place, fault.place))
