"""The queue: one job at a time, in the order in which they were asked for; none is lost, not even when the site closes."""

from __future__ import annotations

import asyncio
import contextlib
import json
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Mapping
from typing import Any

from optimizer.errors import UsageError
from optimizer.site.shelf import RUNS, Shelf

WAITING, RUNNING, STOPPED = "waiting", "running", "stopped"
_OPEN = (WAITING, RUNNING)
_KEPT_LINES, _KEPT_LETTERS = 200, 2_000


class Jobs:
    """All jobs of a shelf; whoever listens is told of every change."""

    def __init__(self, shelf: Shelf) -> None:
        self._shelf = shelf
        self._jobs = {int(job["number"]): _again(job) for job in shelf.asked()}
        self._listeners: set[asyncio.Queue[str]] = set()
        self._wake = asyncio.Event()
        self._process: subprocess.Popen[bytes] | None = None

    def all(self) -> list[dict[str, Any]]:
        """Every job, the latest first."""
        return [self._jobs[number] for number in sorted(self._jobs, reverse=True)]

    def ask(self, wanted: Mapping[str, Any]) -> dict[str, Any]:
        """Put a job at the end of the queue."""
        number = self._shelf.next_number()
        job = {
            **wanted,
            "number": number,
            "run": f"{number:04d}-{wanted['mechanism'] or 'workbook'}",
            "state": WAITING,
            "lines": [],
            "done": 0,
            "of": 1,
            "why": "",
        }
        self._change(job)
        self._wake.set()
        return self._jobs[number]

    def stop(self, number: int) -> dict[str, Any]:
        """Ask for an end: a waiting job is taken out, a running one ends with the best plan so far."""
        job = self._jobs.get(number)
        if job is None or job["state"] not in _OPEN:
            raise UsageError(f"第 {number} 项没有在运行 / job {number} is not running")
        if job["state"] == WAITING:
            self._change({**job, "state": STOPPED})
        else:
            self._shelf.stop_file(number).touch()
            self._change({**job, "stopping": True})
        return self._jobs[number]

    async def work(self) -> None:
        """Do what is waiting, for ever."""
        while True:
            waiting = [job for job in reversed(self.all()) if job["state"] == WAITING]
            if waiting:
                try:
                    await self._do(waiting[0])
                except OSError as wrong:  # what cannot even begin holds nothing up
                    self._change({**self._jobs[waiting[0]["number"]], "state": "failed", "why": str(wrong)})
            else:
                await self._wake.wait()
                self._wake.clear()

    async def close(self) -> None:
        """End the process that is at work; its job stays in the queue."""
        if self._process is not None and self._process.poll() is None:
            self._process.kill()
            await asyncio.to_thread(self._process.wait)

    async def listen(self) -> AsyncIterator[str]:
        """Every change of a job as JSON, from now on."""
        mine: asyncio.Queue[str] = asyncio.Queue()
        self._listeners.add(mine)
        try:
            while True:
                yield await mine.get()
        finally:
            self._listeners.discard(mine)

    async def _do(self, job: dict[str, Any]) -> None:
        number = job["number"]
        stop, log = self._shelf.stop_file(number), self._shelf.log_file(number)
        stop.unlink(missing_ok=True)
        self._change({**job, "state": RUNNING, "lines": [], "done": 0, "begun": time.time()})
        asked, out = self._shelf.job_file(number), self._shelf.home / RUNS / job["run"]
        command = [sys.executable, "-m", "optimizer.site.worker", *map(str, (asked, out, stop))]
        with log.open("wb") as errors:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=errors
            )
        await asyncio.to_thread(self._follow, self._process, number, asyncio.get_running_loop())
        if self._jobs[number]["state"] == RUNNING:
            why = log.read_text("utf-8", "replace")[-_KEPT_LETTERS:] or f"exit {self._process.returncode}"
            self._change({**self._jobs[number], "state": "failed", "why": why})
        for left in (stop, log):
            left.unlink(missing_ok=True)

    def _follow(self, process: subprocess.Popen[bytes], number: int, loop: asyncio.AbstractEventLoop) -> None:
        """Hear a process to its end, from a thread that may wait."""
        with process:
            for line in process.stdout or ():
                loop.call_soon_threadsafe(self._hear, number, line)

    def _hear(self, number: int, line: bytes) -> None:
        job = self._jobs[number]
        with contextlib.suppress(ValueError):
            news = json.loads(line)
            if "line" in news:
                news["lines"] = [*job["lines"], news.pop("line")][-_KEPT_LINES:]
            self._change({**job, **news})

    def _change(self, job: dict[str, Any]) -> None:
        """Keep and tell; `turn` counts the changes, for an answer may arrive after news that are newer."""
        turn = self._jobs.get(job["number"], {}).get("turn", 0) + 1
        job = self._jobs[job["number"]] = {**job, "turn": turn}
        self._shelf.write(job)
        for listener in self._listeners:
            listener.put_nowait(json.dumps(job, ensure_ascii=False))


def _again(job: dict[str, Any]) -> dict[str, Any]:
    """A job as it is when the site opens: what was running when it closed waits once more."""
    return {**job, "state": WAITING, "stopping": False} if job["state"] == RUNNING else job
