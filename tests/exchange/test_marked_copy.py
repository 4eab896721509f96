"""The copy with every faulty cell marked: as a planner opens it, mends it and checks it again."""

from __future__ import annotations

import gc
from pathlib import Path

import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill
from test_fault_places import FIVE, workbook

from optimizer.errors import Fault
from optimizer.exchange.folder import write_folder
from optimizer.exchange.load import load, read
from optimizer.exchange.marked_copy import AUTHOR, free_name, write_marked
from optimizer.exchange.scenario_workbook import FAULTS


def faulty(path: Path) -> Path:
    """A score in words, a wish of nobody, a merged range, an error, wrong settings; own notes, colours and a sheet."""
    book = openpyxl.load_workbook(workbook(path, FIVE, score="九十"))
    book["志愿"].append(("G8", 1, "V1"))
    book["岗位"].merge_cells("C2:C3")
    book["岗位"]["F2"] = "=1/0"
    book["报名"]["B3"] = "=1+1"
    book["报名"]["B3"].data_type = "s"
    book["报名"]["D2"].comment = Comment("问过本人", "张科长")
    book["报名"]["B2"].fill = PatternFill("solid", fgColor="FF00FF00")
    book.create_sheet("备忘")["A1"] = "电话另记"
    book.save(path)
    return path


def marked(given: Path) -> tuple[tuple[Fault, ...], openpyxl.Workbook]:
    faults = read(given).faults
    out = free_name(given)
    write_marked(given, faults, out)
    return faults, openpyxl.load_workbook(out)


def test_every_faulty_cell_is_coloured_framed_and_says_how_to_mend_it(tmp_path: Path) -> None:
    faults, book = marked(faulty(tmp_path / "县.xlsx"))
    cells = {
        f"{sheet.title}!{cell.coordinate}": cell
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.comment is not None and cell.comment.author == AUTHOR
    }
    rows = [row[0] for row in book["设置"].iter_rows(values_only=True)]
    settings = [f"设置!B{rows.index(fault.column) + 1}" for fault in faults if fault.place == "设置"]
    assert sorted(cells) == sorted(["报名!D2", "岗位!C2", "岗位!F2", "志愿!A3", *settings])
    for fault in faults:
        assert sum(f"{fault.problem}\n→ {fault.mend}" in cell.comment.text for cell in cells.values()) == 1
    for cell in cells.values():
        assert cell.fill.fill_type == "solid"
        assert {cell.border.left.style, cell.border.top.style} == {"thick"}


def test_the_list_leads_to_the_cells(tmp_path: Path) -> None:
    faults, book = marked(faulty(tmp_path / "县.xlsx"))
    page = book.worksheets[0]
    assert (page.title, book.active.title) == (FAULTS, FAULTS)
    lines = list(page.iter_rows(min_row=5))
    assert len(lines) == len(faults)
    for line in lines:
        sheet, cell = line[1].value, line[2].value
        assert line[2].hyperlink.location == f"'{sheet}'!{cell}"
        assert book[sheet][cell].comment.author == AUTHOR
    assert (page.freeze_panes, page.auto_filter.ref, page.print_title_rows) == (
        "A5",
        f"A4:G{4 + len(faults)}",
        "$4:$4",
    )


def test_nothing_of_the_original_is_lost(tmp_path: Path) -> None:
    given = faulty(tmp_path / "县.xlsx")
    before, (_, book) = openpyxl.load_workbook(given), marked(given)
    assert set(before.sheetnames) < set(book.sheetnames)
    for sheet in before:
        copy = book[sheet.title]
        assert [[c.value for c in row] for row in sheet.iter_rows()] == [
            [c.value for c in row] for row in copy.iter_rows(max_row=sheet.max_row, max_col=sheet.max_column)
        ]
        rules = sheet.data_validations.dataValidation
        assert len(copy.data_validations.dataValidation) == len(rules)
    assert book["报名"]["B3"].data_type == "s"
    assert book["报名"]["B2"].fill.fgColor.rgb == "FF00FF00"
    assert "问过本人" in book["报名"]["D2"].comment.text


def test_the_copy_is_mended_checked_again_and_becomes_a_scenario(tmp_path: Path) -> None:
    """A mended cell loses its mark at the next check, and the planner's own note comes back."""
    given = faulty(tmp_path / "县.xlsx")
    _, book = marked(given)
    copy = free_name(given)
    book["报名"]["D2"] = 90
    book["岗位"]["F2"] = None
    book.save(copy)
    again, second = marked(copy)
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "县-已标注.xlsx",
        "县-已标注2.xlsx",
        "县.xlsx",
    ]
    assert [fault.place for fault in again] == ["岗位", "志愿", *["设置"] * 5]
    cell = second["报名"]["D2"]
    assert (cell.comment.text, cell.fill.fill_type, second["报名"].sheet_properties.tabColor) == (
        "问过本人",
        None,
        None,
    )
    assert second.sheetnames.count(FAULTS) == 1
    second["岗位"].unmerge_cells("C2:C3")
    second["岗位"]["C3"] = "西镇"
    second["志愿"].delete_rows(3)
    second["设置"].delete_rows(16, len(FIVE))
    second.save(tmp_path / "好.xlsx")
    assert load(tmp_path / "好.xlsx").graduates["score"].tolist() == [90, 80]


def test_a_copy_somebody_works_in_is_never_replaced(tmp_path: Path) -> None:
    given = faulty(tmp_path / "县.xlsx")
    _, book = marked(given)
    assert free_name(given) == tmp_path / "县-已标注.xlsx"
    book.properties.lastModifiedBy = "王科长"
    book.save(tmp_path / "县-已标注.xlsx")
    assert free_name(given) == tmp_path / "县-已标注2.xlsx"
    assert free_name(tmp_path / "县-已标注.xlsx") == tmp_path / "县-已标注2.xlsx"


def test_faults_of_a_folder_are_marked_in_a_workbook_that_reads_the_same(tmp_path: Path) -> None:
    write_folder(load(mended(tmp_path)), tmp_path / "县")
    table = tmp_path / "县/graduates.csv"
    table.write_text(table.read_text("utf-8").replace("G2,白二,男,80.0", "G2,=白二,x,八十"), "utf-8")
    faults = read(tmp_path / "县").faults
    assert len(faults) == 2
    write_marked(tmp_path / "县", faults, tmp_path / "县.xlsx")
    book = openpyxl.load_workbook(tmp_path / "县.xlsx")
    assert [book["报名"][cell].comment.author for cell in ("C3", "D3")] == [AUTHOR] * 2
    assert (book["报名"]["B3"].value, book["报名"]["B3"].data_type) == ("=白二", "s")
    book["报名"]["C3"], book["报名"]["D3"] = "男", "80"
    book.save(tmp_path / "县.xlsx")
    assert load(tmp_path / "县.xlsx").graduates["score"].tolist() == [90, 80]


def mended(folder: Path) -> Path:
    return workbook(folder / "好.xlsx", [])


@pytest.mark.parametrize("header", ["综合成绩", "抽签号x", "", "编号"])
def test_faults_of_headers_are_marked_at_the_header(tmp_path: Path, header: str) -> None:
    """Left out, misspelt, without a name, doubled: told where the planner has to write."""
    path = mended(tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book["报名"]
    cell = {"综合成绩": "N1", "抽签号x": "F1", "": "B1", "编号": "B1"}[header]
    if header == "综合成绩":
        sheet.delete_cols(4)
        cell = "M1"
    else:
        sheet[cell] = header or None
    book.save(path)
    faults, copy = marked(path)
    assert len(faults) == 1
    assert copy["报名"][cell].comment.text.startswith(f"{faults[0].problem}\n→ {faults[0].mend}")


def test_the_search_for_circles_rests_while_a_copy_is_written_and_goes_on_whatever_happens(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given = faulty(tmp_path / "县.xlsx")
    heard: list[bool] = []
    save = openpyxl.Workbook.save

    def listening(book: openpyxl.Workbook, path: Path) -> None:
        heard.append(gc.isenabled())
        save(book, path)

    monkeypatch.setattr(openpyxl.Workbook, "save", listening)
    write_marked(given, read(given).faults, tmp_path / "一.xlsx")
    assert heard == [False]
    assert gc.isenabled()

    def full(book: openpyxl.Workbook, path: Path) -> None:
        raise OSError("no space left")

    monkeypatch.setattr(openpyxl.Workbook, "save", full)
    with pytest.raises(OSError, match="no space"):
        write_marked(given, read(given).faults, tmp_path / "二.xlsx")
    assert gc.isenabled()
