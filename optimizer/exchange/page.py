"""One sheet being written from the top, as high as its texts need, printed on A4 as it is."""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence
from typing import Any

from optimizer.errors import UsageError

CHART_WIDTH, CHART_HEIGHT = 720, 380  # pixels
_PIXELS = 20, 64  # a row and a column of the usual size
_LINE = 16  # points
_BROKEN = 1.15
_PAGE = 100  # narrow characters that surely fit on a landscape page, at the usual size
_ROWS = 1_048_576
_LETTERS = 32_767


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
        self._chart_end = self._chart_wide = 0
        self._across = len(widths)

    @property
    def next_row(self) -> int:
        """The row that comes next, from 0."""
        return self._next

    def across(self, first: int, columns: int) -> None:
        """Print so many columns beside one another on as many pages as it takes, the `first` ones again on each; lines
        over the whole width end where the first page does. Where all columns fit on a page, nothing changes."""
        rest = len(self._widths) - first
        pages = math.ceil(rest / columns)
        if pages < 2:
            return
        each = math.ceil(rest / pages)
        breaks = [first + each * page for page in range(1, pages)]
        starts, ends = [first, *breaks], [*breaks, len(self._widths)]
        spans = [self._widths[start:end] for start, end in zip(starts, ends, strict=True)]
        widest = sum(self._widths[:first]) + max(sum(span) for span in spans)
        self._across = breaks[0]
        self.sheet.set_print_scale(min(100, int(100 * _PAGE / widest)))
        self.sheet.repeat_columns(0, first - 1)
        self.sheet.set_v_pagebreaks(breaks)

    def title(self, text: str, note: str = "") -> None:
        """A line over the whole width, and a note below it."""
        for words, name in ((text, "title"), (note, "note")):
            if words:
                self.sheet.merge_range(
                    self._next, 0, self._next, max(self._across - 1, 1), words, self._formats[name]
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
        self.sheet.set_row(self._next, max(height, _LINE * self._lines(names, [True] * len(names))))
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
        self.sheet.merge_range(self._next, 0, self._next, self._across - 1, text, self._formats[style])
        self.sheet.set_row(self._next, height)
        self._next += 1

    def place(self, chart: Any, first_row: int | None = None, column: int = 0) -> None:
        """Put a chart at a cell, or below all that is there; what is written next comes below it."""
        row = self._next + 1 if first_row is None else first_row
        self.sheet.insert_chart(row, column, chart, {"x_offset": 4, "y_offset": 4})
        self._chart_end = max(self._chart_end, row + math.ceil(CHART_HEIGHT / _PIXELS[0]) + 1)
        self._chart_wide = max(
            self._chart_wide, column + math.ceil(CHART_WIDTH / _PIXELS[1]) if column else 0
        )
        if first_row is None:
            self._next = self._chart_end

    def link(self, column: int, sheet: str) -> None:
        """Make a cell of the row written last lead to a sheet."""
        quoted = sheet.replace("'", "''")
        target = f"internal:'{quoted}'!A1"
        self.sheet.write_url(self._next - 1, column, target, self._formats["link"], sheet)

    def print_all(self) -> None:
        """Print from the first cell to the last, charts included."""
        last = max(self._next, self._chart_end, 1) - 1
        self.sheet.print_area(0, 0, last, max(len(self._widths), self._chart_wide, 1) - 1)

    def wrapped(self, text: str) -> None:
        """A paragraph over the whole width, as high as it needs, after an empty row."""
        self._next += 1
        self.line(text, height=_LINE * math.ceil(_BROKEN * wide(text) / sum(self._widths[: self._across])))

    def row(self, cells: Sequence[Any], styles: Sequence[str] = (), height: float = 0) -> None:
        """One row, as high as its longest text or higher; text is always written as text, never as a formula.

        `styles` names the style of each cell ("" = that of its kind); a cell with one does not make the row grow.
        """
        self._refuse_what_is_cut(cells)
        plain = [not any(styles[at : at + 1]) for at in range(len(cells))]
        lines = self._lines(cells, plain)
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

    def _lines(self, cells: Sequence[Any], grows: Sequence[bool]) -> int:
        """How many lines the longest text takes; lines that break between words hold a little less than they could."""
        takes = [
            wide(cell) / width
            for cell, width, here in zip(cells, self._widths, grows, strict=False)
            if width and here
        ]
        most = max(takes, default=1)
        return math.ceil(_BROKEN * most) if most > 1 else 1

    def _refuse_what_is_cut(self, cells: Sequence[Any]) -> None:
        """A spreadsheet drops rows and letters beyond its limits without a word."""
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
