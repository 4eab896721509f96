"""A sweep of 200 runs at 620: what a sweep adds to every run, and two processes beside one.

`python benchmarks/sweep.py [--small]`. The machine is shared, so one and two processes take turns over slices of
the same runs, and what a sweep adds is the difference of medians of runs that take turns.
"""

from __future__ import annotations

import os
import tempfile
import time
from dataclasses import replace
from pathlib import Path

import numpy as np

import optimizer
from optimizer.fairness.plan import Plan
from optimizer.sweeping import crew
from optimizer.sweeping.dials import turned
from optimizer.sweeping.once import Task, work
from optimizer.sweeping.request import METRICS, Request, requested
from optimizer.sweeping.rows import Rows
from optimizer.sweeping.sweep import swept

YANGQUAN = Path(__file__).resolve().parent.parent / "scenarios" / "yangquan"
SLICE = 40


def request(lotteries: int) -> Request:
    """Five shares of choice, so many lotteries each."""
    grid = {"share": [0.0, 0.25, 0.5, 0.75, 1.0], "lotteries": lotteries}
    return requested(optimizer.load(YANGQUAN), {"grid": [grid]})


def alone(task: Task) -> None:
    """The run itself: assigned and measured, with nothing kept."""
    plan = Plan.of(optimizer.assign(turned(task.scenario, task.run.dials)))
    for name in task.metrics:
        METRICS[name].value(plan)


def added(asked: Request) -> None:
    """What dials, digests, settings, the row's file and its flush add to a run, in turns with the bare run."""
    bare, kept = [], []
    with tempfile.TemporaryDirectory() as folder:
        rows = Rows(Path(folder), asked)
        for run in asked.runs[:30]:
            task = Task.of(asked, run)
            start = time.perf_counter()
            alone(task)
            middle = time.perf_counter()
            rows.add(work(task))
            bare.append(middle - start)
            kept.append(time.perf_counter() - middle)
    more = float(np.median(np.array(kept) - np.array(bare)) / np.median(bare))
    print(f"{'a run: assigned and measured':44}{np.median(bare):>10.3f}")
    print(f"{'a row of a sweep':44}{np.median(kept):>10.3f}{more:>10.1%} more", flush=True)


def timed(asked: Request, workers: int) -> float:
    """Seconds from the first run to the table."""
    with tempfile.TemporaryDirectory() as folder:
        start = time.perf_counter()
        swept(asked, Path(folder), workers=workers)
        return time.perf_counter() - start


def beside(asked: Request) -> None:
    """One process and two, in turns over slices of the runs; the workers of two are started beforehand."""
    list(crew.here([Task.of(asked, run) for run in asked.runs[:4]], 2))
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for first in range(0, len(asked.runs), SLICE):
        part = replace(asked, runs=asked.runs[first : first + SLICE])
        for workers in (1, 2):
            seconds[workers].append(timed(part, workers))
    one, two = (sum(seconds[workers]) for workers in (1, 2))
    best = max(a / b for a, b in zip(seconds[1], seconds[2], strict=True))
    print(f"{f'{len(asked.runs)} runs, one process':44}{one:>10.1f}")
    print(f"{f'{len(asked.runs)} runs, two processes':44}{two:>10.1f}{one / two:>10.2f} × one")
    print(
        f"{'  the best slice of ' + str(SLICE):44}{'':>10}{best:>10.2f} × one; {os.cpu_count()} cores",
        flush=True,
    )


def table(small: bool) -> None:
    """Print both."""
    asked = request(8 if small else 40)
    print(f"\nA sweep at 620{'':30}{'seconds':>10}")
    added(asked)
    beside(asked)


if __name__ == "__main__":
    import sys

    table("--small" in sys.argv)
