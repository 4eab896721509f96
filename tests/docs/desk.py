"""A planner's desk in the evening: the files that the docs name are there, made of one small scenario."""

from __future__ import annotations

import hashlib
import os
import runpy
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from itertools import count
from pathlib import Path

import pandas as pd
from typer.testing import CliRunner
from written import ROOT, blocks

import optimizer
from optimizer import Scenario, cli
from optimizer.errors import ChuyanError
from optimizer.exchange.folder import write_folder
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.scenario.settings import Settings

PREPARED = (
    "chuyan assign 报名表.xlsx --out 结果",
    "chuyan repair 报名表.xlsx 结果 --withdraw 20240004 --out 新结果",
    "chuyan rotate 报名表.xlsx --placements 结果 --out 轮岗",
    "chuyan publish 结果 --out 公示 --slips 核对条.xlsx",
    "chuyan commit 报名表.xlsx --out 承诺.json",
    "chuyan commit 报名表.xlsx --out commitment.json",
    "chuyan sweep sweep.toml --out 扫描",
)
STANDING_IN = {"scenarios/yangquan": "", "scenarios/yangquan-year": "西镇", "场景": ""}
"""Where the docs name a scenario of hundreds, or any, the small one stands; in which township its people serve."""


def small() -> Scenario:
    """Sixteen people for the fourteen posts of one township, with a rotation year."""
    made = optimizer.generate(graduates=16, villages=14, seed=3)
    posts = made.posts.assign(township="西镇", county="郊区", post=[f"PD{60 + at:03}" for at in range(14)])
    renamed = dict(zip(made.posts["post"], posts["post"], strict=True))
    wishes = made.wishes.assign(target=made.wishes["target"].map(renamed)).dropna(subset="target")
    wishes["rank"] = wishes.groupby("graduate").cumcount() + 1
    said = made.settings.model_dump(exclude_none=True)
    said["assignment"]["rules"] = [{"kind": "eligible-major"}, {"kind": "reserved-post"}]
    said["rotation"] = {"start": "2024-07", "months": 12}
    people = made.graduates.assign(county="")
    return replace(made, graduates=people, posts=posts, wishes=wishes, settings=Settings.model_validate(said))


def lay_out(desk: Path) -> Path:
    """Put everything on the desk that a command of the docs reads."""
    given = small()
    shutil.copytree(ROOT / "scenarios", desk / "scenarios")
    shutil.copy(ROOT / "optimizer/evidence/standalone.py", desk)
    for name, town in STANDING_IN.items():
        shutil.rmtree(desk / name, ignore_errors=True)
        write_folder(replace(given, graduates=given.graduates.assign(township=town)), desk / name)
    write_workbook(given, desk / "报名表.xlsx")
    (grid,) = (text for text in blocks(ROOT / "docs/analyst.md", "toml") if "[[grid]]" in text)
    (desk / "sweep.toml").write_text(grid.replace("lotteries = 20", "lotteries = 4"), "utf-8")
    for command in PREPARED:
        code, said = run(command, desk)
        assert code == 0, said
    shutil.copytree(desk / "结果", desk / "runs/yangquan")
    shutil.copytree(desk / "结果", desk / "RUN")
    return desk


def meant(command: str, desk: Path) -> str:
    """The command with what a reader has to put in: the number of somebody else each time, a digest, a code."""
    people = (f"2024{at:04}" for at in count(1))
    for word in ("编号", "ID"):
        while f" {word}" in command:
            command = command.replace(f" {word}", f" {next(people)}", 1)
    slips = pd.read_excel(desk / "核对条.xlsx", header=2, dtype=str, engine="calamine")
    codes = dict(zip(slips["编号"], slips["核对码"], strict=True))
    digest = hashlib.sha256((desk / "结果/manifest.json").read_bytes()).hexdigest()
    known = {"ABCD-EFGH-IJKL-MNOP-QRST": codes["20240001"], "公布的摘要": digest, " 岗位": " PD067"}
    for word, value in known.items():
        command = command.replace(word, value)
    return command


def cleared(command: str, desk: Path) -> None:
    """Take away what the command is to write, as the reader has not written it yet."""
    words = command.split()
    outs = [words[at + 1] for at, word in enumerate(words) if word in ("--out", "--slips")]
    for name in (*outs, *(words[2:3] if words[1] in ("template", "generate") else ())):
        path = desk / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def run(command: str, desk: Path) -> tuple[int, str]:
    """The exit code, and what was said, of a command given on the desk."""
    words = command.split()
    with there(desk, words):
        if words[0] == "python":
            return _script(desk / words[1])
        done = CliRunner().invoke(cli.app, words[1:])
    if isinstance(done.exception, ChuyanError):
        return done.exception.exit_code, str(done.exception)
    if done.exception is not None and not isinstance(done.exception, SystemExit):
        raise done.exception
    return done.exit_code, done.output


@contextmanager
def there(desk: Path, words: list[str]) -> Iterator[None]:
    """Stand at the desk, with the command line as it was given."""
    before, line = Path.cwd(), sys.argv
    os.chdir(desk)
    sys.argv = words[1:]
    try:
        yield
    finally:
        os.chdir(before)
        sys.argv = line


def _script(path: Path) -> tuple[int, str]:
    try:
        runpy.run_path(str(path), run_name="__main__")
    except SystemExit as ended:
        return int(ended.code or 0), ""
    return 0, ""
