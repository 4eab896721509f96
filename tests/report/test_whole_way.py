"""The whole way in one command: a workbook in, one workbook with every sheet out."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from command import chuyan

import optimizer
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.report.whole_way import whole_way
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import Settings

ROTATION = {"start": "2024-07", "months": 8}


def given(**settings: object) -> Scenario:
    made = optimizer.generate(graduates=10, villages=8, wishes=3, seed=5, name="试点")
    said = made.settings.model_dump(exclude_none=True) | {"rotation": {**ROTATION, **settings}}
    return replace(made, settings=Settings.model_validate(said))


def test_one_command_from_a_workbook_to_every_sheet(tmp_path: Path) -> None:
    """And again from the workbook that came out: the same placements to the byte."""
    write_workbook(given(), tmp_path / "县.xlsx")
    done = chuyan("run", tmp_path / "县.xlsx", "--out", tmp_path / "一", "--compare", "optimal")
    assert done.returncode == 0, done.stderr
    names = openpyxl.load_workbook(tmp_path / "一/workbook.xlsx", read_only=True).sheetnames
    wanted = [
        "说明",
        "安置结果",
        "村岗",
        "未落实",
        "公示",
        "分数线",
        "统计",
        "方案比较",
        "乡镇比较",
        "指定",
        "设置",
    ]
    assert [name for name in names if name in wanted] == wanted
    assert sum(name.startswith("轮岗 ") for name in names) > 1
    for part in ("placements.csv", "rotation/timetable.csv", "rotation/calendar", "comparison/paragraph.txt"):
        assert (tmp_path / "一" / part).exists()
    again = chuyan("run", tmp_path / "一/workbook.xlsx", "--out", tmp_path / "二")
    assert again.returncode == 0, again.stderr
    for part in ("placements.csv", "rotation/timetable.csv"):
        assert (tmp_path / "一" / part).read_bytes() == (tmp_path / "二" / part).read_bytes()


def test_a_scenario_without_posts_is_only_rotated(tmp_path: Path) -> None:
    year = optimizer.load(Path(optimizer.__file__).parent.parent / "scenarios/one-township")
    done = whole_way(year, tmp_path / "run")
    assert (done.outcome, done.comparison) == (None, None)
    assert (tmp_path / "run/timetable.csv").is_file()


def test_faults_and_refusals_end_as_in_every_other_command(tmp_path: Path) -> None:
    chuyan("template", tmp_path / "空.xlsx")
    faulty = chuyan("run", tmp_path / "空.xlsx", "--out", tmp_path / "run")
    assert faulty.returncode == 3
    assert (tmp_path / "空-已标注.xlsx").is_file()
    write_workbook(given(rules=[{"kind": "headcount", "minimum": 9}]), tmp_path / "难.xlsx")
    hard = chuyan("run", tmp_path / "难.xlsx", "--out", tmp_path / "难")
    assert hard.returncode == 4
    assert (tmp_path / "难/conflict.json").is_file()
    assert not (tmp_path / "难/placements.csv").exists()


def test_placements_stand_beside_a_rotation_that_is_impossible(tmp_path: Path) -> None:
    """The day's work is not lost for a township that asks for more people than it gets."""
    write_workbook(given(rules=[{"kind": "headcount", "minimum": 9}]), tmp_path / "难.xlsx")
    hard = chuyan("run", tmp_path / "难.xlsx", "--out", tmp_path / "难")
    assert "其余已排好" in hard.stdout
    assert (tmp_path / "难/planned/placements.csv").is_file()
    verified = chuyan("verify", tmp_path / "难/planned")
    assert verified.returncode == 0, verified.stdout
    again = chuyan("assign", tmp_path / "难.xlsx", "--out", tmp_path / "安置")
    assert again.returncode == 0
    for name in ("placements.csv", "certificate.json"):
        assert (tmp_path / "难/planned" / name).read_bytes() == (tmp_path / "安置" / name).read_bytes()


def test_placements_are_written_where_the_time_for_the_rotation_is_over(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def late(*given: object, **how: object) -> None:
        raise optimizer.LimitReached("时限内没有找到方案: 东镇")

    monkeypatch.setattr("optimizer.report.whole_way.rotate", late)
    told: list[str] = []
    done = whole_way(given(), tmp_path / "run", told=told.append)
    assert (done.timetable, done.limited) == (None, True)
    assert "时限内没有找到方案: 东镇" in told
    assert (tmp_path / "run/placements.csv").is_file()


def test_nothing_is_done_where_a_run_stands_already(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    (tmp_path / "run/notes.txt").write_text("mine")
    with pytest.raises(optimizer.UsageError):
        whole_way(given(), tmp_path / "run", told=pytest.fail)
