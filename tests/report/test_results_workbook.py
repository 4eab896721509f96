"""The results workbook, read back: every sheet, neutral cells, masked lists, figures that add up."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet
from outcomes import small_outcome

from optimizer import Market, Outcome, assign, generate
from optimizer.exchange.load import read
from optimizer.report.results_workbook import write_results
from optimizer.report.statistics import by_area, by_rank
from optimizer.report.summary import lines

RESULTS = [
    "安置结果", "村岗", "组织指定", "未落实", "空岗", "理由", "选岗记录", "公示", "分数线", "统计", "分区统计",
]  # fmt: skip
INPUTS = ["报名", "岗位", "志愿", "指定", "设置"]


@pytest.fixture(scope="module")
def sheets(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Worksheet]:
    path = tmp_path_factory.mktemp("book") / "workbook.xlsx"
    write_results(small_outcome(), path)
    return {sheet.title: sheet for sheet in openpyxl.load_workbook(path)}


def rows(sheet: Worksheet) -> list[dict[str, object]]:
    table = list(sheet.iter_rows(min_row=3, values_only=True))
    return [dict(zip(table[0], row, strict=True)) for row in table[1:]]


def test_the_sheets_and_how_they_print(sheets: dict[str, Worksheet]) -> None:
    assert list(sheets) == ["说明", *RESULTS, *INPUTS]
    for name, sheet in sheets.items():
        header = {"说明": 0} | dict.fromkeys(RESULTS, 3)
        assert sheet.freeze_panes == (f"A{header.get(name, 1) + 1}" if name != "说明" else None)
        assert sheet.print_title_rows == (
            f"${header.get(name, 1)}:${header.get(name, 1)}" if name != "说明" else None
        )
        wanted = "" if name in INPUTS else f"'{name}'!$A$1:$"  # what is filled in grows, and prints whole
        assert sheet.print_area.startswith(wanted)
        assert bool(sheet.print_area) == bool(wanted)
        assert (sheet.page_setup.paperSize, sheet.page_setup.fitToHeight) == (9, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage
        assert "&P" in sheet.oddFooter.right.text


def test_no_cell_is_or_starts_a_formula(sheets: dict[str, Worksheet]) -> None:
    """What people read is neutral; the scenario behind it keeps its texts, as texts, to be read again."""
    everything = [cell for sheet in sheets.values() for row in sheet.iter_rows() for cell in row]
    assert all(cell.data_type != "f" for cell in everything)
    cells = [cell for name in ("说明", *RESULTS) for row in sheets[name].iter_rows() for cell in row]
    texts = [cell.value for cell in cells if isinstance(cell.value, str)]
    assert not [text for text in texts if text.startswith(("=", "+", "-", "@", "\t"))]
    assert "'=1+1" in texts


def test_everybody_stands_where_they_belong(sheets: dict[str, Worksheet]) -> None:
    results = rows(sheets["安置结果"])
    assert [row["岗位编号"] for row in results] == ["p1", "p2", None, "p3", None, "p4"]
    assert [row["志愿序"] for row in results] == [1, 2, None, 1, None, "志愿外"]
    assert [row["编号"] for row in rows(sheets["未落实"])] == ["g3", "g5"]
    assert [(row["岗位编号"], row["空额"]) for row in rows(sheets["空岗"])] == [("p4", 2), ("p5", 1)]
    posts = [(row["岗位编号"], row["编号"], row["录取成绩"]) for row in rows(sheets["村岗"])]
    assert posts == [
        ("p1", "g1", 100), ("p2", "g2", 99), ("p3", "g4", 97), ("p4", "g6", 95), ("p4", None, None),
        ("p5", None, None),
    ]  # fmt: skip
    assert [row["结果"] for row in rows(sheets["选岗记录"])] == ["选定", "选定", "未选到"]


def test_the_cover_leads_to_every_result(sheets: dict[str, Worksheet]) -> None:
    links = {
        row[0].value: row[0].hyperlink.location for row in sheets["说明"].iter_rows() if row[0].hyperlink
    }
    assert links == {name: f"'{name}'!A1" for name in RESULTS}
    told = [row[0] for row in sheets["说明"].iter_rows(values_only=True)]
    assert {"结果 Result", "怎样决定 How it was decided", "证明 proved", "抽签种子 seed"} <= set(told)


def test_cut_offs_are_the_lowest_scores_with_how_many_wanted_each_post(sheets: dict[str, Worksheet]) -> None:
    found = [
        (row["岗位编号"], row["到岗"], row["分数线"], row["末位方式"], row["第一志愿人数"], row["填报人数"])
        for row in rows(sheets["分数线"])
    ]
    assert found == [
        ("p1", 1, 100, "个人选岗", 3, 3), ("p2", 1, 99, "个人选岗", 0, 1), ("p3", 1, 97, "组织分配", 1, 1),
        ("p4", 1, 95, "组织指定", 0, 0), ("p5", 0, None, None, 0, 0),
    ]  # fmt: skip


def test_charts_stand_where_the_figures_are(sheets: dict[str, Worksheet]) -> None:
    assert {name: len(sheet._charts) for name, sheet in sheets.items() if sheet._charts} == {
        "统计": 1,
        "分区统计": 1,
    }


def test_the_workbook_is_read_as_its_scenario(tmp_path: Path) -> None:
    """So a planner adds a pin to the result's own sheet and runs that file again."""
    given = generate(graduates=9, villages=8, wishes=3, seed=4)
    write_results(assign(given), tmp_path / "workbook.xlsx")
    taken = read(tmp_path / "workbook.xlsx")
    assert (taken.mends, taken.faults) == ((), ())
    assert taken.scenario is not None
    assert taken.scenario.digest() == given.digest()


def test_the_published_list_shows_no_identity(sheets: dict[str, Worksheet]) -> None:
    published = rows(sheets["公示"])
    assert sorted(row["编号"] for row in published) == ["*1", "*2", "*4", "*6"]
    assert [row["县区"] for row in published] == ["乙县", "甲县", "甲县", "甲县"]  # by place, never by number
    assert "张*三" in {row["姓名"] for row in published}
    assert {row["综合成绩"] for row in published} == {None}
    shown = str(published)
    assert "张小三" not in shown
    assert "g2" not in shown


def test_the_figures_add_up() -> None:
    outcome = small_outcome()
    found = outcome.summary
    assert sum(by_rank(outcome).values()) + found["unlisted"] + found["unplaced"] == found["graduates"]
    for keys in (["county"], ["county", "township"]):
        table = by_area(outcome, keys)
        assert table["posts"].sum() == found["posts"]
        assert table["seats"].sum() == found["seats"]
        assert table["placed"].sum() == found["placed"]
        assert table["empty"].sum() == found["seats"] - found["placed"]
        assert table["by_choice"].sum() == found["by_choice"]
        assert table["first"].sum() == found["first_choice"]
        assert table["unlisted"].sum() == found["unlisted"]


def test_the_summary_says_why_people_have_no_post() -> None:
    said = "\n".join(lines(small_outcome()))
    assert "未落实 unplaced: 2" in said
    assert "不服从分配，又未填志愿" in said


def bare() -> Outcome:
    """An outcome without tables, and one where nobody is placed."""
    import numpy as np

    none = np.zeros(0, np.int64)
    return assign(Market.from_arrays(np.zeros(3, np.int64), none, none, np.zeros(2, np.int64)))


def test_nobody_placed_is_no_fault(tmp_path: Path) -> None:
    outcome = bare()
    write_results(outcome, tmp_path / "workbook.xlsx")
    assert by_rank(outcome) == {}
    assert by_area(outcome, ["county"])["placed"].sum() == 0
