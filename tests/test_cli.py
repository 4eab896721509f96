"""The command line as a planner meets it: a process, its output, its exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from builders import scenario
from outcomes import small

import optimizer
from optimizer import cli
from optimizer.exchange.folder import write_folder

ROOT = Path(optimizer.__file__).parent.parent


def chuyan(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "optimizer", *map(str, arguments)],
        capture_output=True,
        encoding="utf-8",
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        check=False,
    )


@pytest.mark.parametrize(
    "command",
    ["open", "template", "generate", "check", "run", "assign", "repair", "price", "compare", "honesty"],
)
def test_help_has_an_example(command: str) -> None:
    done = chuyan(command, "--help")
    assert done.returncode == 0
    assert f"chuyan {command} " in done.stdout.partition("example")[2]


def test_a_day_from_a_folder_to_a_run(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    done = chuyan("assign", tmp_path / "given", "--out", tmp_path / "run", LANG="C", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr.count("\n")) == (0, 2)
    for words in ("最多 most-placed: 4 (界 bound 4)", "total-rank", "certified"):
        assert words in done.stderr
    for words in ("已安置 placed: 4", "第一志愿 first choice: 2", "未落实 unplaced: 2", "workbook.xlsx"):
        assert words in done.stdout
    assert (tmp_path / "run/workbook.xlsx").is_file()
    again = chuyan("assign", tmp_path / "given", "--out", tmp_path / "run")
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert chuyan("assign", tmp_path / "given", "--out", tmp_path / "run", "--force").returncode == 0


def test_template_generate_check_convert_assign(tmp_path: Path) -> None:
    assert chuyan("template", tmp_path / "待填.xlsx").returncode == 0
    made = chuyan(
        "generate", tmp_path / "a.xlsx", "--graduates", 12, "--villages", 10, "--wishes", 3, "--seed", 5
    )
    assert made.returncode == 0, made.stderr
    checked = chuyan("check", tmp_path / "a.xlsx", "--convert", tmp_path / "b")
    assert checked.returncode == 0, checked.stderr
    for given, out in (("a.xlsx", "one"), ("b", "two")):
        assert chuyan("assign", tmp_path / given, "--out", tmp_path / out).returncode == 0
    one, two = ((tmp_path / out / "placements.csv").read_bytes() for out in ("one", "two"))
    assert one == two


def test_check_marks_the_faults_in_a_copy_beside_the_workbook(tmp_path: Path) -> None:
    assert chuyan("template", tmp_path / "县.xlsx").returncode == 0
    before = (tmp_path / "县.xlsx").read_bytes()
    done = chuyan("check", tmp_path / "县.xlsx")
    assert (done.returncode, done.stdout) == (3, f"已标注 marked: {tmp_path / '县-已标注.xlsx'}\n")
    assert (tmp_path / "县.xlsx").read_bytes() == before
    assert openpyxl.load_workbook(tmp_path / "县-已标注.xlsx").sheetnames[0] == "错误清单"
    refused = chuyan("check", tmp_path / "县.xlsx", "--marked", tmp_path / "县.xlsx", "--force")
    assert (refused.returncode, "原文件" in refused.stderr) == (2, True)
    elsewhere = chuyan("check", tmp_path / "县.xlsx", "--marked", tmp_path / "子/错.xlsx")
    assert (elsewhere.returncode, (tmp_path / "子/错.xlsx").is_file()) == (3, True)


@pytest.mark.parametrize(
    "arguments",
    [
        ("assing",),
        ("assign", "nowhere", "--out", "run"),
        ("assign", "given"),
        ("assign", "given", "--out", "run", "--engine", "magic"),
        ("assign", "given", "--out", "run", "--workers", "0"),
        ("template", "form.doc"),
    ],
)
def test_wrong_use_is_exit_code_2(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    write_folder(small(), tmp_path / "given")
    monkeypatch.chdir(tmp_path)
    done = chuyan(*arguments)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert done.stderr
    assert not (tmp_path / "run").exists()


def test_faults_are_exit_code_3_and_all_told(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    wishes = tmp_path / "given/wishes.csv"
    wishes.write_text(wishes.read_text("utf-8") + "g9,1,p1\ng1,x,p2\n", "utf-8")
    for command in (("check", tmp_path / "given"), ("assign", tmp_path / "given", "--out", tmp_path / "run")):
        done = chuyan(*command)
        assert done.returncode == 3
        assert "g9" in done.stderr
        assert "“x”" in done.stderr
        assert "Traceback" not in done.stderr
    assert not (tmp_path / "run").exists()


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


def test_compare_runs_scenarios_and_mechanisms(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    assert chuyan("assign", tmp_path / "given", "--out", tmp_path / "run").returncode == 0
    out = tmp_path / "compared"
    done = chuyan(
        "compare", tmp_path / "run", tmp_path / "given", "--out", out, LANG="C", PYTHONIOENCODING="ascii"
    )
    assert (done.returncode, done.stderr) == (0, "安置 assign: given\n")
    assert "“run”、“given”给每个人的岗位都相同。" in done.stdout
    assert '"run" and "given" give everybody the same post.' in done.stdout
    assert len(list((out / "charts").glob("*.png"))) >= 3
    again = chuyan("compare", tmp_path / "run", tmp_path / "given", "--out", out)
    assert again.returncode == 2
    assert "--force" in again.stderr
    ways = ("--mechanism", "optimal", "--mechanism", "choice-then-allocation share = 1.0")
    done = chuyan("compare", tmp_path / "given", *ways, "--lotteries", "2", "--out", out, "--force")
    assert done.returncode == 0
    assert "A = optimal" in done.stdout
    assert "2 other lotteries" in done.stdout
    assert "抽签区间" in openpyxl.load_workbook(out / "comparison.xlsx").sheetnames


def test_compare_refuses_what_it_cannot_compare(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    for arguments, code, words in (
        ([tmp_path / "given"], 2, "at least two"),
        ([tmp_path / "given", "--mechanism", "optimum"], 3, "optimal"),
        ([tmp_path / "given", tmp_path / "nowhere"], 2, "no such folder"),
        ([tmp_path / "given", tmp_path / "given", "--mechanism", "all"], 2, "exactly one scenario"),
    ):
        done = chuyan("compare", *arguments)
        assert done.returncode == code
        assert words in done.stderr
        assert "Traceback" not in done.stderr


def test_honesty_writes_an_example_that_can_be_replayed(tmp_path: Path) -> None:
    wishes = [("甲", 1, "X"), ("甲", 2, "Y"), ("乙", 1, "X"), ("乙", 3, "Y"), ("丙", 1, "Z")]
    given = scenario([{"graduate": name} for name in "甲乙丙"], [{"post": post} for post in "XYZ"], wishes)
    write_folder(given, tmp_path / "given")
    asked = (
        "honesty",
        tmp_path / "given",
        "--mechanism",
        "optimal",
        "--exact",
        "--out",
        tmp_path / "example",
    )
    done = chuyan(*asked)
    assert done.returncode == 0
    assert "全部 3 人试遍所有志愿表" in done.stdout
    assert "1 could have gained" in done.stdout
    assert chuyan("assign", tmp_path / "example", "--out", tmp_path / "run").returncode == 0
    assert "甲,X,1," in (tmp_path / "run/placements.csv").read_text("utf-8")
    two = chuyan("honesty", tmp_path / "given", "--mechanism", "all", "--out", tmp_path / "other")
    assert two.returncode == 2


def test_repair_and_price(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    assert chuyan("assign", tmp_path / "given", "--out", tmp_path / "run").returncode == 0
    placed = optimizer.assign(small()).placements
    gone = placed.loc[placed["post"] != "", "graduate"].iloc[0]
    done = chuyan("repair", tmp_path / "given", tmp_path / "run", "--withdraw", gone, "--out", tmp_path / "b")
    assert done.returncode == 0, done.stderr
    assert f"离开 {gone}" in done.stdout
    assert "变动最少 least-change: 0" in done.stderr
    assert gone in (tmp_path / "b/changes.csv").read_text("utf-8")
    assert openpyxl.load_workbook(tmp_path / "b/workbook.xlsx").sheetnames[:2] == ["说明", "变动"]
    again = chuyan("repair", tmp_path / "given", tmp_path / "b", "--out", tmp_path / "b2")
    assert f"此前离开 {gone}" in again.stdout
    assert "变动 0 人" in again.stdout
    back = chuyan("repair", tmp_path / "given", tmp_path / "b2", "--return", gone, "--out", tmp_path / "b3")
    assert "此前离开" not in back.stdout
    never = chuyan("repair", tmp_path / "given", tmp_path / "b2", "--return", "zz", "--out", tmp_path / "b4")
    assert (never.returncode, "zz 此前没有离开" in never.stderr) == (2, True)
    wrong = chuyan(
        "repair", tmp_path / "given", tmp_path / "run", "--withdraw", "zz", "--out", tmp_path / "c"
    )
    assert (wrong.returncode, "没有编号 zz" in wrong.stderr) == (2, True)
    none = chuyan("repair", tmp_path / "given", tmp_path, "--out", tmp_path / "c")
    assert (none.returncode, "placements.csv" in none.stderr) == (2, True)
    stricter = {"kind": "group-quota", "per": "all", "minimum": 99}
    ruled = small().settings.assignment.model_copy(update={"rules": [stricter]})
    write_folder(
        replace(small(), settings=small().settings.model_copy(update={"assignment": ruled})),
        tmp_path / "strict",
    )
    no = chuyan("repair", tmp_path / "strict", tmp_path / "run", "--out", tmp_path / "no")
    assert no.returncode == 4
    assert json.loads((tmp_path / "no/conflict.json").read_text("utf-8"))["relaxations"]
    cost = chuyan("price", tmp_path / "given", "--out", tmp_path / "代价.xlsx")
    assert cost.returncode == 0, cost.stderr
    assert openpyxl.load_workbook(tmp_path / "代价.xlsx").sheetnames == ["规则代价"]
    lost = chuyan("price", tmp_path / "strict", "--out", tmp_path / "无.xlsx")
    assert (lost.returncode, "chuyan check --deep" in lost.stderr) == (4, True)


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


def test_a_repair_takes_several_ids_and_tells_the_reserve_in_one_line(tmp_path: Path) -> None:
    where = ROOT / "scenarios/withdrawal"
    people = pd.read_csv(where / "published/placements.csv", dtype="str", keep_default_na=False)
    one, other = people.loc[people["post"] != "", "graduate"].tolist()[-2:]
    done = chuyan(
        "repair", where, where / "published", "--withdraw", f"{one}、{other}", "--out", tmp_path / "run"
    )
    assert done.returncode == 0, done.stderr
    assert f"离开 {one}" in done.stdout
    assert f"离开 {other}" in done.stdout
    assert done.stderr.count("reserve-order") == 1
    assert "按次序递补 reserve-order: 逐人递补 / one person after the other" in done.stderr


def test_a_repair_of_a_workbook_asks_for_the_run_folder(tmp_path: Path) -> None:
    book = tmp_path / "workbook.xlsx"
    book.write_bytes(b"PK\xff\xfe")
    done = chuyan("repair", ROOT / "scenarios/withdrawal", book, "--out", tmp_path / "run")
    assert done.returncode == 2
    assert "是工作簿：请给出结果文件夹，或其中的 placements.csv" in done.stderr
    assert "codec" not in done.stderr
