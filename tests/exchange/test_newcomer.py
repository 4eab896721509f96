"""Slips of a newcomer at which something was once lost, misread or answered with a traceback."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

import optimizer
from optimizer.exchange import settings_sheet
from optimizer.exchange.folder import write_folder
from optimizer.exchange.sheets import new_book
from optimizer.report.run import write_run

PEOPLE = "编号,综合成绩,姓名,党员,专业代码\nG1,90,甲,有,080901\nG2,80,乙,否,090101\n"
POSTS = "岗位编号,村,乡镇,县区,区划代码,定向\nP1,村,甲镇,A县,140321101001,{}\n"


def given(folder: Path, reserved: str = "", **files: str) -> Path:
    """A folder of two people and one post."""
    folder.mkdir()
    (folder / "scenario.toml").write_text('[[assignment.rules]]\nkind = "reserved-post"\n', "utf-8")
    texts = {
        "报名": PEOPLE,
        "岗位": POSTS.format(reserved),
        "志愿": "编号,志愿序,志愿\nG1,1,P1\nG2,1,P1\n",
        **files,
    }
    for name, text in texts.items():
        (folder / f"{name}.csv").write_text(text, "utf-8")
    return folder


def faults(folder: Path) -> str:
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(folder)
    return str(wrong.value)


@pytest.mark.parametrize(
    "text", ["党员=有", "党员=T", "党员=是且专业代码=08", "专业代码=0901、0809、08", "综合成绩=90"]
)
def test_a_reservation_means_what_it_says(text: str, tmp_path: Path) -> None:
    placed = optimizer.assign(optimizer.load(given(tmp_path / "s", text))).placements
    assert placed.set_index("graduate")["post"].to_dict() == {"G1": "P1", "G2": ""}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("党员=对", "不是“是”或“否”"),
        ("党员=", "没有值"),
        ("性别=女性", "不在选项"),
        ("综合成绩=高", "不是数字"),
    ],
)
def test_a_reservation_that_means_nothing_is_told(text: str, words: str, tmp_path: Path) -> None:
    assert words in faults(given(tmp_path / "s", text))


def test_nothing_in_a_folder_is_passed_over(tmp_path: Path) -> None:
    assert "是否应为“指定.csv”" in faults(
        given(tmp_path / "s", 指定表="编号,岗位编号,理由,批准人\nG2,P1,x,y\n")
    )
    stray = '编号,综合成绩,姓名\nG1,90,"甲\nG2,80,乙\nG3,70,丙\n'
    told = faults(given(tmp_path / "t", 报名=stray))
    assert "报名.csv · 第 2 行 row 2" in told
    assert "引号没有成对" in told


def test_rows_are_counted_from_the_top_of_the_file(tmp_path: Path) -> None:
    told = faults(given(tmp_path / "s", 报名="\n\n编号,综合成绩\nG1,高\n"))
    assert "报名.csv · 第 4 行 row 4" in told


@pytest.mark.parametrize("number", ["9" * 400, "99999999999999999999", "1e30"])
def test_absurd_numbers_are_faults(number: str, tmp_path: Path) -> None:
    assert "报名.csv · 第 2 行" in faults(
        given(tmp_path / "s", 报名=f"编号,综合成绩,抽签号\nG1,90,{number}\n")
    )


def test_an_id_that_a_spreadsheet_rounded_is_told() -> None:
    people = pd.DataFrame({"编号": [140321199901011234567.0], "综合成绩": [90.0]})
    posts = pd.DataFrame({"岗位编号": ["P1"]})
    with pytest.raises(optimizer.InputFaults, match="超过 15 位"):
        optimizer.Scenario.from_frames(people, posts)


def test_area_codes_and_chinese_names_survive_the_settings_sheet() -> None:
    said = {"assignment": {"rules": [{"kind": "area-capacity", "limits": {"140321101": 12}}]}}
    again, wrong = settings_sheet.from_rows(settings_sheet.to_rows(said), "设置")
    assert (again, wrong) == (said, [])
    bare, _ = settings_sheet.from_rows(
        [("assignment.rules.1.group", '{ 党员 = true, major = ["08"] }')], "设置"
    )
    assert bare["assignment"]["rules"] == [{"group": {"党员": True, "major": ["08"]}}]


def test_a_sheet_that_would_be_cut_is_refused(tmp_path: Path) -> None:
    with new_book(tmp_path / "t.xlsx") as book:
        page = book.add("表", [10])
        with pytest.raises(optimizer.UsageError, match="32767"):
            page.row(["字" * 40_000])
        page._next = 1_048_576
        with pytest.raises(optimizer.UsageError, match="1048576"):
            page.row(["x"])


def test_a_run_tells_the_settings_that_were_used(tmp_path: Path) -> None:
    given_ = optimizer.load(given(tmp_path / "s"))
    write_run(optimizer.assign(given_, settings={"mechanism": "optimal"}), tmp_path / "run")
    assert '"mechanism": "optimal"' in (tmp_path / "run/manifest.json").read_text("utf-8")
    write_folder(given_, tmp_path / "back")


def test_why_somebody_has_no_post_is_true(tmp_path: Path) -> None:
    folder = given(tmp_path / "s")
    limits = {"rules": [{"kind": "area-capacity", "limits": {"甲镇": 0}}]}
    told = optimizer.assign(optimizer.load(folder), settings=limits).placements["reason"]
    assert told.str.startswith("尚有规则允许的空岗，但受配额").all()


def test_a_bare_market_answers_plainly() -> None:
    import numpy as np

    start, wishes, capacity = np.array([0, 1, 2]), np.array([0, 0]), np.array([2])
    market = optimizer.Market.from_arrays(start, wishes, np.array([1, 1]), capacity)
    limited = {"rules": [{"kind": "group-quota", "per": "all", "maximum": 1}]}
    assert optimizer.assign(market, settings=limited).summary["placed"] == 1
    with pytest.raises(optimizer.InputFaults, match="没有成绩"):
        optimizer.assign(market, settings={"options": {"cutoff": 3.0}})


def test_picks_without_the_guard_are_named(tmp_path: Path) -> None:
    folder = given(tmp_path / "s")
    rules = [{"kind": "group-quota", "group": {"党员": True}, "areas": ["甲镇"], "maximum": 0}]
    settings = {"options": {"share": 0.5, "guard": False}, "rules": rules}
    with pytest.raises(optimizer.Impossible, match="guard = false"):
        optimizer.assign(optimizer.load(folder), settings=settings)


def test_a_table_that_is_not_used_is_told(tmp_path: Path) -> None:
    from optimizer.assignment.kinds import notices

    folder = given(tmp_path / "s", 岗位排序="岗位编号,编号,排序\nP1,G2,1\n")
    assert notices(optimizer.load(folder))[0].startswith("岗位排序 priorities 有 1 行")
