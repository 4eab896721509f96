"""What helps whoever fills in a table: notes on the headers, text formats for codes, drop-downs, bounds."""

from __future__ import annotations

from typing import Any

from optimizer.exchange.page import Page
from optimizer.exchange.sheets import Book
from optimizer.scenario.columns import Column, Table
from optimizer.scenario.tables import GRADUATES, POSTS

WIDTHS = {"text": 14, "code": 18, "integer": 11, "number": 12, "flag": 11, "month": 11}
_ROWS = 2_000
_NUMBERS = ("integer", "number")


def help_columns(book: Book, page: Page, table: Table, rows: int = 0) -> None:
    """Format the columns of a sheet whose headers stand in the first row; `rows` are filled in already."""
    last = max(_ROWS, 2 * rows)
    for at, column in enumerate(table.columns):
        style = "plain" if column.kind in _NUMBERS else "code"
        page.sheet.set_column(at, at, WIDTHS[column.kind], book.formats[style])
        page.sheet.write_comment(
            0, at, f"{column.meaning_zh}\n{column.meaning_en}\n({column.field})", {"x_scale": 1.6}
        )
        page.sheet.data_validation(1, at, last, at, _validation(table, column, last))


def _validation(table: Table, column: Column, last: int) -> dict[str, Any]:
    """The drop-down or bounds of a column, with its meaning shown when a cell is entered."""
    said = {"input_title": column.chinese, "input_message": column.meaning_zh, "error_title": "请改正"}
    choices = column.choices or (("是", "否") if column.kind == "flag" else ())
    if choices:
        wrong = f"只能填 {'、'.join(choices)}"
        return {**said, "validate": "list", "source": list(choices), "error_message": wrong}
    of = next((other for other in (GRADUATES, POSTS) if _names(table, column, other)), None)
    if of is not None:
        source = f"='{of.chinese}'!$A$2:$A${max(last, _ROWS) + 1}"
        wrong = f"“{of.chinese}”表里没有；先填那张表，或仍要填写"
        return {**said, "validate": "list", "source": source, "error_type": "warning", "error_message": wrong}
    if column.kind in _NUMBERS and column.minimum is not None:
        low, high = column.minimum, column.maximum if column.maximum is not None else 10**9
        kind, wrong = "integer" if column.kind == "integer" else "decimal", f"应在 {low:g} 到 {high:g} 之间"
        bounds = {"validate": kind, "criteria": "between", "minimum": low, "maximum": high}
        return {**said, **bounds, "error_message": wrong}
    return {**said, "validate": "any"}


def _names(table: Table, column: Column, other: Table) -> bool:
    """Whether a column names rows of another table, by that table's key in its first column."""
    return table is not other and (column.field,) == other.key
