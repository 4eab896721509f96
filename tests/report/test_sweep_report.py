"""What a sweep shows: the workbook read back, titles that follow the numbers, lines for a terminal."""

from __future__ import annotations

import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from grids import METRICS, county, request, whole

import optimizer
from optimizer.report.chart_style import png
from optimizer.report.sweep_charts import by_dial, sweep_charts
from optimizer.report.sweep_lines import progress, sweep_lines
from optimizer.report.sweep_workbook import write_sweep_workbook
from optimizer.sweeping.paragraph import paragraph
from optimizer.sweeping.read import read_sweep
from optimizer.sweeping.request import Request, requested
from optimizer.sweeping.sweep import Sweep, gathered
from optimizer.sweeping.tables import settings_table

ROOT = Path(__file__).parents[2]


def share_only() -> Request:
    return requested(county(), {"grid": [{"share": [0.0, 0.5, 1.0], "lottery": [1, 2]}], "metrics": METRICS})


def made_up(standing: list[float], envy: list[float]) -> Sweep:
    """A sweep of three shares and two lotteries with these figures."""
    asked = share_only()
    rows = pd.DataFrame(
        [
            {"row": run.row, "key": run.key, "status": "proved", "why": "", **run.dials, "placed": 60.0,
             "mean-standing": x, "justified-envy": y, "placements": "p", "scenario": "s", "settings": "{}"}
            for run, x, y in zip(asked.runs, standing, envy, strict=True)
        ]
    )  # fmt: skip
    return gathered(asked, rows)


def titles(sweep: Sweep) -> dict[str, str]:
    return {name: str(chart.title.text) for name, chart in sweep_charts(sweep).items()}


def test_titles_say_what_there_is_to_weigh() -> None:
    found = made_up([3.0, 3.5, 4.0, 4.5, 5.0, 6.0], [9, 9, 4, 6, 1, 1])
    assert titles(found) == {
        "frontier": "“人均所得”与“有理由的不平”不能两全：3 种设置各有所长",
        "mean-standing-by-share": "选岗比例越大，人均所得越差（3.25 → 5.50）",
        "justified-envy-by-share": "选岗比例越大，有理由的不平越好（9.00 → 1.00）",
    }


def test_titles_say_where_one_is_best_in_both_and_where_there_is_no_trend() -> None:
    found = made_up([3.0, 3.0, 5.0, 5.0, 4.0, 4.0], [2, 2, 2, 2, 2, 2])
    assert titles(found) == {
        "frontier": "“人均所得”与“有理由的不平”，“选岗比例 0”两项都最好",
        "mean-standing-by-share": "选岗比例变大，人均所得时好时差（3.00 → 4.00）",
        "justified-envy-by-share": "选岗比例怎样变，有理由的不平都不变",
    }


def test_the_paragraph_claims_no_more_than_the_figures() -> None:
    same = made_up([3.0] * 6, [2] * 6)
    assert "人均所得在各设置下平均相同" in same.chinese
    assert "“选岗比例 0”、“选岗比例 0.5”、“选岗比例 1”都最好" in same.chinese
    mixed = made_up([3.0, 3.5, 4.0, 4.5, 5.0, 6.0], [9, 9, 4, 6, 1, 1])
    assert "人均所得：“选岗比例 0”最好（平均 3.25，各种子 3.00–3.50）" in mixed.chinese
    assert 'Justified envy: best under "share = 1" (1.00 under all seeds)' in mixed.english
    assert "不能两全" in mixed.chinese
    assert "cannot both be had: 3 settings" in mixed.english


def test_a_setting_without_a_plan_in_every_run_is_left_out_and_said_so() -> None:
    found = made_up([3.0, 3.5, 4.0, 4.5, 5.0, 6.0], [9, 9, 4, 6, 1, 1])
    table = found.table.copy()
    table.loc[0, ["status", "placements"]] = ["impossible", ""]
    table.loc[0, ["mean-standing", "justified-envy"]] = float("nan")
    settings = settings_table(found.request, table)
    assert settings["failed"].tolist() == [1, 0, 0]
    assert not settings["frontier"][0]
    chinese, english = paragraph(found.request, table, settings, found.intervals)
    assert "人均所得：“选岗比例 0.5”最好" in chinese
    assert "1 setting had no plan in every run and is not compared" in english


def test_no_frontier_where_its_metrics_are_not_asked_for() -> None:
    found = optimizer.sweep(county(), {"share": [0.0, 1.0]}, metrics=["placed"])
    assert sweep_charts(found) == {}
    assert not found.table["frontier"].any()
    assert "不能两全" not in found.chinese


def test_a_line_per_mechanism_where_a_dial_is_turned_under_several() -> None:
    grid = {"mechanism": ["optimal", "deferred-acceptance"], "list_length": [2, 4, 6]}
    chart = by_dial(optimizer.sweep(county(), grid, metrics=METRICS), "list_length", "mean-standing")
    assert png(chart).startswith(b"\x89PNG")
    legend = chart.to_dict()["layer"][0]["encoding"]["color"]["scale"]["domain"]
    assert sorted(legend) == sorted(["全局最优", "延迟接受"])


def test_the_workbook_read_back(tmp_path: Path) -> None:
    path = tmp_path / "sweep.xlsx"
    write_sweep_workbook(whole(), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["说明", "设置比较", "全部指标", "区间", "每次运行"]
    assert whole().chinese in [cell.value for (cell,) in book["说明"].iter_rows(max_col=1)]
    table = rows_of(book["设置比较"])
    assert len(table) == len(whole().settings)
    assert [row["前沿"] == "★" for row in table] == whole().settings["frontier"].tolist()
    assert [row["方式"] for row in table[-4:]] == ["最受认可", "最受认可", "延迟接受", "延迟接受"]
    runs = rows_of(book["每次运行"])
    assert [row["键 key"] for row in runs] == whole().table["key"].tolist()
    seeds = [int(row["抽签种子"]) for row in runs if row["抽签种子"]]
    assert seeds == whole().table["lottery"].dropna().tolist()
    assert len(rows_of(book["区间"])) == len(whole().intervals)


def test_what_no_sheet_can_hold_is_told_and_left_to_the_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.report.sweep_workbook._MOST_ROWS", 22)
    monkeypatch.setattr("optimizer.report.sweep_workbook._MOST_COLUMNS", 6)
    path = tmp_path / "sweep.xlsx"
    write_sweep_workbook(whole(), path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["说明", "设置比较", "区间"]
    said = [str(cell.value) for (cell,) in book["说明"].iter_rows(max_col=1)]
    assert any("settings.csv" in line for line in said)
    assert any("24 行放不下，见 table.csv" in line for line in said)


def test_one_dial_gets_curves_with_a_chart(tmp_path: Path) -> None:
    path = tmp_path / "sweep.xlsx"
    write_sweep_workbook(made_up([3.0, 3.5, 4.0, 4.5, 5.0, 6.0], [9, 9, 4, 6, 1, 1]), path)
    book = openpyxl.load_workbook(path)
    assert [row["平均"] for row in rows_of(book["曲线1"])] == [3.25, 4.25, 5.5]
    assert len(book["曲线1"]._charts) == len(book["曲线2"]._charts) == 1


def rows_of(sheet: Any) -> list[dict[str, Any]]:
    """The table below the title and the note."""
    found = list(sheet.iter_rows(values_only=True))
    at = next(at for at, row in enumerate(found) if sum(cell is not None for cell in row) > 2)
    return [
        dict(zip(found[at], row, strict=True))
        for row in found[at + 1 :]
        if any(cell is not None for cell in row)
    ]


def test_lines_name_every_setting_and_mark_the_frontier() -> None:
    said = list(sweep_lines(whole()))
    assert sum(line.startswith("★") for line in said) == whole().settings["frontier"].sum()
    assert whole().chinese in said
    assert any("失败 failed 3" in line for line in said)


def test_progress_says_how_far_and_how_long() -> None:
    row = whole().table.iloc[3].drop(["setting", "frontier"]).to_dict()
    line = progress(4, 24, row, seconds=8.0, fresh=4)
    assert line.startswith("4/24")
    assert "about 40 s left" in line
    assert "已有 4 次" in progress(4, 24, None, 0.0, 0)


def test_the_pages_tell_sweeps_that_can_be_read(tmp_path: Path) -> None:
    page = (ROOT / "docs" / "analyst.md").read_text("utf-8").partition("## Sweeps")[2]
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.S)
    yangquan = optimizer.load(ROOT / "scenarios" / "yangquan")
    assert len(requested(yangquan, tomllib.loads(text)).runs) == 5 * 20 + 2 * 20
    assert len(read_sweep(ROOT / "scenarios" / "sweep.toml").runs) == 40


@pytest.mark.parametrize("name", ["table", "settings", "intervals"])
def test_tables_have_no_clock_and_no_surprise(name: str) -> None:
    frame = getattr(gathered(request(), whole().table.drop(columns=["setting", "frontier"])), name)
    pd.testing.assert_frame_equal(frame, getattr(replace(whole()), name))
