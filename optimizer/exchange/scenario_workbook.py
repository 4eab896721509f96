"""A scenario as a workbook: one sheet per table with Chinese headers, and the settings as a sheet."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import Fault
from optimizer.exchange import settings_sheet
from optimizer.exchange.column_help import WIDTHS, help_columns
from optimizer.exchange.settings_help import help_setting
from optimizer.exchange.sheets import Book, new_book
from optimizer.exchange.spreadsheet import Sheet, header_names, hidden, lost, raw_table, read_sheets
from optimizer.scenario.columns import Column, Table
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import nearest
from optimizer.scenario.raw import Mend, RawTable
from optimizer.scenario.tables import PINS, TABLES

FAULTS = "错误清单"
IGNORED = frozenset({"说明", "示例", "readme", "example", FAULTS})


def read_workbook(
    path: Path, faults: list[Fault], mends: list[Mend]
) -> tuple[dict[str, RawTable], dict[str, Any], Sheet]:
    """The tables, the settings, and the sheet that says them (a blank one where there is none)."""
    sheets = read_sheets(path)
    known = header_names()
    wanted = {name: table.name for table in TABLES for name in (table.name, table.chinese)}
    wanted |= {"settings": "settings", settings_sheet.SHEET: "settings"}
    tables: dict[str, RawTable] = {}
    settings: Sheet | None = None
    for name, sheet in sheets.items():
        if sheet.told.result:
            continue
        key = wanted.get(name.strip(), wanted.get(name.strip().lower()))
        if key == "settings":
            settings = sheet
        elif key in tables:
            problem = f"与工作表“{tables[key].place}”是同一张表 / the same table twice"
            faults.append(Fault(name, 0, "", "", problem, "删去一张 / delete one"))
        elif key is not None:
            tables[key], merged = raw_table(sheet, known[key])
            faults += merged
            mends += hidden(sheet)
        elif name.strip().lower() not in IGNORED and any(any(row) for row in sheet.cells):
            _unknown(name, [text for text, table in wanted.items() if table not in tables], faults, mends)
    if settings is None:
        if sheets:
            problem = "缺少工作表“设置” / the settings sheet is missing"
            faults.append(
                Fault(settings_sheet.SHEET, 0, "", "", problem, "从模板复制 / copy it from chuyan template")
            )
        return tables, {}, Sheet(settings_sheet.SHEET, [], [])
    said, doubled = settings_sheet.from_rows(settings.cells, settings.name)
    faults += [
        fault
        for fault in lost(settings, settings_sheet.HEADERS, 0)
        if fault.column != settings_sheet.HEADERS[2]
    ]
    faults += doubled
    mends += hidden(settings)
    if not said and not doubled:
        problem = "一项设置也没有 / says no setting at all"
        faults.append(Fault(settings.name, 0, "", "", problem, "从模板复制 / copy it from chuyan template"))
    return tables, said, settings


def _unknown(name: str, free: Sequence[str], faults: list[Fault], mends: list[Mend]) -> None:
    """A sheet nobody knows: a near miss is a fault, anything else is told and passed over."""
    near = nearest(name, free)
    if near is not None:
        mend = f"是否应为“{near}”？ / did you mean “{near}”?"
        faults.append(Fault(name, 0, "", "", "没有这张表 / no such sheet", mend))
    else:
        mends.append(Mend(name, 0, "", "工作表 sheet", "未使用 not used"))


def write_workbook(scenario: Scenario, path: Path) -> None:
    """Write every table and the settings; the same scenario gives the same bytes."""
    with new_book(path) as book:
        add_scenario(book, scenario)


def add_scenario(book: Book, scenario: Scenario, *, only_filled: bool = False) -> None:
    """Add a sheet per table, and the settings; `only_filled` leaves out optional tables without rows, but the pins."""
    for table in TABLES:
        if not (only_filled and table.optional and table is not PINS and not len(scenario.table(table.name))):
            _sheet(book, scenario, table)
    rows = settings_sheet.to_rows(scenario.settings.model_dump(exclude_none=True))
    write_settings(book, [(name, value, "") for name, value in rows])


def write_settings(book: Book, rows: Sequence[tuple[str, str, str]]) -> None:
    """The settings' sheet: path, value, explanation."""
    sheet = book.add(settings_sheet.SHEET, (34, 52, 60), result=False)
    sheet.sheet.set_column(1, 1, 52, book.formats["code"])  # as text: a typed 2024-07 is to be no date
    sheet.header(settings_sheet.HEADERS)
    for row in rows:
        sheet.row(row)
        help_setting(sheet, row[0])


def _sheet(book: Book, scenario: Scenario, table: Table) -> None:
    frame = scenario.table(table.name)
    further = [Column(name, name, "text", "", "") for name in frame.columns[len(table.columns) :]]
    columns = (*table.columns, *further)
    sheet = book.add(table.chinese, [WIDTHS[column.kind] for column in columns], landscape=True, result=False)
    sheet.header([column.chinese for column in columns], filtered=True, last_row=len(frame))
    help_columns(book, sheet, table, len(frame))
    cells = [_cells(frame[column.field].tolist(), column) for column in columns]
    for row in zip(*cells, strict=True):
        sheet.row(row)


def _cells(values: Sequence[Any], column: Column) -> list[Any]:
    """What is written for each value; numbers that a workbook would round are written as text."""
    if column.kind == "flag":
        return ["是" if value else "否" for value in values]
    if column.kind == "number":
        return [
            value if value == value and float(f"{value:.15g}") == value else _exact(value) for value in values
        ]
    return [None if value is pd.NA or value == "" else value for value in values]


def _exact(value: float) -> str | None:
    return None if value != value else repr(value)
