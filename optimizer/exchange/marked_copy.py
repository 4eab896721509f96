"""A copy of what a planner filled in, every faulty cell marked, with a list of all faults that leads to the cells."""

from __future__ import annotations

import re
import warnings
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.errors import Fault
from optimizer.exchange.fault_list import add_list
from optimizer.exchange.fault_spots import Spot, spots
from optimizer.exchange.folder_sheets import folder_sheets
from optimizer.exchange.spreadsheet import Sheet, read_sheets
from optimizer.exchange.text_cell import clean, write
from optimizer.exchange.uncollected import uncollected

SUFFIX = "-已标注"
AUTHOR = "雏雁 Chuyan"
_FILL, _EDGE = "FFFFD9B3", "FFC00000"
_OWN = "\n\n—— 原批注 note: ——\n"


@uncollected()
def write_marked(path: Path, faults: Sequence[Fault], out: Path) -> bool:
    """Write the copy of a workbook or a folder; whether formats and formulas were kept, not values alone.

    Raises OSError where nothing can be written there.
    """
    if path.is_dir():
        sheets, faults = folder_sheets(path, faults)
    else:
        sheets = read_sheets(path)
    book, whole = _opened(path, sheets)
    _unmark(book)
    found = spots(faults, sheets)
    at: dict[tuple[str, int, int], list[Spot]] = {}
    for spot in found:
        if spot.row:
            at.setdefault((spot.sheet, spot.row, spot.column), []).append(spot)
    for (name, row, column), here in at.items():
        _mark(book[name], row, column, [spot.fault for spot in here])
    for name in {spot.sheet for spot in found if spot.sheet}:
        book[name].sheet_properties.tabColor = _EDGE
    add_list(book, found)
    book.properties.lastModifiedBy = AUTHOR
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f".{out.name}.part")
    try:
        book.save(part)
        part.replace(out)
    finally:
        part.unlink(missing_ok=True)
    return whole


def free_name(path: Path) -> Path:
    """Beside the source, a name nobody uses, or that of a copy in which nobody has written since."""
    stem = re.sub(rf"{SUFFIX}\d*$", "", path.name if path.is_dir() else path.stem)
    at, where = 1, path.resolve().parent
    while True:
        name = where / f"{stem}{SUFFIX}{at if at > 1 else ''}.xlsx"
        if name != path.resolve() and (not name.exists() or _untouched(name)):
            return name
        at += 1


def _untouched(copy: Path) -> bool:
    """Whether a marked copy is as it was written: spreadsheet programs put another name in when they save."""
    import zipfile

    try:
        with zipfile.ZipFile(copy) as archive:
            return f"<cp:lastModifiedBy>{AUTHOR}<".encode() in archive.read("docProps/core.xml")
    except (OSError, KeyError, zipfile.BadZipFile):
        return False


def _opened(path: Path, sheets: Mapping[str, Sheet]) -> tuple[Any, bool]:
    """The workbook with all that the library keeps of it, or else a new one with its values; and which it is."""
    import openpyxl

    if path.suffix.lower() in (".xlsx", ".xlsm") and path.is_file():
        try:
            with warnings.catch_warnings(), path.open("rb") as file:
                warnings.simplefilter("ignore")  # what it says it leaves out stands in docs/decisions.md
                book = openpyxl.load_workbook(file)
            if set(sheets) <= {sheet.title for sheet in book.worksheets}:
                return book, True
        except Exception:
            pass
    book = openpyxl.Workbook()
    book.remove(book.active)
    for sheet in sheets.values():
        _values(book.create_sheet(sheet.name), sheet)
    return book, False


def _values(page: Any, sheet: Sheet) -> None:
    for row, cells in enumerate(sheet.cells, 1):
        for column, cell in enumerate(cells, 1):
            if cell not in (None, ""):
                write(page.cell(row, column), cell)
    page.sheet_format.defaultColWidth = 16


def _unmark(book: Any) -> None:
    """Take off the marks of an earlier check: its list, and whatever carries a comment of ours."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill

    for page in book.worksheets:
        for cell in [cell for row in page.iter_rows() for cell in row if cell.comment is not None]:
            if cell.comment.author == AUTHOR and cell.fill.fgColor.rgb == _FILL:
                own = cell.comment.text.partition(_OWN)[2]
                cell.comment = Comment(own, "") if own else None
                cell.fill, cell.border = PatternFill(), Border()
        if page.sheet_properties.tabColor is not None and page.sheet_properties.tabColor.rgb == _EDGE:
            page.sheet_properties.tabColor = None


def _mark(page: Any, row: int, column: int, faults: Sequence[Fault]) -> None:
    """Colour a cell, frame it for whoever prints in black and white, and say beside it what is wrong."""
    from openpyxl.comments import Comment
    from openpyxl.styles import Border, PatternFill, Side

    for merged in page.merged_cells.ranges:
        if merged.min_row <= row <= merged.max_row and merged.min_col <= column <= merged.max_col:
            row, column = merged.min_row, merged.min_col
    cell, side = page.cell(row, column), Side("thick", _EDGE)
    own = cell.comment.text if cell.comment is not None else ""
    told = "\n\n".join(f"{fault.problem}\n→ {fault.mend}" for fault in faults)
    note = Comment(clean(told + (_OWN + own if own else "")), AUTHOR)
    note.width, note.height = 340, 40 + 34 * told.count("\n")
    cell.comment = note
    cell.fill = PatternFill("solid", fgColor=_FILL)
    cell.border = Border(side, side, side, side)
