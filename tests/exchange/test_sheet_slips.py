"""What a workbook's values alone do not tell: hidden rows, errors, formulas nobody worked out, sheets without end."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest
from good_book import Good, good
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from optimizer.errors import InputFaults, UsageError
from optimizer.exchange.load import read
from optimizer.scenario.intake import Taken


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Good:
    return good(tmp_path_factory.mktemp("good") / "good.xlsx")


def changed(sound: Good, path: Path, sheet: str, change: Callable[[Worksheet], None]) -> Taken:
    path.write_bytes(sound.edited(lambda book: change(book[sheet])))
    return read(path)


def told(taken: Taken) -> list[tuple[str, int, str, str]]:
    return [
        (fault.place, fault.row, fault.column, fault.problem.partition(" / ")[0]) for fault in taken.faults
    ]


def test_hidden_rows_are_read_and_said(sound: Good, tmp_path: Path) -> None:
    def hide(sheet: Worksheet) -> None:
        for row in (3, 4, 90):
            sheet.row_dimensions[row].hidden = True
        sheet.sheet_state = "hidden"

    taken = changed(sound, tmp_path / "t.xlsx", "报名", hide)
    assert taken.scenario is not None
    assert len(taken.scenario.graduates) == 3
    assert [str(mend) for mend in taken.mends] == [
        "报名 工作表 sheet: '隐藏 hidden' → '照常读取 read all the same'",
        "报名 第 3、4 行 rows: '隐藏 hidden' → '照常读取 read all the same'",
    ]


@pytest.mark.parametrize(
    ("sheet", "cell", "column"), [("报名", "M3", "乡镇"), ("报名", "A3", "编号"), ("设置", "B3", "值")]
)
def test_an_error_value_is_no_blank(sound: Good, tmp_path: Path, sheet: str, cell: str, column: str) -> None:
    def spoil(page: Worksheet) -> None:
        page[cell], page[cell].data_type = "#N/A", "e"

    (first, *_) = told(changed(sound, tmp_path / "t.xlsx", sheet, spoil))
    assert first == (sheet, 3, column, "单元格是错误值（如 #N/A）")


def test_a_formula_that_nobody_worked_out_is_no_blank(sound: Good, tmp_path: Path) -> None:
    """Programs that write workbooks leave the result out; the spreadsheet fills it in at the first save."""

    def spoil(page: Worksheet) -> None:
        page["H2"], page["D3"] = "=A1", "=1+1"

    problem = "公式没有算出结果"
    assert told(changed(sound, tmp_path / "t.xlsx", "报名", spoil)) == [
        ("报名", 2, "党员", problem),
        ("报名", 3, "综合成绩", problem),
    ]


def test_a_formula_with_its_result_is_its_result(sound: Good, tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        name = next(part for part in sorted(parts) if b"<v>90</v>" in parts[part])
        parts[name] = parts[name].replace(b"<v>90</v>", b"<f>80+10</f><v>90</v>")

    (tmp_path / "t.xlsx").write_bytes(sound.with_parts(change))
    taken = read(tmp_path / "t.xlsx")
    assert taken.scenario is not None
    assert taken.scenario.graduates["score"].tolist() == [90, 89, 88]


def test_an_empty_settings_sheet_is_not_taken_for_the_defaults(sound: Good, tmp_path: Path) -> None:
    taken = changed(sound, tmp_path / "t.xlsx", "设置", lambda page: page.delete_rows(1, page.max_row))
    assert told(taken) == [("设置", 0, "", "一项设置也没有")]


CONTENT = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
 <table:table table:name="报名"><table:table-row table:number-rows-repeated="{rows}">
 <table:table-cell table:number-columns-repeated="{columns}" office:value-type="string">{text}</table:table-cell>
 </table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


@pytest.mark.parametrize(
    ("rows", "columns", "text", "vast"),
    [(1_048_576, 16_384, "<text:p>x</text:p>", True), (1_048_576, 16_384, "", False)],
)
def test_an_open_document_that_repeats_one_cell_a_million_times(
    tmp_path: Path, rows: int, columns: int, text: str, vast: bool
) -> None:
    """Blank rows to the end of the sheet are how every such file ends; cells that hold something are laid out."""
    with zipfile.ZipFile(tmp_path / "t.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", CONTENT.format(rows=rows, columns=columns, text=text))
        manifest = '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
        archive.writestr("META-INF/manifest.xml", manifest)
    try:
        faults = read(tmp_path / "t.ods").faults
    except InputFaults as wrong:
        faults = wrong.faults
    assert ("太大" in faults[0].problem) == vast


def test_a_locked_workbook_is_called_locked(tmp_path: Path) -> None:
    (tmp_path / "t.xlsx").write_bytes(
        b"\xd0\xcf\x11\xe0" + bytes(508) + "EncryptedPackage".encode("utf-16-le") + bytes(9)
    )
    with pytest.raises(InputFaults, match="工作簿有密码"):
        read(tmp_path / "t.xlsx")


def test_choices_and_bounds_stand_where_a_planner_fills_in(sound: Good) -> None:
    """Lists of the other sheets' ids for wishes and pins, kinds for the settings."""
    import io

    book = openpyxl.load_workbook(io.BytesIO(sound.content))
    rules = {
        (sheet.title, str(rule.sqref).partition(":")[0]): rule.formula1
        for sheet in book
        for rule in sheet.data_validations.dataValidation
    }
    assert rules["志愿", "A2"].startswith("'报名'!$A$2:")
    assert rules["指定", "B2"].startswith("'岗位'!$A$2:")
    kinds = [formula for (sheet, _), formula in rules.items() if sheet == "设置"]
    assert any("group-quota" in formula for formula in kinds)
    assert any("choice-then-allocation" in formula for formula in kinds)


def test_a_line_break_in_a_cell_is_a_blank_and_said(sound: Good, tmp_path: Path) -> None:
    def broken(sheet: Worksheet) -> None:
        sheet["B2"] = "孙\r\n三"

    taken = changed(sound, tmp_path / "t.xlsx", "报名", broken)
    assert taken.faults == ()
    assert taken.scenario is not None
    assert taken.scenario.graduates["name"].tolist()[0] == "孙 三"
    assert [mend.after for mend in taken.mends if mend.place == "报名"] == ["孙 三"]


def test_the_lock_of_an_open_workbook_is_no_workbook(sound: Good, tmp_path: Path) -> None:
    (tmp_path / "~$县.xlsx").write_bytes(bytes(165))
    with pytest.raises(UsageError, match=re.escape("请选 县.xlsx / only the lock of an open workbook")):
        read(tmp_path / "~$县.xlsx")


def test_zeros_that_a_number_lost_are_named(sound: Good, tmp_path: Path) -> None:
    def numbers(sheet: Worksheet) -> None:
        for row in (2, 3, 4):
            sheet.cell(row, 1).value = row

    def texts(book: Workbook) -> None:
        numbers(book["报名"])
        for row in range(2, book["志愿"].max_row + 1):
            book["志愿"].cell(row, 1).value = "002"
            book["志愿"].cell(row, 2).value = row
        book["指定"].cell(2, 1).value = "2"

    (tmp_path / "t.xlsx").write_bytes(sound.edited(texts))
    mends = [fault.mend for fault in read(tmp_path / "t.xlsx").faults if fault.value == "002"]
    assert mends
    assert all(mend.startswith("是否应为“2”？前面的 0 不同") for mend in mends)
