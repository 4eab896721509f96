"""The queue at its worst moments: ended while it works, and started again."""

from __future__ import annotations

import asyncio
import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from opened import slow

import optimizer
from optimizer.exchange.scenario_workbook import write_workbook
from optimizer.site.jobs import Jobs
from optimizer.site.shelf import Shelf

WHOLE = (
    '{"number": 7, "book": "x.xlsx", "mechanism": "", "compare": [], "seconds": %s, "options": %s, '
    '"run": "0007-workbook", "state": "done"}'
)
WANTED = {"mechanism": "", "options": {}, "compare": [], "seconds": 60.0}


async def until(true: Callable[[], bool]) -> None:
    async with asyncio.timeout(180):
        while not true():
            await asyncio.sleep(0.05)


async def at_work(
    shelf: Shelf, ready: Callable[[Jobs], bool], then: Callable[[Jobs], object] = lambda jobs: None
) -> Jobs:
    """A queue until something is true of it; then something is done to it, and it is closed as by a power failure."""
    jobs = Jobs(shelf)
    working = asyncio.create_task(jobs.work())
    try:
        then(jobs)
        await until(lambda: ready(jobs))
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        await jobs.close()
    return jobs


def state(jobs: Jobs, number: int) -> str:
    return next(str(job["state"]) for job in jobs.all() if job["number"] == number)


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    return Shelf(tmp_path / "雏雁").prepared()


def test_a_job_that_cannot_even_begin_holds_up_nothing(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    write_workbook(
        optimizer.generate(graduates=5, villages=4, wishes=2, seed=1), shelf.home / "报名表/快.xlsx"
    )
    begin, failing = subprocess.Popen, iter([True])

    def once(*command: Any, **how: Any) -> Any:
        if next(failing, False):
            raise OSError("no room for another process")
        return begin(*command, **how)

    monkeypatch.setattr(subprocess, "Popen", once)

    def two(jobs: Jobs) -> None:
        for _ in range(2):
            jobs.ask({**WANTED, "book": "快.xlsx"})

    jobs = asyncio.run(at_work(shelf, lambda jobs: state(jobs, 2) == "done", two))
    assert state(jobs, 1) == "failed"
    assert "no room" in next(job["why"] for job in jobs.all() if job["number"] == 1)


def test_what_was_running_or_waiting_is_done_when_the_site_is_opened_again(shelf: Shelf) -> None:
    quick, long = shelf.home / "报名表/快.xlsx", slow(shelf.home / "报名表/慢.xlsx")
    write_workbook(optimizer.generate(graduates=5, villages=4, wishes=2, seed=1), quick)

    def both(jobs: Jobs) -> None:
        jobs.ask({**WANTED, "book": long.name})
        jobs.ask({**WANTED, "book": quick.name})

    jobs = asyncio.run(at_work(shelf, lambda jobs: state(jobs, 1) == "running", both))
    assert [state(jobs, number) for number in (1, 2)] == ["running", "waiting"]
    assert shelf.runs() == []

    async def again() -> Jobs:
        jobs = Jobs(shelf)
        working = asyncio.create_task(jobs.work())
        await until(lambda: state(jobs, 1) == "running")
        jobs.stop(1)
        await until(lambda: state(jobs, 2) == "done")
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)
        return jobs

    assert [state(Jobs(shelf), number) for number in (1, 2)] == ["waiting", "waiting"]
    after = asyncio.run(again())
    assert [state(after, number) for number in (1, 2)] == ["limited", "done"]
    assert shelf.runs() == ["0002-workbook", "0001-workbook"]
    assert json.loads((shelf.home / ".chuyan/0002.json").read_text("utf-8"))["state"] == "done"
    assert [path.name for path in (shelf.home / "结果").iterdir() if path.name.startswith(".")] == []


def test_a_job_that_is_impossible_says_what_quarrels(shelf: Shelf) -> None:
    given = optimizer.load(Path(optimizer.__file__).parent.parent / "scenarios/impossible-by-counting")
    book = shelf.home / "报名表/难.xlsx"
    write_workbook(given, book)
    jobs = asyncio.run(
        at_work(
            shelf,
            lambda jobs: state(jobs, 1) != "waiting" and state(jobs, 1) != "running",
            lambda jobs: jobs.ask({**WANTED, "book": book.name}),
        )
    )
    (job,) = jobs.all()
    assert job["state"] == "impossible"
    assert "这些要求不能同时满足" in (shelf.run(job["run"]) / "report.html").read_text("utf-8")
    assert job["run"] not in shelf.runs()
    assert "出路" in job["why"]
    assert shelf.runs() == []


@pytest.mark.parametrize(
    "kept",
    [
        '{"number": 2, "st',
        "{}",
        '{"number": 2, "state": "done"}',
        WHOLE % ("NaN", "{}"),
        WHOLE % ("1", '{"share": NaN}'),
        WHOLE % ("1", '{"share": 1e999}'),
        "[]",
    ],
)
def test_a_record_that_cannot_be_read_hides_no_other_and_keeps_its_number(shelf: Shelf, kept: str) -> None:
    (shelf.home / ".chuyan/0001.json").write_text(WHOLE.replace("7", "1") % ("1", "{}"))
    (shelf.home / ".chuyan/0007.json").write_text(kept)
    jobs = Jobs(shelf)
    assert [job["number"] for job in jobs.all()] == [1]
    json.dumps(jobs.all(), allow_nan=False)
    assert jobs.ask({**WANTED, "book": "x.xlsx"})["number"] == 8
    assert (shelf.home / ".chuyan/0007.json").read_text() == kept


def test_workbooks_of_one_name_are_told_apart_and_the_same_one_is_kept_once(shelf: Shelf) -> None:
    names = [shelf.keep("县.xlsx", content).name for content in (b"a", b"b", b"a", b"c")]
    assert names == ["县.xlsx", "县-2.xlsx", "县.xlsx", "县-3.xlsx"]
