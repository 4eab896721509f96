"""Run folders: the same bytes each time, nothing half-written, nothing of anybody else's lost."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pandas as pd
import pytest
from outcomes import small, small_outcome

from optimizer import UsageError
from optimizer.exchange import whole
from optimizer.exchange.folder import write_folder
from optimizer.exchange.manifest import digest
from optimizer.report.run import write_run

INPUTS = {
    f"inputs/{name}" for name in ("scenario.toml", "graduates.csv", "posts.csv", "wishes.csv", "pins.csv")
}
FILES = {
    "certificate.json",
    "placements.csv",
    "book.json",
    "diary.csv",
    "metrics.json",
    "report.html",
    "workbook.xlsx",
    "manifest.json",
} | INPUTS
HERE = Path(__file__).resolve().parent.parent


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def complete(folder: Path) -> bool:
    outputs = json.loads((folder / "manifest.json").read_text("utf-8"))["outputs"]
    return {*outputs, "manifest.json"} == set(contents(folder)) and all(
        digest(folder / name) == known for name, known in outputs.items()
    )


def test_a_run_holds_what_the_contract_names(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    outcome = small_outcome()
    write_run(outcome, tmp_path / "run", source=tmp_path / "given")
    assert set(contents(tmp_path / "run")) == FILES
    assert complete(tmp_path / "run")
    manifest = json.loads((tmp_path / "run/manifest.json").read_text("utf-8"))
    assert manifest["inputs"] == {path.name: digest(path) for path in (tmp_path / "given").iterdir()}
    assert manifest["scenario_digest"] == small().digest()
    assert (manifest["seed"], manifest["status"]) == (7, "proved")
    assert {"chuyan", "python", "ortools", "numpy", "pandas", "highspy"} <= set(manifest["versions"])
    metrics = json.loads((tmp_path / "run/metrics.json").read_text("utf-8"))
    assert metrics["summary"] == outcome.summary
    assert [stage["proof"] for stage in metrics["stages"]] == [stage.proof for stage in outcome.stages]
    table = pd.read_csv(tmp_path / "run/placements.csv", dtype=str, keep_default_na=False)
    assert list(table)[:6] == ["graduate", "post", "rank", "stage", "order", "reason"]
    assert dict(zip(table["graduate"], table["post"], strict=True)) == {
        "g1": "p1", "g2": "p2", "g3": "", "g4": "p3", "g5": "", "g6": "p4",
    }  # fmt: skip


def test_the_same_bytes_each_time_and_no_path_or_clock(tmp_path: Path) -> None:
    write_folder(small(), tmp_path / "given")
    write_run(small_outcome(), tmp_path / "a", source=tmp_path / "given")
    time.sleep(1.1)  # longer than any clock in a zip file rounds to
    write_run(small_outcome(), tmp_path / "elsewhere" / "b", source=tmp_path / "given")
    assert contents(tmp_path / "a") == contents(tmp_path / "elsewhere" / "b")
    assert str(tmp_path).encode() not in (tmp_path / "a/manifest.json").read_bytes()


def test_no_cell_of_a_table_starts_a_formula(tmp_path: Path) -> None:
    write_run(small_outcome(), tmp_path / "run")
    for name in ("placements.csv", "diary.csv"):
        cells = pd.read_csv(tmp_path / "run" / name, dtype=str, keep_default_na=False)
        assert not any(cells[column].str.startswith(("=", "+", "-", "@", "\t")).any() for column in cells)
    assert "'=1村" in (tmp_path / "run/placements.csv").read_text("utf-8")


def test_a_run_is_replaced_only_with_force(tmp_path: Path) -> None:
    write_run(small_outcome(), tmp_path / "run")
    before = contents(tmp_path / "run")
    with pytest.raises(UsageError, match="--force"):
        write_run(small_outcome(), tmp_path / "run")
    (tmp_path / "run" / "metrics.json").write_text("spoilt")
    write_run(small_outcome(), tmp_path / "run", force=True)
    assert contents(tmp_path / "run") == before
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


@pytest.mark.parametrize("name", ["notes.txt", "manifest.json"])
def test_what_is_no_run_is_never_replaced(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / name).write_text("{}")
    with pytest.raises(UsageError, match="never overwritten"):
        write_run(small_outcome(), tmp_path / "mine", force=True)
    with pytest.raises(UsageError, match="not a folder"):
        write_run(small_outcome(), tmp_path / "mine" / name, force=True)
    assert [path.name for path in (tmp_path / "mine").iterdir()] == [name]


def test_a_file_put_into_a_run_is_not_lost(tmp_path: Path) -> None:
    write_run(small_outcome(), tmp_path / "run")
    (tmp_path / "run" / "notes.txt").write_text("mine")
    with pytest.raises(UsageError, match=r"notes\.txt"):
        write_run(small_outcome(), tmp_path / "run", force=True)
    (tmp_path / "run" / "notes.txt").rename(tmp_path / "run" / "~$workbook.xlsx")
    write_run(small_outcome(), tmp_path / "run", force=True)


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    (tmp_path / "run").mkdir()
    write_run(small_outcome(), tmp_path / "run")
    assert complete(tmp_path / "run")


@pytest.mark.parametrize("exchange", [True, False])
def test_a_fault_while_writing_leaves_the_old_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exchange: bool
) -> None:
    if not exchange:
        monkeypatch.setattr(whole, "_exchange", lambda one, other: False)
    write_run(small_outcome(), tmp_path / "run")
    write_run(small_outcome(), tmp_path / "run", force=True)

    def broken(part: Path) -> None:
        (part / "placements.csv").write_text("half")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        whole.write_whole(tmp_path / "run", broken, force=True)
    assert complete(tmp_path / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_run_that_another_process_wrote_meanwhile_is_not_replaced(tmp_path: Path) -> None:
    def overtaken(part: Path) -> None:
        (part / "placements.csv").write_text("mine")
        (tmp_path / "run").mkdir()
        (tmp_path / "run/manifest.json").write_text('{"outputs": ["placements.csv"]}')
        (tmp_path / "run/placements.csv").write_text("theirs")

    with pytest.raises(UsageError, match="--force"):
        whole.write_whole(tmp_path / "run", overtaken)
    assert (tmp_path / "run/placements.csv").read_text() == "theirs"
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_what_an_earlier_process_of_the_same_number_left_is_no_hindrance(tmp_path: Path) -> None:
    (tmp_path / f".run.part-{os.getpid()}").mkdir()
    write_run(small_outcome(), tmp_path / "run")
    assert [path.name for path in tmp_path.iterdir()] == ["run"]


def test_a_run_set_aside_by_a_killed_process_is_put_back(tmp_path: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    write_run(small_outcome(), tmp_path / "run")
    (tmp_path / "run").rename(tmp_path / f".run.part-{gone.pid}.old")
    with pytest.raises(UsageError, match="--force"):
        write_run(small_outcome(), tmp_path / "run")
    assert complete(tmp_path / "run")


_WRITER = """
import os, signal, sys
from pathlib import Path
from outcomes import small_outcome
from optimizer.exchange import whole
from optimizer.report import run

def killed(name, before):
    real = getattr(*name)
    def step(*arguments, **options):
        if before:
            os.kill(os.getpid(), signal.SIGKILL)
        real(*arguments, **options)
        os.kill(os.getpid(), signal.SIGKILL)
    setattr(*name, step)

steps = {"random": None, "workbook": (run, "write_results"), "manifest": (run, "write_manifest"),
         "flush": (whole, "_flush"), "move": (whole, "_move"), "exchange": (whole, "_exchange")}
if steps[sys.argv[2]]:
    killed(steps[sys.argv[2]], sys.argv[3] == "before")
outcome = small_outcome()
print("ready", flush=True)
while True:
    run.write_run(outcome, Path(sys.argv[1]), force=True)
"""


def writer(target: Path, step: str, when: str = "") -> subprocess.Popen[bytes]:
    env = os.environ | {"PYTHONPATH": os.pathsep.join([str(HERE), str(HERE.parent)])}
    return subprocess.Popen(
        [sys.executable, "-c", _WRITER, str(target), step, when], env=env, stdout=subprocess.PIPE
    )


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("step", ["workbook", "manifest", "flush", "move", "exchange"])
def test_killed_at_a_step_a_run_is_whole_or_absent(tmp_path: Path, step: str, when: str) -> None:
    new, old = tmp_path / "new", tmp_path / "old"
    write_run(small_outcome(), old)
    for target in (new, old) if step != "exchange" else (old,):
        with writer(target, step, when) as child:
            assert child.wait() == -signal.SIGKILL
    assert complete(old)
    assert new.exists() == (step == "move" and when == "after")
    assert not new.exists() or complete(new)
    for target in (new, old):
        write_run(small_outcome(), target, force=True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["new", "old"]


def test_killed_at_any_moment_a_run_is_whole_or_absent(tmp_path: Path) -> None:
    moments = random.Random(5)
    target = tmp_path / "run"
    for attempt in range(40):
        with writer(target, "random") as child:
            assert child.stdout is not None
            assert child.stdout.readline() == b"ready\n"
            time.sleep(moments.uniform(0.0, 0.4 * (attempt + 1)))  # a slow machine is given longer and longer
            child.send_signal(signal.SIGKILL)
        assert not target.exists() or complete(target)
        if attempt >= 5 and target.exists():
            return
    assert target.exists()
