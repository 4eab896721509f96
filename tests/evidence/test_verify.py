"""Honest runs hold, whoever wrote them; the verifier needs neither solver nor mechanism; the command answers with 6."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest
from brute import scenarios
from hypothesis import HealthCheck, given, settings
from runs import MECHANISMS, QUOTAS, assigned, first_look, impossible, repaired, rotated, rotation_repaired
from typer.testing import CliRunner

import optimizer
from optimizer.cli.app import app
from optimizer.errors import ChuyanError, Impossible
from optimizer.evidence import standalone
from optimizer.evidence.choosing.mechanism import PROMISES
from optimizer.evidence.findings import Findings
from optimizer.exchange.folder import write_folder
from optimizer.report.conflict_run import write_conflict
from optimizer.report.run import write_run

ROOT = Path(optimizer.__file__).parent.parent


def failing(found: Findings) -> list[tuple[str, tuple[str, ...]]]:
    return [(item.name, item.witnesses) for item in found if item.verdict == "fails"]


def small(run: Path, *options: Any) -> list[tuple[str, list[str]]]:
    """What the small verifier finds wrong."""
    return [(name, list(map(str, wrong))) for name, wrong, _ in standalone.check(run, *options) if wrong]


@pytest.mark.parametrize("mechanism", sorted(MECHANISMS))
def test_honest_runs_of_every_mechanism_hold(mechanism: str, tmp_path: Path) -> None:
    run = assigned(mechanism, tmp_path / "run")
    assert failing(optimizer.verify(run)) == []
    assert small(run) == []


def test_who_chose_before_weighs_nothing_in_the_draw_of_the_rest(tmp_path: Path) -> None:
    run = assigned("choice-then-allocation", tmp_path / "run", seed=11)
    told = json.loads((run / "certificate.json").read_text("utf-8"))
    assert told["stages"][-1]["name"] == "lottery"
    assert told["pooled"] == []
    assert small(run) == []


@pytest.mark.parametrize("make", [first_look, repaired, rotated, rotation_repaired])
def test_other_honest_runs_hold(make: Any, tmp_path: Path) -> None:
    run = make(tmp_path / "run")
    assert failing(optimizer.verify(run)) == []
    assert small(run) == []


@pytest.mark.parametrize(
    ("name", "verdict"),
    [
        ("impossible-by-counting", "holds"),
        ("overlapping-quotas", "holds"),
        ("impossible-by-search", "not certified"),
        ("rotation-impossible", "holds"),
    ],
)
def test_an_honest_no_is_proved_by_adding_up_or_said_to_be_searched(
    name: str, verdict: str, tmp_path: Path
) -> None:
    run = impossible(name, tmp_path / "run")
    found = optimizer.verify(run)
    assert failing(found) == []
    assert found["refutation"].verdict == verdict
    assert small(run) == []


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(scenarios())
def test_no_false_alarm_on_whatever_rules_and_goals(given_: Any) -> None:
    with tempfile.TemporaryDirectory() as there:
        source, run = Path(there) / "given", Path(there) / "run"
        write_folder(given_, source)
        try:
            loaded = optimizer.load(source)
            write_run(optimizer.assign(loaded), run)
        except Impossible as wrong:
            write_conflict(loaded, wrong, None, source, run, force=False)
        except ChuyanError:
            return
        assert failing(optimizer.verify(run)) == []
        assert small(run) == []


BLOCKED = """
import sys

class Blocked:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top in ("ortools", "highspy") or name.startswith("optimizer.assignment.mechanisms"):
            raise ImportError(name)

sys.meta_path.insert(0, Blocked())
from optimizer.evidence.verify import verify
found = verify(sys.argv[1])
assert not [name for name in sys.modules if name.startswith(("ortools", "highspy", "optimizer.assignment.mechanisms"))]
assert not [name for name in sys.modules if name in ("optimizer.rotation.plan_one", "optimizer.rotation.rotate")]
assert [item for item in found] and found.ok, [item for item in found if item.verdict == "fails"]
"""


@pytest.mark.parametrize("make", [lambda p: assigned("choice-then-allocation", p, 2, QUOTAS), rotated])
def test_the_verifier_runs_without_solver_and_mechanisms(make: Any, tmp_path: Path) -> None:
    run = make(tmp_path / "run")
    subprocess.run([sys.executable, "-c", BLOCKED, str(run)], check=True, cwd=ROOT)


def test_the_small_verifier_is_one_short_file_that_needs_nothing(tmp_path: Path) -> None:
    run, file = first_look(tmp_path / "run"), Path(standalone.__file__)
    assert file.read_text("utf-8").count("\n") <= 400
    command = [
        sys.executable,
        "-I",
        "-S",
        str(file),
        str(run),
    ]  # no site packages: the standard library alone
    done = subprocess.run(command, capture_output=True, text=True, cwd=tmp_path, encoding="utf-8")
    assert done.returncode == 0, done.stdout
    assert "阶段 stage total-rank" in done.stdout
    placements = run / "placements.csv"
    placements.write_text(placements.read_text("utf-8").replace("V3", "V7"), "utf-8")
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8")
    assert done.returncode == 6


def test_the_command_answers_with_6_and_names_what_fails(tmp_path: Path) -> None:
    run = first_look(tmp_path / "run")
    done = CliRunner().invoke(app, ["verify", str(run)])
    assert done.exit_code == 0, done.output
    assert "成立 holds" in done.output
    told = json.loads((run / "metrics.json").read_text("utf-8"))
    told["summary"]["placed"] = 9
    (run / "metrics.json").write_text(json.dumps(told), "utf-8")
    done = CliRunner().invoke(app, ["verify", str(run)])
    assert done.exit_code == 6
    assert "metrics.json 被改过" in done.output
    assert "placed: 9，数得 / counted 8" in done.output


def test_every_mechanism_is_told_a_second_time() -> None:
    from optimizer.assignment.mechanisms import MECHANISMS as KNOWN

    assert sorted(PROMISES) == sorted(mechanism.kind for mechanism in KNOWN)


def test_a_mechanism_that_is_not_is_said_and_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run = first_look(tmp_path / "run")
    monkeypatch.delitem(PROMISES, "choice-then-allocation")
    found = optimizer.verify(run)
    assert failing(found) == []
    assert found["choice"].verdict == "not certified"


def test_no_run_is_a_wrong_use(tmp_path: Path) -> None:
    with pytest.raises(optimizer.UsageError, match="is no run folder"):
        optimizer.verify(tmp_path)
