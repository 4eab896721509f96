"""Interrupted sweeps: killed, stopped by Ctrl-C, changed in between, a worker lost; never a row lost or mixed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pandas as pd
import pytest
from grids import METRICS, TOML, county, on_disk, request, whole

from optimizer.errors import UsageError
from optimizer.sweeping.request import requested
from optimizer.sweeping.rows import Rows
from optimizer.sweeping.sweep import swept
from optimizer.sweeping.unfinished import beside, opened

CHUYAN = [sys.executable, "-m", "optimizer"]


def run(folder: Path, *more: str) -> subprocess.CompletedProcess[str]:
    """`chuyan sweep sweep.toml --out out` in a process of its own."""
    return subprocess.run(
        [*CHUYAN, "sweep", "sweep.toml", "--out", "out", *more], cwd=folder, capture_output=True, text=True
    )


def stopped(folder: Path, how: signal.Signals, *more: str) -> int:
    """Start a sweep, and stop it once five rows are there; its exit code."""
    command = [*CHUYAN, "sweep", "sweep.toml", "--out", "out", *more]
    with subprocess.Popen(command, cwd=folder, stderr=subprocess.DEVNULL, start_new_session=True) as process:
        wait_for(lambda: len(rows_in(folder)) >= 5, process)
        process.send_signal(how)
        code = process.wait(60)
    wait_until_gone(process.pid)
    assert 5 <= len(rows_in(folder)) < 24, "it was finished before it could be stopped"
    return code


def wait_until_gone(group: int, seconds: float = 30) -> None:
    """No worker outlives the process that it works for."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            os.killpg(group, 0)
        except ProcessLookupError:
            return
        time.sleep(0.05)
    raise AssertionError("workers are still there")


def rows_in(folder: Path) -> list[Path]:
    return list((folder / "out.unfinished" / "rows").glob("[0-9]*.parquet"))


def wait_for(there: Callable[[], bool], process: subprocess.Popen[bytes], seconds: float = 60) -> None:
    end = time.monotonic() + seconds
    while not there():
        assert process.poll() is None, "it ended too early"
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.005)


def files(folder: Path) -> dict[str, bytes]:
    """Every file of a finished sweep."""
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sweep that ran through."""
    folder = tmp_path_factory.mktemp("undisturbed")
    on_disk(folder)
    done = run(folder)
    assert done.returncode == 0, done.stderr
    return folder / "out"


def test_killed_half_way_it_goes_on_to_the_same_bytes(tmp_path: Path, undisturbed: Path) -> None:
    on_disk(tmp_path)
    assert stopped(tmp_path, signal.SIGKILL, "--workers", "2") == -signal.SIGKILL
    kept = {path.name: path.stat().st_mtime_ns for path in rows_in(tmp_path)}
    done = run(tmp_path)
    assert done.returncode == 0
    assert f"已有 {len(kept)} 次" in done.stderr
    assert files(tmp_path / "out") == files(undisturbed)
    assert not (tmp_path / "out.unfinished").exists()


def test_ctrl_c_is_told_and_goes_on_to_the_same_bytes(tmp_path: Path, undisturbed: Path) -> None:
    on_disk(tmp_path)
    assert stopped(tmp_path, signal.SIGINT, "--workers", "2") == 130
    assert run(tmp_path).returncode == 0
    assert files(tmp_path / "out") == files(undisturbed)


def test_a_row_made_again_agrees_and_a_changed_one_does_not(undisturbed: Path, tmp_path: Path) -> None:
    again = subprocess.run([*CHUYAN, "sweep", str(undisturbed), "--row", "7"], capture_output=True, text=True)
    assert (again.returncode, "与表中一致" in again.stdout) == (0, True)
    copy = tmp_path / "copy"
    subprocess.run(["cp", "-r", str(undisturbed), str(copy)], check=True)
    table = pd.read_parquet(copy / "table.parquet")
    key = str(table["key"][6])
    table.loc[6, "justified-envy"] += 1
    table.to_parquet(copy / "table.parquet")
    again = subprocess.run([*CHUYAN, "sweep", str(copy), "--row", key], capture_output=True, text=True)
    assert again.returncode == 6
    assert "justified-envy" in again.stdout
    assert subprocess.run([*CHUYAN, "sweep", str(copy), "--row", "99"], capture_output=True).returncode == 2


def test_a_finished_sweep_is_not_overwritten(undisturbed: Path) -> None:
    done = run(undisturbed.parent)
    assert done.returncode == 2
    assert "--force" in done.stderr


def test_a_changed_sweep_is_never_mixed(tmp_path: Path) -> None:
    out = tmp_path / "out"
    rows = Rows(opened(out, request(), force=False), request())
    (row,) = whole().table.head(1).to_dict("records")
    rows.add({name: cell for name, cell in row.items() if name not in ("setting", "frontier")} | {"row": 1})
    other = requested(county(), {"grid": [{"share": [0.0, 0.25]}], "metrics": METRICS})
    with pytest.raises(UsageError, match="holds 1 rows of another sweep") as caught:
        opened(out, other, force=False)
    assert "sweep.grid.1.share: [0.0, 0.5, 1.0] → [0.0, 0.25]" in str(caught.value)
    assert (
        len(list(Rows(opened(out, request(), force=True), request()))) == 1
    )  # the same sweep: resumed, not dropped
    assert not list(Rows(opened(out, other, force=True), other))


def test_a_torn_row_is_worked_out_again(tmp_path: Path) -> None:
    small = requested(county(), {"grid": [{"share": [0.0, 1.0]}], "metrics": METRICS})
    first = swept(small, tmp_path)
    path = tmp_path / "000002.parquet"
    path.write_bytes(path.read_bytes()[:100])
    (tmp_path / ".000009.parquet-77").write_bytes(b"half")
    told: list[int] = []
    again = swept(small, tmp_path, told=lambda done, total, row: told.append(done))
    assert told == [1, 2]
    pd.testing.assert_frame_equal(again.table, first.table)


def test_a_folder_of_somebody_else_is_left_alone(tmp_path: Path) -> None:
    folder = beside(tmp_path / "out")
    folder.mkdir()
    (folder / "notes.txt").write_text("mine", "utf-8")
    with pytest.raises(UsageError, match="other files"):
        opened(tmp_path / "out", request(), force=True)


@contextmanager
def processes(*commands: list[str]) -> Iterator[list[subprocess.Popen[bytes]]]:
    """Processes that are ended with the block, each on its own."""
    started = [
        subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for command in commands
    ]
    try:
        yield started
    finally:
        for process in started:
            process.kill()
            process.wait()


def test_a_cluster_that_loses_a_worker_gives_the_same_table(tmp_path: Path) -> None:
    """A scheduler and two workers, each a process of its own, over loopback; one worker is killed half way."""
    file = str(tmp_path / "scheduler.json")
    dask = [sys.executable, "-m", "distributed.cli"]
    boss = [f"{dask[2]}.dask_scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"]
    hand = [
        f"{dask[2]}.dask_worker",
        "--host",
        "127.0.0.1",
        "--nthreads",
        "1",
        "--no-nanny",
        "--no-dashboard",
    ]
    with processes([*dask[:2], *boss, "--scheduler-file", file]) as (scheduler,):
        wait_for(lambda: Path(file).is_file() and "address" in Path(file).read_text("utf-8"), scheduler)
        worker = [*dask[:2], *hand, "--scheduler-file", file, "--local-directory", str(tmp_path)]
        address = pd.read_json(file, typ="series")["address"]
        with processes(worker, worker) as workers:
            told: list[int] = []

            def hear(done: int, total: int, row: object) -> None:
                told.append(done)
                if done == total // 2:
                    workers[0].kill()

            found = swept(request(), tmp_path / "rows", cluster=address, told=hear)
            assert workers[0].wait() == -signal.SIGKILL
            assert workers[1].poll() is None
    assert told == list(range(25))
    pd.testing.assert_frame_equal(found.table, whole().table)
    assert (found.chinese, found.english) == (whole().chinese, whole().english)


def test_nobody_at_the_address(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("optimizer.sweeping.crew._PATIENCE", 0.5)
    with pytest.raises(UsageError, match="no scheduler answers"):
        swept(request(), tmp_path, cluster="tcp://127.0.0.1:9")


def test_the_text_of_the_test_is_the_grid_of_the_others(tmp_path: Path, undisturbed: Path) -> None:
    assert TOML.count("[[grid]]") == 2
    table = pd.read_parquet(undisturbed / "table.parquet")
    assert table["key"].tolist() == whole().table["key"].tolist()
    assert table["placements"].tolist() == whole().table["placements"].tolist()
