"""The workbooks of a rotation, read back: cells, colours, key, headcounts that add up, cards, notices, neutral text."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from timetables import written
from years import year

from optimizer import Scenario, Timetable
from optimizer.report.rotation_run import write_rotation
from optimizer.report.rotation_workbook import write_rotation_workbook
from optimizer.report.township_workbooks import write_township_workbooks
from optimizer.rotation.metrics import METRICS
from optimizer.rotation.metrics.tables import overall

UNITS = [
    {"unit": "综合办", "name": "党政综合办公室", "kind": "办", "minimum": 1},
    {"unit": "党群中心", "name": "党群服务中心", "kind": "中心", "minimum": 1, "maximum": 1},
    {"unit": "退役站", "name": "退役军人服务站", "kind": "站"},
]
LETTERS = {"Z": "综合办", "Q": "党群中心", "T": "退役站"}
PLAN = {"p1": "ZQT", "p2": "QTZ", "p3": "TZ-", "p4": "ZQQ", "q1": "ZTZ"}
PEOPLE = [
    {"graduate": "p1", "name": "=1+1"}, {"graduate": "p2", "name": "@李四"}, {"graduate": "p3", "name": "张小三"},
    {"graduate": "p4", "name": "王五"}, {"graduate": "q1", "name": "赵六", "township": "西/镇"},
]  # fmt: skip
TABLES = {
    "absences": [
        {"graduate": "p3", "first_month": "2024-09"},
        {"graduate": "p4", "first_month": "2024-09", "holds_seat": True},
    ],
    "cells": [{"graduate": "p1", "month": "2024-07", "unit": "综合办", "fixed": True}],
}
CHANGES = pd.DataFrame(
    [
        ("p1", "=1+1", "东镇", "2024-09", "党群中心", "退役站", "moved", "=若不动"),
        ("p3", "张小三", "东镇", "2024-09", "综合办", "", "left", "离岗 / has left"),
    ],
    columns=["graduate", "name", "township", "month", "before", "after", "kind", "why"],
)


def scenario() -> Scenario:
    rules = [{"kind": "headcount", "weight": 1}]
    return year(PEOPLE, UNITS, months=3, rules=rules, **TABLES)


def timetable(given: Scenario | None = None) -> Timetable:
    """Two townships; in 东镇 the year breaks the mild headcounts here and there."""
    lines = {who: [LETTERS.get(letter, "-") for letter in line] for who, line in PLAN.items()}
    return written(given or scenario(), lines)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("run")
    write_rotation_workbook(timetable(), path / "workbook.xlsx", CHANGES)
    write_township_workbooks(timetable(), path, CHANGES)
    return path


@pytest.fixture(scope="module")
def book(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / "workbook.xlsx")


@pytest.fixture(scope="module")
def town(folder: Path) -> Workbook:
    return openpyxl.load_workbook(folder / "townships/东镇.xlsx")


def table(sheet: Worksheet, header: int = 3) -> Iterator[dict[str, object]]:
    """The rows below the header, until the first that has no cell."""
    rows = list(sheet.iter_rows(min_row=header, values_only=True))
    for row in rows[1:]:
        if row[0] is None:
            return
        yield dict(zip(rows[0], row, strict=True))


def test_the_sheets_and_how_they_print(book: Workbook, town: Workbook) -> None:
    assert book.sheetnames[:6] == ["变动", "乡镇比较", "指标", "人员", "公示", "东镇"]
    assert len(book.sheetnames) == 7
    assert town.sheetnames == [
        "轮岗表", "次数", "变动", "通知 =1+1 p1", "通知 张小三 p3", "=1+1 p1", "@李四 p2", "张小三 p3", "王五 p4",
    ]  # fmt: skip
    for sheet in [*book, *town]:
        assert sheet.page_setup.paperSize == 9
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert sheet.freeze_panes
        assert sheet.print_title_rows
    for name in ("乡镇比较", "东镇"):
        assert book[name].page_setup.orientation == "landscape"
        assert book[name].auto_filter.ref
    assert book["东镇"].freeze_panes == "C4"


def test_every_cell_is_that_of_the_timetable(book: Workbook) -> None:
    cells = timetable().cells
    shown = {str(row["编号 id"]): row for row in table(book["东镇"])}
    for who, month, unit, state in cells.loc[
        cells["township"] == "东镇", ["graduate", "month", "unit", "state"]
    ].itertuples(index=False, name=None):
        wanted = {"absent": "—", "seat": f"({unit})"}.get(state, unit)
        assert shown[who][month] == wanted
    assert shown["p3"]["2024-09"] == "—"
    assert shown["p4"]["2024-09"] == "(党群中心)"


def colour(cell: openpyxl.cell.Cell) -> str:
    return str(
        cell.fill.bgColor.rgb if cell.fill.patternType not in (None, "solid") else cell.fill.fgColor.rgb
    )


def test_units_have_a_colour_each_that_the_key_repeats(book: Workbook) -> None:
    sheet = book["东镇"]
    key = {
        row[1].value: colour(row[1]) for row in sheet.iter_rows(min_row=8) if row[1].value in LETTERS.values()
    }
    assert list(key) == ["综合办", "退役站", "党群中心"]  # offices, stations, centres
    assert len(set(key.values())) == 3
    for row in sheet.iter_rows(min_row=4, max_row=7, min_col=3, max_col=5):
        for cell in row:
            if cell.value in key:
                assert colour(cell) == key[cell.value]
    assert sheet["C4"].font.bold  # fixed
    assert not sheet["D4"].font.bold
    assert any("图例" in str(cell.value) for cell in sheet["A"])


def test_changed_months_are_framed(book: Workbook, tmp_path: Path) -> None:
    assert book["东镇"]["E4"].border.left.style == "thick"
    assert book["东镇"]["E6"].border.left.style == "thick"  # p3 has left
    assert book["东镇"]["D4"].border.left.style == "thin"
    write_rotation_workbook(timetable(), tmp_path / "plain.xlsx")
    plain = openpyxl.load_workbook(tmp_path / "plain.xlsx")
    assert plain.sheetnames[0] == "乡镇比较"
    assert plain["东镇"]["E4"].border.left.style == "thin"


def test_headcounts_add_up_and_breaches_are_marked(book: Workbook) -> None:
    sheet = book["东镇"]
    rows = {str(row[1].value): row for row in sheet.iter_rows(min_row=9) if row[1].value in LETTERS.values()}
    counts = {unit: [cell.value for cell in row[2:5]] for unit, row in rows.items()}
    assert counts == {"综合办": [2, 1, 1], "退役站": [1, 1, 1], "党群中心": [1, 2, 0]}
    total = next(row for row in sheet.iter_rows(min_row=9) if str(row[0].value).startswith("在岗"))
    assert [cell.value for cell in total[2:5]] == [
        sum(line[month] for line in counts.values()) for month in range(3)
    ]
    away = next(row for row in sheet.iter_rows(min_row=9) if str(row[0].value).startswith("不在岗"))
    assert [cell.value for cell in away[2:5]] == [0, 0, 2]
    much, few = rows["党群中心"][3], rows["党群中心"][4]
    assert (much.number_format, few.number_format) == ('0"↑"', '0"+1↓"')
    assert much.font.bold
    assert rows["综合办"][2].number_format == "General"
    assert [cell.value for cell in rows["党群中心"][5:7]] == [1, 1]
    assert [cell.value for cell in rows["退役站"][5:7]] == [0, None]


def test_townships_are_compared_by_every_metric(book: Workbook) -> None:
    rows = {str(row["乡镇\ntownship"]): row for row in table(book["乡镇比较"])}
    assert list(rows) == ["东镇", "西/镇", "合计 2 个 total"]
    found = overall(timetable())
    for metric in METRICS:
        header = f"{metric.chinese}\n{metric.english}\n{metric.unit}"
        assert rows["合计 2 个 total"][header] == pytest.approx(found[metric.name])
    assert [row["人数\npeople"] for row in rows.values()] == [4, 1, 5]
    told = {row["指标\nin Chinese"]: row["结果\nvalue"] for row in table(book["指标"])}
    assert told == {metric.chinese: pytest.approx(found[metric.name]) for metric in METRICS}


def test_a_card_says_the_months_and_who_else_is_there(town: Workbook) -> None:
    card = town["张小三 p3"]
    assert "张小三" in str(card["A3"].value)
    rows = list(table(card, 4))
    assert [row["轮岗单位\nunit"] for row in rows[:2]] == ["退役军人服务站", "党政综合办公室"]
    assert str(rows[2]["轮岗单位\nunit"]).startswith("— 不在岗")
    assert "席位保留" in str(list(table(town["王五 p4"], 4))[2]["轮岗单位\nunit"])
    second = list(table(town["=1+1 p1"], 4))[1]
    assert second["同月同单位\nwho else is there"] == "王五"
    assert any("导师" in str(row[0].value) for row in card.iter_rows())


def test_a_notice_says_before_after_and_why(town: Workbook) -> None:
    notice = town["通知 =1+1 p1"]
    assert str(notice["A3"].value).startswith("'=1+1")
    (row,) = table(notice, 5)
    assert (row["月份 month"], row["原单位 before"], row["现单位 after"]) == (
        "2024-09", "党群服务中心", "退役军人服务站",
    )  # fmt: skip
    assert row["原因 why"] == "调整：=若不动"
    (changed, left) = table(town["变动"])
    assert (changed["变动\nchange"], changed["原因\nwhy"]) == ("调整", "'=若不动")
    assert (left["变动\nchange"], left["现单位\nafter"]) == ("离岗", "—")


def test_no_cell_is_or_starts_a_formula(folder: Path) -> None:
    for path in folder.rglob("*.xlsx"):
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    assert cell.data_type != "f"
                    assert not str(cell.value or "").startswith(("=", "+", "-", "@", "\t"))


def test_the_published_list_shows_no_identity(book: Workbook) -> None:
    rows = list(table(book["公示"]))
    assert rows[2]["姓名"] == "张*三"
    assert rows[2]["2024-08"] == "综合办"
    assert rows[3]["2024-09"] == "—"  # whether a seat is held is nobody's business
    shown = str(rows)
    assert "张小三" not in shown
    assert "p3" not in shown


def test_file_and_sheet_names_are_safe(folder: Path, book: Workbook) -> None:
    names = sorted(path.name for path in (folder / "townships").iterdir())
    assert len(names) == 2
    assert names[0] == "东镇.xlsx"
    assert names[1].startswith("西_镇-")
    assert book.sheetnames[6] == "西_镇"


def test_the_run_has_the_same_bytes_whatever_the_order_of_rows(tmp_path: Path) -> None:
    given = scenario()
    frames = {
        name: given.table(name).iloc[::-1].reset_index(drop=True)
        for name in ("graduates", "units", "absences", "cells")
    }
    other = Scenario.from_frames(**frames, settings=given.settings)  # type: ignore[arg-type]
    write_rotation(timetable(given), tmp_path / "one", changes=CHANGES)
    write_rotation(timetable(other), tmp_path / "other", changes=CHANGES)
    files = sorted(path.relative_to(tmp_path / "one") for path in (tmp_path / "one").rglob("*.*"))
    assert {path.suffix for path in files} == {".csv", ".html", ".json", ".toml", ".xlsx", ".ics", ".zip"}
    for path in files:
        assert (tmp_path / "one" / path).read_bytes() == (tmp_path / "other" / path).read_bytes(), path


def test_three_years_are_printed_on_pages_of_a_year_each(tmp_path: Path) -> None:
    """On one page they would be too small to read; ids and names stand on every page."""
    found = written(year(1, UNITS[:1], months=36), {"p1": ["综合办"] * 36})
    write_township_workbooks(found, tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "townships/东镇.xlsx")["轮岗表"]
    assert not sheet.sheet_properties.pageSetUpPr or not sheet.sheet_properties.pageSetUpPr.fitToPage
    assert [one.id for one in sheet.col_breaks.brk] == [15, 28]
    assert sheet.print_title_cols == "$A:$B"
    assert 60 <= sheet.page_setup.scale <= 100
    assert "A1:O1" in {str(one) for one in sheet.merged_cells.ranges}


def test_the_key_below_a_narrow_table_is_as_high_as_it_needs(tmp_path: Path) -> None:
    write_township_workbooks(written(year(1, UNITS[:1], months=1), {"p1": ["综合办"]}), tmp_path)
    sheet = openpyxl.load_workbook(tmp_path / "townships/东镇.xlsx")["轮岗表"]
    (row,) = [row[0] for row in sheet.iter_rows() if str(row[0].value).startswith("— 不在岗")]
    assert sheet.row_dimensions[row.row].height > 50
