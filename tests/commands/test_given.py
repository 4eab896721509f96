"""Forms, checks and wrong use at the command line."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
from command import chuyan
from outcomes import small

from optimizer.exchange.folder import write_folder


@pytest.mark.parametrize(
    "command",
    ["open", "template", "generate", "check", "run", "assign", "repair", "price", "compare", "honesty"],
)
def test_help_has_an_example(command: str) -> None:
    done = chuyan(command, "--help")
    assert done.returncode == 0
    assert f"chuyan {command} " in done.stdout.partition("example")[2]


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
