"""Every kind of workbook opened by LibreOffice: nothing is repaired, nothing is lost, a scenario stays the same."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from office import converted
from python_calamine import CalamineWorkbook
from test_fault_places import FIVE, workbook
from test_whole_way import given

from optimizer.exchange.load import load, read
from optimizer.exchange.marked_copy import write_marked
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.report.whole_way import whole_way


@pytest.fixture(scope="module")
def books(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, Path]]:
    """A filled template, a marked copy, a converted scenario, a result and a township's workbook; each before and after."""
    here = tmp_path_factory.mktemp("books")
    workbook(here / "filled.xlsx", [])
    faulty = workbook(here / "faulty.xlsx", FIVE, score="九十")
    write_marked(faulty, read(faulty).faults, here / "marked.xlsx")
    write_workbook(given(), here / "scenario.xlsx")
    whole_way(given(), here / "run", mechanisms=["optimal"])
    names = ["filled", "marked", "scenario"]
    files = [here / f"{name}.xlsx" for name in names]
    files += [(here / "run/workbook.xlsx").rename(here / "result.xlsx")]
    files += [next((here / "run/rotation/townships").glob("*.xlsx")).rename(here / "township.xlsx")]
    after = converted(files, "xlsx", here)
    converted([here / "result.xlsx"], "pdf", here)
    return dict(zip([*names, "result", "township"], zip(files, after, strict=True), strict=True))


def values(path: Path) -> dict[str, list[list[object]]]:
    """Every sheet's values, blanks at the ends left out; a date or number by what it says."""
    found = {}
    with CalamineWorkbook.from_path(path) as book:
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            cut = [_cut([float(cell) if isinstance(cell, int) else cell for cell in row]) for row in rows]
            found[name] = _cut(cut)
    return found


def _cut(cells: list[object]) -> list[object]:
    while cells and cells[-1] in ("", []):
        cells = cells[:-1]
    return cells


@pytest.mark.parametrize("name", ["filled", "marked", "scenario", "result", "township"])
def test_every_sheet_and_value_is_there_after_it_was_opened_and_saved(
    name: str, books: dict[str, tuple[Path, Path]]
) -> None:
    before, after = (values(path) for path in books[name])
    assert list(before) == list(after)
    for sheet, rows in before.items():
        assert after[sheet] == rows, sheet


@pytest.mark.parametrize("name", ["filled", "scenario", "result"])
def test_a_scenario_is_the_same_after_it_was_opened_and_saved(
    name: str, books: dict[str, tuple[Path, Path]]
) -> None:
    before, after = (load(path) for path in books[name])
    assert before.digest() == after.digest()


def test_marks_links_drop_downs_filters_and_charts_survive(books: dict[str, tuple[Path, Path]]) -> None:
    book = openpyxl.load_workbook(books["marked"][1])
    assert book["报名"]["D2"].comment is not None
    assert book["报名"]["D2"].fill.fgColor.rgb == "FFFFD9B3"
    assert book.worksheets[0]["C5"].hyperlink.location
    lists = [rule for rule in book["报名"].data_validations.dataValidation if rule.type == "list"]
    assert len(lists) == 3
    result = openpyxl.load_workbook(books["result"][1])
    assert result["安置结果"].auto_filter.ref
    assert len(result["统计"]._charts) == 1


def test_the_result_prints(books: dict[str, tuple[Path, Path]]) -> None:
    path = books["result"][0].with_name("pdf") / "result.pdf"
    content = path.read_bytes()
    assert content.startswith(b"%PDF")
    assert len(content) > 100_000
