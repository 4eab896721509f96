"""Writing sheets the way every workbook here looks: one header style, frozen, for A4, the same bytes each time."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from optimizer.exchange.page import CHART_HEIGHT, CHART_WIDTH, Page
from optimizer.exchange.sheet_xml import RESULT

_LONG_AGO = datetime.datetime(2000, 1, 1)  # a workbook carries no clock: same input, same bytes
_A4 = 9
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
_FILLS: tuple[dict[str, Any], ...] = (  # told apart in black and white
    {"fill": {"color": "#1F4E79"}},
    {"pattern": {"pattern": "wide_upward_diagonal", "fg_color": "#1F4E79", "bg_color": "#DDEBF7"}},
    {"fill": {"color": "#F4B183"}},
    {"pattern": {"pattern": "large_grid", "fg_color": "#7F7F7F", "bg_color": "#FFFFFF"}},
)
_CELL = {"border": 1, "border_color": "#BFBFBF", "valign": "vcenter"}


class Book:
    """A workbook being written."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self._names: list[str] = []
        self._whole: list[Page] = []
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
            "link": book.add_format({**_CELL, "font_color": "#0563C1", "underline": 1}),
        }

    def style(self, name: str, properties: Mapping[str, Any]) -> str:
        """A style of cells with a border; its name, which is made once."""
        if name not in self.formats:
            self.formats[name] = self._book.add_format({**_CELL, **properties})
        return name

    def add(
        self, name: str, widths: Sequence[float], *, landscape: bool = False, result: bool = True
    ) -> Page:
        """A new sheet, one page wide on A4, with page numbers; one that is no `result` is a table of a scenario."""
        sheet = self._book.add_worksheet(name)
        quoted = name.replace("'", "''")
        if result:
            self._book.define_name(f"'{name}'!{RESULT}", f"='{quoted}'!$A$1")
        for at, width in enumerate(widths):
            sheet.set_column(at, at, width)
        sheet.set_paper(_A4)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
        sheet.set_footer("&L&A&R第 &P 页 / 共 &N 页")
        page = Page(sheet, self.formats, widths)
        self._names.append(name)
        if result:  # what a planner fills in grows
            self._whole.append(page)
        return page

    @property
    def names(self) -> list[str]:
        """The names of the sheets so far."""
        return list(self._names)

    def finish(self) -> None:
        """Let every sheet of results print what is on it and nothing else."""
        for page in self._whole:
            page.print_all()

    def add_lines(self, page: Page, rows: tuple[int, int], columns: int, title: str, axis: str) -> None:
        """A line chart to the right of a page's table: the header and rows given (from 0), one line per column after the first."""
        looks = [{"line": {"dash_type": dash, "width": 2.25}} for dash in _DASHES]
        chart = self._chart({"type": "line"}, page, rows, range(1, columns), looks, title, axis)
        page.place(chart, first_row=rows[0], column=columns + 1)

    def add_bars(
        self,
        page: Page,
        rows: tuple[int, int],
        columns: Sequence[int],
        title: str,
        axis: str,
    ) -> None:
        """A chart of columns, several of them stacked, below what stands on the page."""
        looks = [{**look, "border": {"color": "#404040"}, "gap": 60} for look in _FILLS]
        kind = {"type": "column"} | ({"subtype": "stacked"} if len(columns) > 1 else {})
        chart = self._chart(kind, page, rows, columns, looks, title, axis)
        if len(columns) == 1:
            chart.set_legend({"none": True})
        page.place(chart)

    def _chart(
        self,
        kind: Mapping[str, str],
        page: Page,
        rows: tuple[int, int],
        columns: Sequence[int],
        looks: Sequence[Mapping[str, Any]],
        title: str,
        axis: str,
    ) -> Any:
        """A chart of some columns of a table: the header and rows given (from 0), labels in its first column."""
        chart = self._book.add_chart(kind)
        name, (first, last) = page.sheet.get_name(), rows
        for number, at in enumerate(columns):
            chart.add_series(
                {
                    "name": [name, first, at],
                    "categories": [name, first + 1, 0, last, 0],
                    "values": [name, first + 1, at, last, at],
                    **looks[number % len(looks)],
                }
            )
        chart.set_title({"name": title, "name_font": {"size": 12}})
        chart.set_y_axis({"name": axis, "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}})
        chart.set_size({"width": CHART_WIDTH, "height": CHART_HEIGHT})
        return chart


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
            written = Book(book)
            yield written
            written.finish()
    except xlsxwriter.exceptions.FileCreateError as wrong:
        raise OSError(f"{path}: {wrong}") from wrong
