"""`chuyan compare` and `chuyan honesty`."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from builders import scenario
from command import chuyan
from outcomes import small

from optimizer.exchange.folder import write_folder


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
