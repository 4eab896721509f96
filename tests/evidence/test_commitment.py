"""The commitment: what sha256sum prints, the same for whoever loads the inputs, and refused where they differ."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from runs import SCENARIOS
from typer.testing import CliRunner

import optimizer
from optimizer.cli.app import app
from optimizer.evidence.commitment import commitment, kept
from optimizer.evidence.written import write_json
from optimizer.exchange.scenario_workbook import write_workbook


def chuyan(*words: str) -> int:
    return CliRunner().invoke(app, [*words]).exit_code


def test_published_before_the_day_and_checked_after_it(tmp_path: Path) -> None:
    scenario, promise, run = SCENARIOS / "first-look", tmp_path / "promise.json", tmp_path / "run"
    assert chuyan("commit", str(scenario), "--out", str(promise)) == 0
    told = json.loads(promise.read_text("utf-8"))
    assert told["seed"] == 8
    assert chuyan("assign", str(scenario), "--out", str(run), "--commitment", str(promise)) == 0
    assert json.loads((run / "commitment.json").read_text("utf-8")) == told
    found = optimizer.verify(run, commitment=promise)
    assert found["commitment"].verdict == "holds"
    if shutil.which("sha256sum"):
        done = subprocess.run(
            "sha256sum * | sha256sum",
            shell=True,
            cwd=run / "inputs",
            capture_output=True,
            text=True,
            check=True,
        )
        assert done.stdout.split()[0] == told["digest"]


def test_a_workbook_is_committed_to_the_same_number(tmp_path: Path) -> None:
    given = optimizer.load(SCENARIOS / "first-look")
    write_workbook(given, tmp_path / "book.xlsx")
    assert commitment(optimizer.load(tmp_path / "book.xlsx"))["digest"] == commitment(given)["digest"]


def test_another_seed_is_refused_before_anything_is_done(tmp_path: Path) -> None:
    given = optimizer.load(SCENARIOS / "first-look")
    write_json(commitment(given), tmp_path / "promise.json")
    seeded = given.settings.scenario.model_copy(update={"seed": 9})
    other = optimizer.Scenario.from_frames(
        given.graduates,
        given.posts,
        given.wishes,
        settings=given.settings.model_copy(update={"scenario": seeded}),
    )
    with pytest.raises(optimizer.UsageError, match=r"not the committed ones: scenario\.toml"):
        kept(other, tmp_path / "promise.json")


def test_a_commitment_that_contradicts_itself_is_none(tmp_path: Path) -> None:
    told = commitment(optimizer.load(SCENARIOS / "first-look")) | {"digest": "0" * 64}
    write_json(told, tmp_path / "promise.json")
    with pytest.raises(optimizer.UsageError, match="its digest is not that of its files"):
        kept(optimizer.load(SCENARIOS / "first-look"), tmp_path / "promise.json")


def test_the_published_digest_tells_a_whole_other_run(tmp_path: Path) -> None:
    from runs import first_look

    from optimizer.evidence.folder import sha256

    run = first_look(tmp_path / "run")
    digest = sha256(run / "manifest.json")
    assert optimizer.verify(run, digest=digest)["published"].verdict == "holds"
    assert optimizer.verify(run, digest="0" * 64)["published"].verdict == "fails"


def test_another_book_than_the_committed_one_is_refused_and_told(tmp_path: Path) -> None:
    scenario, promise, run = SCENARIOS / "first-look", tmp_path / "promise.json", tmp_path / "run"
    given = optimizer.load(scenario)
    write_json(commitment(given), promise)
    assert chuyan("assign", str(scenario), "--out", str(run), "--commitment", str(promise)) == 0
    write_json(commitment(given) | {"book": "0" * 64}, promise)
    with pytest.raises(optimizer.UsageError, match=r"book\.json"):
        kept(given, promise)
    assert optimizer.verify(run, commitment=promise)["commitment"].verdict == "fails"
