"""Townships planned side by side: this process and its helpers each take the largest that is left."""

from __future__ import annotations

import atexit
import os
import pickle
import signal
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, BrokenExecutor, Future, wait
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from threading import current_thread, main_thread
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
    try:
        return _loading(_pool(count), count)
    except (BrokenExecutor, RuntimeError):  # the last ones were killed, or stopped
        _pool.cache_clear()
        return _loading(_pool(count), count)


@cache
def _pool(count: int) -> ProcessPoolExecutor:
    """The processes that the next call finds again. Not loky's own reusable ones: joblib takes those for its."""
    from joblib.externals.loky import ProcessPoolExecutor

    pool = ProcessPoolExecutor(count, timeout=_IDLE, initializer=_begin, initargs=(os.getpid(),))
    atexit.register(pool.shutdown)  # while there is an interpreter to do it
    return pool


def _loading(pool: ProcessPoolExecutor, count: int) -> Helpers:
    with _deaf():
        for _ in range(count):
            pool.submit(_load)
    return Helpers(pool, count)


_IDLE = 60
"""Seconds that a helper waits for more work."""


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C reaches every process of a terminal; helpers, born deaf to it, leave it to their parent."""
    if current_thread() is not main_thread():  # only the main thread may say what a signal does
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _begin(parent: int) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    end_with(parent)


def _packed(task: Task) -> bytes:
    """The task as bytes, made at once: loky would make them in a thread, while this process works on what tasks share."""
    from joblib.externals.loky.backend.reduction import dumps

    return bytes(dumps(task))


def _planned(packed: bytes) -> Found:
    task: Task = pickle.loads(packed)
    return plan_one(task)


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
            _pool.cache_clear()
            others.pool.shutdown(kill_workers=True)
        raise
    return [found[at] for at in range(len(tasks))]


def _alone(tasks: Sequence[Task]) -> Iterator[tuple[int, Found]]:
    for at, task in enumerate(tasks):
        yield at, plan_one(task)


_AHEAD = 2
"""How many tasks a helper has: the one it works on, and the next. More would keep it busy when all others are done."""


def _shared(tasks: Sequence[Task], others: Helpers) -> Iterator[tuple[int, Found]]:
    """The largest first, so that all end at nearly the same time; alone where a helper was killed, by the system that is
    short of memory, say."""
    line = deque(sorted(range(len(tasks)), key=lambda at: (-len(tasks[at].cohort.people), at)))
    away: dict[Future[Found], int] = {}
    ahead = _AHEAD * others.count
    while line or away:
        try:
            while line and len(away) < ahead:
                away[others.pool.submit(_planned, _packed(tasks[line[0]]))] = line[0]
                line.popleft()
            done = [(at, future.result()) for future, at in away.items() if future.done()]
        except (
            BrokenExecutor,
            RuntimeError,
        ):  # killed, or stopped by another call: what they did is done again here
            line.extend(away.values())
            away, ahead = {}, 0
            continue
        away = {future: at for future, at in away.items() if at not in dict(done)}
        yield from done
        if line:
            at = line.popleft()
            yield at, plan_one(tasks[at])
        elif away:
            wait(away, return_when=FIRST_COMPLETED)
