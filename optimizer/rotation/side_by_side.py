"""Townships planned side by side: this process and its helpers each take the largest that is left."""

from __future__ import annotations

import os
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import TYPE_CHECKING

from optimizer.rotation.plan_one import Found, Task, plan_one
from optimizer.with_parent import end_with

if TYPE_CHECKING:
    from joblib.externals.loky import ProcessPoolExecutor

Progress = Callable[[str, Found], None]


@dataclass(frozen=True)
class Helpers:
    """Processes that plan townships, `count` of them."""

    pool: ProcessPoolExecutor
    count: int


def helpers(count: int) -> Helpers | None:
    """So many processes, started at once, to load the modules while this one still prepares their work; None for none.

    They stay a minute for the next who asks; of several calls at once in one process, all use the same. They do
    not import the caller's main module, so that a script or a notebook needs no guard.
    """
    if count < 1:
        return None
    from joblib.externals.loky import get_reusable_executor

    pool = get_reusable_executor(count, timeout=_IDLE, initializer=_begin, initargs=(os.getpid(),))
    for _ in range(count):
        pool.submit(_load)
    return Helpers(pool, count)


_IDLE = 60
"""Seconds that a helper waits for more work."""


def _begin(parent: int) -> None:
    """Ctrl-C reaches every process of a terminal; the parent alone says what it means."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)


def _load() -> None:
    """Nothing: to be asked for it loads the modules."""


def side_by_side(tasks: Sequence[Task], others: Helpers | None, progress: Progress) -> list[Found]:
    """What is found for each task, in their order; `progress` is told each as soon as it is known."""
    found: dict[int, Found] = {}
    try:
        for at, one in _alone(tasks) if others is None else _shared(tasks, others):
            found[at] = one
            progress(tasks[at].cohort.township, one)
    except BaseException:
        if others is not None:  # or they would work on for nobody
            others.pool.shutdown(kill_workers=True)
        raise
    return [found[at] for at in range(len(tasks))]


def _alone(tasks: Sequence[Task]) -> Iterator[tuple[int, Found]]:
    for at, task in enumerate(tasks):
        yield at, plan_one(task)


_AHEAD = 2
"""How many tasks a helper has: the one it works on, and the next. More would keep it busy when all others are done."""


def _shared(tasks: Sequence[Task], others: Helpers) -> Iterator[tuple[int, Found]]:
    """The largest first, so that all end at nearly the same time."""
    line = deque(sorted(range(len(tasks)), key=lambda at: (-len(tasks[at].cohort.people), at)))
    away: dict[Future[Found], int] = {}
    while line or away:
        while line and len(away) < _AHEAD * others.count:
            at = line.popleft()
            away[others.pool.submit(plan_one, tasks[at])] = at
        if line:
            at = line.popleft()
            yield at, plan_one(tasks[at])
        else:
            wait(away, return_when=FIRST_COMPLETED)
        for future in [future for future in away if future.done()]:
            yield away.pop(future), future.result()
