"""`chuyan rotate` and `chuyan repair --from`: what is written, what is said, and how they say no."""

from __future__ import annotations

import json
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from command import chuyan
from years import year

from optimizer import rotate
from optimizer.exchange.folder import write_folder
from optimizer.exchange.published import read_timetable
from optimizer.scenario.model import Scenario

TOWNS = [
    {"graduate": f"{town}{at}", "township": town}
    for town, many in (("东镇", 3), ("西镇", 1), ("南镇", 2))
    for at in range(many)
]


def county(least: int = 2) -> Scenario:
    """Three townships, whose unit A needs `least` people in every month; 西镇 has one person."""
    units = [{"unit": "A", "minimum": least}, {"unit": "B"}, {"unit": "A", "township": "西镇", "minimum": 2}]
    if least < 2:
        units = units[:2]
    return year(TOWNS, units, months=2, rules=[{"kind": "headcount"}], goals=[{"kind": "wishes"}])


@pytest.mark.parametrize("workers", [1, 2])
def test_one_impossible_township_takes_no_plan_from_the_others(tmp_path: Path, workers: int) -> None:
    write_folder(county(), tmp_path / "given")
    out = tmp_path / "run"
    done = chuyan("rotate", tmp_path / "given", "--out", out, "--workers", workers)
    assert done.returncode == 4, done.stderr
    assert "西镇: 无可行方案 impossible" in done.stderr
    (row,) = [line for line in done.stdout.splitlines() if line.startswith("西镇 ")]
    assert row.endswith("无可行方案 impossible")
    assert "合计 2 个乡镇 total" in done.stdout
    assert json.loads((out / "conflict.json").read_text("utf-8"))["witnesses"][0].startswith("西镇: ")
    cells = read_timetable(out / "planned")
    apart = rotate(county(), townships=["东镇", "南镇"]).cells
    assert cells[["graduate", "month", "unit"]].to_numpy().tolist() == (
        apart[["graduate", "month", "unit"]].to_numpy().tolist()
    )
    sheet = openpyxl.load_workbook(out / "planned/workbook.xlsx")["乡镇比较"]
    assert [row[-1] for row in sheet.iter_rows(values_only=True) if row[0] == "西镇"] == [
        "无可行方案 impossible"
    ]
    told = [row[2].value for row in openpyxl.load_workbook(out / "workbook.xlsx")["冲突"].iter_rows()]
    assert told[-1] == "已排好，见 planned/workbook.xlsx"
    verified = chuyan("verify", out)
    assert verified.returncode == 0, verified.stdout
    assert "西镇 没有方案；其余结果在 planned/" in verified.stdout
    verified = chuyan("verify", out / "planned")
    assert verified.returncode == 0, verified.stdout
    assert "没有轮岗方案的乡镇 / townships without a plan: 西镇" in verified.stdout


def test_a_repair_keeps_the_townships_that_are_possible(tmp_path: Path) -> None:
    """西镇 has become impossible; in 东镇 somebody leaves."""
    write_folder(county(), tmp_path / "given")
    write_folder(county(1), tmp_path / "before")
    assert chuyan("rotate", tmp_path / "before", "--out", tmp_path / "run").returncode == 0
    done = chuyan(
        "repair", tmp_path / "given", tmp_path / "run", "--from", "2024-08", "--withdraw", "东镇0",
        "--out", tmp_path / "new",
    )  # fmt: skip
    assert done.returncode == 4, done.stderr
    changes = pd.read_csv(tmp_path / "new/planned/changes.csv", dtype="str", keep_default_na=False)
    assert ("东镇0", "left") in set(zip(changes["graduate"], changes["kind"], strict=True))
    assert "西镇0" not in set(changes["graduate"])
    assert (tmp_path / "new/planned/events.csv").is_file()


def test_check_says_what_is_planned_and_whether_it_can_be(tmp_path: Path) -> None:
    write_folder(county(1), tmp_path / "given")
    done = chuyan("check", tmp_path / "given", "--deep")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == [
        "没有错误 no faults: 6 人 people",
        "轮岗 rotation: 3 个乡镇 townships, 6 人 people, 2 个月 months 2024-07 – 2024-08, 2 个单位 units",
        "  规则 rules: headcount",
        "  目标 goals: wishes",
        "轮岗：每个乡镇都排得出 / rotation: every township has a plan that honours all rules",
    ]
    write_folder(county(), tmp_path / "short")
    no = chuyan("check", tmp_path / "short", "--deep", "--out", tmp_path / "no")
    assert no.returncode == 4
    assert "西镇: 2024-07、2024-08: 1 个单位 × 2 人" in no.stderr
    assert (tmp_path / "no/conflict.json").is_file()


def test_everything_wrong_with_a_repair_is_told_at_once_and_months_are_asked_for(tmp_path: Path) -> None:
    write_folder(county(1), tmp_path / "given")
    chosen = chuyan("rotate", tmp_path / "given", "--out", tmp_path / "run", "--township", "东镇，南镇")
    assert chosen.returncode == 0, chosen.stderr
    assert set(read_timetable(tmp_path / "run")["township"]) == {"东镇", "南镇"}
    asked = ("repair", tmp_path / "given", tmp_path / "run", "--out", tmp_path / "run")
    done = chuyan(
        *asked, "--from", "2031-01", "--announced", "p1", "--withdraw", "x1,x2", "--absent", "东镇1",
        "--close", "Z,B@东真",
    )  # fmt: skip
    assert done.returncode == 2
    assert [line.partition(" / ")[0] for line in done.stderr.splitlines()] == [
        "错误 error: --announced 用于安置；轮岗写 --announced-to 月份：到该月为止人人不动",
        "--absent 东镇1 应写成 编号=2024-10..2024-12",
        "2031-01 不在轮岗期 2024-07 – 2024-08 内",
        "没有编号 x1",
        "没有编号 x2",
        "没有单位 Z",
        "没有乡镇 东真",
        f"{tmp_path / 'run'} 已有结果；加 --force 覆盖",
    ]
    without = chuyan("repair", tmp_path / "given", tmp_path / "run", "--out", tmp_path / "new")
    assert without.returncode == 2
    (said,) = without.stderr.splitlines()
    assert "是轮岗结果：写上从哪个月起调整，如 --from 2024-10" in said


def test_the_whole_way_keeps_the_possible_townships_too(tmp_path: Path) -> None:
    write_folder(county(), tmp_path / "given")
    done = chuyan("run", tmp_path / "given", "--out", tmp_path / "run")
    assert done.returncode == 4, done.stderr
    assert set(read_timetable(tmp_path / "run/planned")["township"]) == {"东镇", "南镇"}


def test_a_repair_of_some_townships_leaves_the_others_alone(tmp_path: Path) -> None:
    write_folder(county(1), tmp_path / "given")
    chuyan("rotate", tmp_path / "given", "--township", "东镇", "--out", tmp_path / "run")
    asked = ("repair", tmp_path / "given", tmp_path / "run", "--from", "2024-08")
    done = chuyan(*asked, "--out", tmp_path / "new")
    assert done.returncode == 0, done.stderr
    assert "其余 2 个乡镇不在此次调整之列，不动 / 2 other townships are left alone: 南镇、西镇" in done.stderr
    assert "新到岗" not in done.stderr
    assert "西镇" not in (tmp_path / "new/timetable.csv").read_text("utf-8")
    other = chuyan(*asked, "--township", "西镇", "--out", tmp_path / "other")
    assert other.returncode == 0, other.stderr
    assert "东镇" not in (tmp_path / "other/timetable.csv").read_text("utf-8")
    wrong = chuyan(*asked, "--township", "北镇", "--withdraw", "zz", "--out", tmp_path / "no")
    assert (wrong.returncode, "没有乡镇 北镇" in wrong.stderr, "没有编号 zz" in wrong.stderr) == (
        2,
        True,
        True,
    )


def test_months_are_read_as_the_tables_read_them_and_reasons_are_kept(tmp_path: Path) -> None:
    write_folder(county(1), tmp_path / "given")
    chuyan("rotate", tmp_path / "given", "--township", "东镇", "--out", tmp_path / "run")
    asked = ("repair", tmp_path / "given", tmp_path / "run")
    done = chuyan(
        *asked, "--from", "2024年7月", "--announced-to", "２０２４-7", "--absent", "东镇0=2024/08",
        "--withdraw", "东镇1=考研", "--out", tmp_path / "new",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "left,东镇1,2024-08,,考研" in (tmp_path / "new/events.csv").read_text("utf-8")
    assert "离岗：考研 / has left: 考研" in done.stdout
    assert "absent,东镇0,2024-08,2024-08" in (tmp_path / "new/events.csv").read_text("utf-8")
    wrong = chuyan(
        *asked,
        "--from",
        "八月",
        "--announced-to",
        "2024-13",
        "--absent",
        "东镇0=下月",
        "--out",
        tmp_path / "no",
    )
    assert [line.partition(" / ")[0] for line in wrong.stderr.splitlines()] == [
        "错误 error: 八月、2024-13 不是月份，写成 2024-10",
        "东镇0 请假 下月 不是月份，写成 2024-10",
    ]
