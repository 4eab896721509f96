"""`chuyan assign` from a folder to a run, and how it says no."""

from __future__ import annotations

import json
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest
from builders import scenario
from command import ROOT, chuyan
from outcomes import small

import optimizer
from optimizer import cli
from optimizer.exchange.folder import write_folder


def test_a_day_from_a_folder_to_a_run(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    done = chuyan("assign", tmp_path / "given", "--out", tmp_path / "run", LANG="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr.count("\n")) == (0, 3)
    for words in ("最多 most-placed: 4 (界 bound 4)", "total-rank", "certified"):
        assert words in done.stderr
    for words in ("已安置 placed: 4", "第一志愿 first choice: 2", "未落实 unplaced: 2", "workbook.xlsx"):
        assert words in done.stdout
    assert (tmp_path / "run/workbook.xlsx").is_file()
    again = chuyan("assign", tmp_path / "given", "--out", tmp_path / "run")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert chuyan("assign", tmp_path / "given", "--out", tmp_path / "run", "--force").returncode == 0


def test_impossible_is_exit_code_4_with_the_conflict_and_the_ways_out(tmp_path: Path) -> None:
    given = scenario(
        [{"graduate": "g1"}], [{"post": "p1"}, {"post": "p2"}], rules=[{"kind": "fill-every-post"}]
    )
    write_folder(given, tmp_path / "given")
    for command in (("assign",), ("check", "--deep")):
        done = chuyan(*command, tmp_path / "given", "--out", tmp_path / command[0])
        assert done.returncode == 4
        assert "no plan can honour" in done.stderr
        assert "代价 cost 1: 放宽 let give way 岗位全部到人 fill-every-post" in done.stdout
        found = json.loads((tmp_path / command[0] / "conflict.json").read_text("utf-8"))
        assert found["status"] == "impossible"
        assert [member["row"] for member in found["conflict"]] == ["岗位 p1 还须 1 人", "岗位 p2 还须 1 人"]
        assert found["relaxations"][0]["cost"] == 1
        sheet = openpyxl.load_workbook(tmp_path / command[0] / "workbook.xlsx")["冲突"]
        told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
        assert "岗位 p1 还须 1 人" in told
        assert "出路 代价 1" in told
    fine = chuyan("check", "--deep", ROOT / "scenarios/first-look")
    assert fine.returncode == 0
    assert "all guarantees can be met" in fine.stdout


def test_a_limit_is_exit_code_5_and_the_plan_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    write_folder(small(), tmp_path / "given")
    found = replace(optimizer.assign(small()), status="limit")
    monkeypatch.setattr(optimizer, "assign", lambda given, **options: found, raising=False)
    monkeypatch.setattr(
        sys, "argv", ["chuyan", "assign", str(tmp_path / "given"), "--out", str(tmp_path / "run")]
    )
    with pytest.raises(SystemExit) as ended:
        cli.main()
    assert ended.value.code == 5
    assert '"status": "limit"' in (tmp_path / "run/metrics.json").read_text("utf-8")
    assert "a limit was hit" in capsys.readouterr().out


def test_a_folder_that_cannot_be_written_is_said_plainly(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    (tmp_path / "file").write_text("")
    done = chuyan("assign", tmp_path / "given", "--out", tmp_path / "file" / "run")
    assert done.returncode == 2
    assert "Traceback" not in done.stderr


def test_a_conflict_that_takes_too_long_is_left_open_and_what_is_known_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    import typer

    from optimizer.cli.app import refused
    from optimizer.errors import Impossible, LimitReached

    def late() -> None:
        raise LimitReached("not settled")

    given = scenario([{"graduate": "g1"}], [{"post": "p1"}])
    write_folder(given, tmp_path / "given")
    with pytest.raises(typer.Exit) as ended:
        refused(Impossible(["无人可去"], late), given, tmp_path / "given", tmp_path / "no", False)
    assert ended.value.exit_code == 4
    assert "未定 left open: not settled" in capsys.readouterr().err
    found = json.loads((tmp_path / "no/conflict.json").read_text("utf-8"))
    assert found == {"status": "impossible", "witnesses": ["无人可去"]}
