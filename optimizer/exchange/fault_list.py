"""The sheet 错误清单: every fault on a line, with a link to its cell."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Any

from optimizer.exchange.fault_spots import Spot
from optimizer.exchange.page import wide
from optimizer.exchange.scenario_workbook import FAULTS
from optimizer.exchange.text_cell import write

_COLUMNS = (
    ("序号", 6), ("工作表 sheet", 16), ("单元格 cell", 11), ("列 column", 22), ("值 value", 24),
    ("问题 problem", 48), ("怎样改 how to mend it", 52),
)  # fmt: skip
_FONT = "等线"
_LINE = 16  # points
_STEPS = (
    "有颜色、粗框的单元格有错，鼠标停在上面看说明；点“单元格”一列跳到那里。改好后保存，再检查本文件。",
    "Cells in colour with a thick frame are faulty: rest the mouse on one to read why, click the cell's name to go "
    "there. Mend, save, and check this file again.",
)


def add_list(book: Any, found: Sequence[Spot]) -> None:
    """Put the list in front of a workbook (one of openpyxl), in place of an earlier one."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
    from openpyxl.worksheet.properties import PageSetupProperties

    if FAULTS in book.sheetnames:
        del book[FAULTS]
    page = book.create_sheet(FAULTS, 0)
    for other in book.worksheets:
        other.sheet_view.tabSelected = other is page
    book.active = 0
    many = len(found)
    page["A1"] = f"错误清单：{many} 处 / {many} fault{'' if many == 1 else 's'}"
    page["A1"].font = Font(name=_FONT, bold=True, size=16)
    for row, text in enumerate(_STEPS, 2):
        page.cell(row, 1, text).font = Font(name=_FONT, color="FF595959")
    edge = Side("thin", "FFBFBFBF")
    for column, (header, width) in enumerate(_COLUMNS, 1):
        cell = page.cell(4, column, header)
        cell.font, cell.fill = (
            Font(name=_FONT, bold=True, color="FFFFFFFF"),
            PatternFill("solid", fgColor="FF1F4E79"),
        )
        cell.alignment = Alignment("center", "center", wrap_text=True)
        page.column_dimensions[cell.column_letter].width = width
    places = {other: at for at, other in enumerate(book.sheetnames)}
    ordered = sorted(found, key=lambda spot: (places.get(spot.sheet, -1), spot.row, spot.column))
    for row, spot in enumerate(ordered, 5):
        for column, text in enumerate(_line(row - 4, spot), 1):
            cell = page.cell(row, column)
            write(cell, text)
            cell.border = Border(edge, edge, edge, edge)
            cell.font, cell.alignment = Font(name=_FONT), Alignment(vertical="center", wrap_text=True)
        page.row_dimensions[row].height = _LINE * max(
            sum(math.ceil(wide(line) / width) for line in str(text).split("\n"))
            for text, (_, width) in zip(_line(row - 4, spot), _COLUMNS, strict=True)
        )
        if spot.sheet:
            _link(page.cell(row, 3), spot)
    page.freeze_panes = "A5"
    page.auto_filter.ref = f"A4:{page.cell(4, len(_COLUMNS)).column_letter}{4 + many}"
    page.print_title_rows = "4:4"
    page.page_setup.orientation, page.page_setup.paperSize, page.page_setup.fitToHeight = "landscape", 9, 0
    page.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    page.sheet_properties.tabColor = "FFC00000"


def _line(number: int, spot: Spot) -> tuple[Any, ...]:
    fault = spot.fault
    said = [text.replace(" / ", "\n") for text in (fault.problem, fault.mend)]
    return (number, spot.sheet or fault.place, spot.cell or "—", fault.column, fault.value, *said)


def _link(cell: Any, spot: Spot) -> None:
    """Lead to the cell, or to the top of the sheet where the fault is about all of it."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    sheet = spot.sheet.replace("'", "''")
    cell.hyperlink = Hyperlink(cell.coordinate, location=f"'{sheet}'!{spot.cell or 'A1'}")
    cell.font = Font(name=_FONT, color="FF0563C1", underline="single")
