"""`chuyan explain` and `chuyan publish` as planners, graduates and supervisors meet them."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import openpyxl
import pytest
from outcomes import small_outcome
from typer.testing import CliRunner
from years import year

import optimizer
from optimizer import cli
from optimizer.exchange.manifest import digest
from optimizer.report.reason_sheet import write_reasons
from optimizer.report.rotation_run import write_rotation
from optimizer.report.run import write_run

SCENARIOS = Path(optimizer.__file__).parent.parent / "scenarios"
ASSIGNED = sorted(
    path.parent.name
    for path in SCENARIOS.glob("*/expected.toml")
    if "summary" in tomllib.loads(path.read_text("utf-8"))
)


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small") / "run"
    write_run(small_outcome(), folder)
    return folder


@dataclass(frozen=True)
class Done:
    returncode: int
    stdout: str
    stderr: str


def chuyan(*arguments: object) -> Done:
    """A command in this process: its output, or the error that `main` would print, with the exit code."""
    found = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
    if isinstance(found.exception, optimizer.ChuyanError):
        return Done(found.exception.exit_code, found.stdout, str(found.exception))
    if found.exception is not None and not isinstance(found.exception, SystemExit):
        raise found.exception
    return Done(found.exit_code, found.stdout, found.stderr)


def said(done: Done) -> str:
    assert done.returncode == 0, done.stderr
    return done.stdout


def test_help_has_examples() -> None:
    for command in ("explain", "publish"):
        done = chuyan(command, "--help")
        assert done.returncode == 0
        assert f"chuyan {command} " in done.stdout.partition("example")[2]


def test_a_person_a_post_and_both(run: Path) -> None:
    told = said(chuyan("explain", run, "--graduate", "g3"))
    assert told.startswith("g3 → 未落实 no post")
    assert "p1：名额已由他人先得" in told
    assert "g1" not in told  # others are masked
    assert "*1（第 1 位 no. 1）" in told  # their place is said, their score is not
    assert "g1（第 1 位，成绩 100 / no. 1, score 100）" in said(
        chuyan("explain", run, "--graduate", "g3", "--open")
    )
    assert "定向" in said(chuyan("explain", run, "--graduate", "g2", "--post", "p5"))
    assert said(chuyan("explain", run, "--post", "p5")).startswith("p5：名额 1 seats, 到岗 0 people")


def test_everybody_into_a_workbook(run: Path, tmp_path: Path) -> None:
    out = tmp_path / "理由.xlsx"
    assert str(out) in said(chuyan("explain", run, "--all", "--out", out))
    rows = list(openpyxl.load_workbook(out)["理由"].iter_rows(values_only=True))
    assert [row[1] for row in rows[3:]] == ["g1", "g2", "g3", "g4", "g5", "g6"]
    inside = openpyxl.load_workbook(run / "workbook.xlsx")["理由"]
    assert inside.auto_filter.ref is not None
    assert [row[1] for row in inside.iter_rows(min_row=4, values_only=True)] == [row[1] for row in rows[3:]]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--graduate", "g9"), "no such graduate"),
        (("--post", "P1"), "did you mean “p1”"),
        ((), "give --graduate, --post, or --all"),
        (("--all",), "give --graduate, --post, or --all"),
        (("--graduate", "g1", "--month", "2024-07"), "is no rotation"),
        (("--all", "--out", "a.csv"), "must end in .xlsx"),
    ],
)
def test_wrong_use_is_told(run: Path, arguments: tuple[str, ...], words: str) -> None:
    done = chuyan("explain", run, *arguments)
    assert done.returncode == 2
    assert words in done.stderr


def test_a_month_of_a_rotation(tmp_path: Path) -> None:
    write_rotation(optimizer.rotate(year(3, months=3, rules=[{"kind": "headcount"}])), tmp_path / "run")
    told = said(chuyan("explain", tmp_path / "run", "--graduate", "p1", "--month", "2024-08"))
    assert told.startswith("p1 2024-08 东镇 → ")
    assert "ask with --unit" in told
    assert chuyan("explain", tmp_path / "run", "--graduate", "p1").returncode == 2
    back = optimizer.read_rotation(tmp_path / "run")
    again = optimizer.rotate(year(3, months=3, rules=[{"kind": "headcount"}]))
    assert back.cells.equals(again.cells)
    assert back.stages == again.stages


def test_publish_and_check_the_own_row(run: Path, tmp_path: Path) -> None:
    bundle, slips, key = tmp_path / "公示", tmp_path / "条.xlsx", tmp_path / "key"
    done = chuyan("publish", run, "--out", bundle, "--slips", slips, "--key", key, "--names", "none")
    assert "组织部: 1" in said(done)
    rows = list(openpyxl.load_workbook(slips)["核对条"].iter_rows(min_row=4, values_only=True))
    who, _, code, post = rows[0][:4]
    told = said(chuyan("publish", bundle, "--check", code, "--graduate", who))
    assert f"{who} → {post}" in told
    assert f"{digest(bundle / 'manifest.json')}：应与公布的相同" in told
    wrong = chuyan("publish", bundle, "--check", code, "--graduate", "g2")
    assert (wrong.returncode, "no row of the list is yours" in wrong.stdout) == (6, True)
    honest = (bundle / "list.csv").read_text("utf-8")
    (bundle / "list.csv").write_text(honest.replace("镇", "乡", 1), "utf-8")
    forged = chuyan("publish", bundle, "--check", code, "--graduate", who)
    assert (forged.returncode, "as the manifest declares: list.csv" in forged.stdout) == (6, True)
    again = chuyan("publish", run, "--out", bundle, "--slips", slips, "--key", key, "--force")
    assert again.returncode == 0
    same = list(openpyxl.load_workbook(slips)["核对条"].iter_rows(min_row=4, values_only=True))
    assert same == rows
    for arguments, words in (
        (("--out", bundle), "give --out for the bundle and --slips"),
        (("--out", tmp_path / "b", "--slips", tmp_path / "b" / "s.xlsx"), "must not lie in the bundle"),
        (("--out", tmp_path / "b", "--slips", tmp_path / "s.xlsx", "--scores", "some"), "scores = some"),
        (("--out", tmp_path / "b", "--slips", tmp_path / "s.xlsx", "--columns", "gendr"), "“gender”"),
    ):
        done = chuyan("publish", run, *arguments)
        assert done.returncode == 2
        assert words in done.stderr


@pytest.mark.parametrize("name", ASSIGNED)
def test_every_scenario_of_the_corpus_can_be_explained(name: str) -> None:
    """People from the first to the last by priority, and everybody in one table."""
    outcome = optimizer.assign(optimizer.load(SCENARIOS / name))
    size = outcome.market.size
    for at in sorted({size // 3, size - 1}):
        told = optimizer.explain(outcome, outcome.market.graduates[at])
        better = told.rank is not None and told.rank > 1
        assert told.why
        assert bool(told.refused) >= better
    table = optimizer.explain_all(outcome)
    rank = table["rank"].to_numpy(float, na_value=np.nan)
    lost = (rank > 1) | (np.isnan(rank) & (np.diff(outcome.market.start) > 0))
    assert (table.loc[table["wish"] != "", "why_not"] != "").all()
    assert (table["wish"] != "").sum() <= lost.sum()


def test_a_sheet_that_was_not_searched_for_says_how_to_ask(tmp_path: Path) -> None:
    """Under sums a price takes a search each: the cell says so and is never blank."""
    outcome = optimizer.assign(optimizer.load(SCENARIOS / "quotas"))
    write_reasons(outcome, tmp_path / "理由.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "理由.xlsx")["理由"]
    rows = [row for row in sheet.iter_rows(values_only=True) if isinstance(row[0], int)]
    wishing = [row for row in rows if row[6]]
    assert len(wishing) > 100
    assert all("explain" in row[10] or "可得" in row[10] for row in wishing)
