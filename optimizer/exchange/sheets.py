"""Writing sheets the way every workbook here looks: one header style, frozen, for A4, the same bytes each time."""

from __future__ import annotations

import datetime
import math
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

_LONG_AGO = datetime.datetime(2000, 1, 1)  # a workbook carries no clock: same input, same bytes
_A4 = 9
_LINE = 16  # points
_ROWS = 1_048_576
_LETTERS = 32_767
_HEADER = {
    "bold": True,
    "bg_color": "#1F4E79",
    "font_color": "#FFFFFF",
    "border": 1,
    "align": "center",
    "valign": "vcenter",
    "text_wrap": True,
}
_DASHES = (
    "solid",
    "dash",
    "round_dot",
    "long_dash",
    "dash_dot",
    "square_dot",
)  # told apart in black and white
_CELL = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}


def wide(cell: Any) -> float:
    """How many narrow characters a cell's text takes; Chinese ones count twice."""
    if not isinstance(cell, str):
        return 1
    longest = max(cell.split("\n"), key=len)
    return 1 + sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in longest)


class Page:
    """One sheet being written from the top: an optional title, a header, rows."""

    def __init__(self, sheet: Any, formats: dict[str, Any], widths: Sequence[float]) -> None:
        self.sheet, self._formats, self._widths, self._next = sheet, formats, widths, 0

    @property
    def next_row(self) -> int:
        """The row that comes next, from 0."""
        return self._next

    def title(self, text: str, note: str = "") -> None:
        """A line over the whole width, and a note below it."""
        for words, name in ((text, "title"), (note, "note")):
            if words:
                self.sheet.merge_range(
                    self._next, 0, self._next, max(len(self._widths) - 1, 1), words, self._formats[name]
                )
                self.sheet.set_row(self._next, 30 if name == "title" else 18)
                self._next += 1

    def header(
        self,
        names: Sequence[str],
        *,
        filtered: bool = False,
        last_row: int = 0,
        height: float = 24,
        frozen: int = 0,
    ) -> None:
        """The header row: frozen (with the first `frozen` columns), and repeated on every printed page."""
        for at, name in enumerate(names):
            self.sheet.write_string(self._next, at, name, self._formats["header"])
        self.sheet.set_row(self._next, height)
        self.sheet.freeze_panes(self._next + 1, frozen)
        self.sheet.repeat_rows(self._next)
        if filtered and last_row:
            self.sheet.autofilter(self._next, 0, self._next + last_row, len(names) - 1)
        self._next += 1

    def section(self, text: str) -> None:
        """A line that opens a new block."""
        self._next += 1
        self.sheet.write_string(self._next, 0, text, self._formats["section"])
        self._next += 1

    def subheader(self, names: Sequence[str]) -> None:
        """The names of the columns of a block."""
        for at, name in enumerate(names):
            self.sheet.write_string(self._next, at, name, self._formats["subheader"])
        self._next += 1

    def line(self, text: str, *, style: str = "line", height: float = 20) -> None:
        """A line of text over the whole width."""
        self.sheet.merge_range(self._next, 0, self._next, len(self._widths) - 1, text, self._formats[style])
        self.sheet.set_row(self._next, height)
        self._next += 1

    def row(self, cells: Sequence[Any], styles: Sequence[str] = (), height: float = 0) -> None:
        """One row, as high as its longest text or higher; text is always written as text, never as a formula.

        `styles` names the style of each cell ("" = that of its kind); a cell with one does not make the row grow.
        """
        self._refuse_what_is_cut(cells)
        plain = [not any(styles[at : at + 1]) for at in range(len(cells))]
        lines = max(
            (
                math.ceil(wide(cell) / width)
                for cell, width, grows in zip(cells, self._widths, plain, strict=False)
                if width and grows
            ),
            default=1,
        )
        if lines > 1 or height:
            self.sheet.set_row(self._next, max(_LINE * lines, height))
        for at, cell in enumerate(cells):
            own = styles[at] if at < len(styles) else ""
            if cell is None or cell == "" or cell != cell:
                self.sheet.write_blank(self._next, at, None, self._formats[own or "text"])
            elif isinstance(cell, str):
                self.sheet.write_string(self._next, at, cell, self._formats[own or "text"])
            else:
                style = own or ("decimal" if isinstance(cell, float) else "number")
                self.sheet.write_number(self._next, at, cell, self._formats[style])
        self._next += 1

    def _refuse_what_is_cut(self, cells: Sequence[Any]) -> None:
        """A spreadsheet drops rows and letters beyond its limits without a word."""
        from optimizer.errors import UsageError

        name = self.sheet.get_name()
        if self._next >= _ROWS:
            raise UsageError(
                f"工作表“{name}”最多 {_ROWS} 行，放不下；改存为文件夹 / the sheet {name} holds at most {_ROWS} rows: "
                "save as a folder instead"
            )
        if any(isinstance(cell, str) and len(cell) > _LETTERS for cell in cells):
            raise UsageError(
                f"工作表“{name}”第 {self._next + 1} 行有超过 {_LETTERS} 字的内容，放不下 / row {self._next + 1} has a cell of "
                f"more than {_LETTERS} letters: shorten it, or save as a folder"
            )


class Book:
    """A workbook being written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.formats = {
            "header": book.add_format(_HEADER),
            "title": book.add_format({"bold": True, "font_size": 16, "align": "center", "valign": "vcenter"}),
            "note": book.add_format({"font_color": "#595959", "align": "center"}),
            "section": book.add_format({"bold": True, "font_size": 12, "font_color": "#1F4E79"}),
            "text": book.add_format({**_CELL, "num_format": 49, "text_wrap": True}),
            "number": book.add_format({**_CELL, "align": "center"}),
            "decimal": book.add_format({**_CELL, "align": "center", "num_format": "0.00"}),
            "subheader": book.add_format({**_CELL, "bold": True, "bg_color": "#DDEBF7", "align": "center"}),
            "line": book.add_format({"valign": "vcenter", "text_wrap": True}),
            "code": book.add_format({"num_format": 49}),
            "plain": book.add_format({}),
        }

    def style(self, name: str, properties: Mapping[str, Any]) -> str:
        """A style of cells with a border; its name, which is made once."""
        if name not in self.formats:
            self.formats[name] = self._book.add_format({**_CELL, **properties})
        return name

    def add(self, name: str, widths: Sequence[float], *, landscape: bool = False) -> Page:
        """A new sheet, one page wide on A4, with page numbers."""
        sheet = self._book.add_worksheet(name)
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&A&R第 &P 页 / 共 &N 页")
        return Page(sheet, self.formats, widths)

    def add_lines(self, page: Page, rows: tuple[int, int], columns: int, title: str, axis: str) -> None:
        """A line chart to the right of a page's table: the header and rows given (from 0), one line per column after the first."""
        chart = self._book.add_chart({"type": "line"})
        name, (first, last) = page.sheet.get_name(), rows
        for at in range(1, columns):
            chart.add_series(
                {
                    "name": [name, first, at],
                    "categories": [name, first + 1, 0, last, 0],
                    "values": [name, first + 1, at, last, at],
                    "line": {"dash_type": _DASHES[(at - 1) % len(_DASHES)], "width": 2.25},
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_y_axis({"name": axis, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
        chart.set_size({"width": 720, "height": 380})
        page.sheet.insert_chart(first, columns + 1, chart)


@contextmanager
def new_book(path: Path) -> Iterator[Book]:
    """A workbook that is written when the block ends."""
    import xlsxwriter

    options: dict[str, Any] = {
        "default_format_properties": {"font_name": "等线", "font_size": 11},
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    try:
        with xlsxwriter.Workbook(str(path), options) as book:
            book.set_properties({"created": _LONG_AGO, "author": "雏雁 Chuyan"})
            yield Book(book)
    except xlsxwriter.exceptions.FileCreateError as wrong:
        raise OSError(f"{path}: {wrong}") from wrong
