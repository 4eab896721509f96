"""The crew (人手): who works on the runs: this machine's processes by joblib, or a Dask cluster's."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Iterator
from importlib.metadata import version
from typing import Any

from optimizer.errors import UsageError
from optimizer.sweeping.once import Row, Task, work
from optimizer.with_parent import end_with

_PATIENCE = 30  # seconds to wait for a scheduler and its first worker
_AHEAD = 2  # runs handed out per thread: enough to keep all busy, few enough to start soon and lose little
_RETRIES = 20  # how often a run may be lost with its worker
_ALIKE = ("chuyan", "highspy", "numpy", "ortools", "pandas", "scipy")


def here(tasks: Iterable[Task], workers: int) -> Iterator[Row]:
    """Rows in the order in which they are finished, worked out by so many processes of this machine."""
    from joblib import Parallel, delayed

    if workers == 1:
        yield from map(work, tasks)
        return
    crew = Parallel(
        n_jobs=workers,
        backend="loky",
        return_as="generator_unordered",
        batch_size=1,
        pre_dispatch=_AHEAD * workers,
        initializer=end_with,
        initargs=(os.getpid(),),
    )
    yield from crew(delayed(work)(task) for task in tasks)


def on_cluster(tasks: Iterable[Task], address: str) -> Iterator[Row]:
    """Rows in the order in which they are finished, worked out by a Dask cluster's workers.

    A run that was on a worker that died is given to another. Raises UsageError where the extra is not
    installed, where nobody answers, or where workers have other versions than this process.
    """
    try:
        from distributed import as_completed
    except ImportError as wrong:
        raise UsageError(
            "没有安装集群支持 / no support for clusters: pip install 'chuyan[cluster]'"
        ) from wrong
    waiting = iter(tasks)
    with _client(address) as client:
        many = _AHEAD * max(sum(client.nthreads().values()), 1)
        # the scenario travels with every run: data scattered once would be lost with the worker that holds it
        first = [_submit(client, task) for task in itertools.islice(waiting, many)]
        running = as_completed(first, loop=client.loop)
        for future in running:
            yield _row(future)
            for task in itertools.islice(waiting, 1):
                running.add(_submit(client, task))


def _client(address: str) -> Any:
    """A client of the scheduler at this address, with at least one worker like us."""
    from distributed import Client

    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as wrong:
        raise UsageError(
            f"{address} 没有调度器应答 / no scheduler answers; 先运行 / start one: dask scheduler"
        ) from wrong
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
        _alike(client.run(versions))
    except TimeoutError as wrong:
        client.close()
        raise UsageError(
            f"{address} 没有工作进程 / has no workers; 先运行 / start some: dask worker {address}"
        ) from wrong
    except ModuleNotFoundError as wrong:
        client.close()
        raise UsageError(
            f"工作进程没有安装雏雁 / workers lack chuyan: pip install chuyan ({wrong})"
        ) from wrong
    except UsageError:
        client.close()
        raise
    return client


def versions() -> dict[str, str]:
    """The versions that a row hangs on."""
    return {name: version(name) for name in _ALIKE}


def _alike(theirs: dict[str, dict[str, str]]) -> None:
    """Raise UsageError where a worker has other versions than this process, which could give other rows."""
    mine = versions()
    other = [
        f"{worker}: {name} {known.get(name)} ≠ {mine[name]}"
        for worker, known in sorted(theirs.items())
        for name in mine
        if known.get(name) != mine[name]
    ]
    if other:
        raise UsageError("\n".join(("工作进程的版本不同 / workers have other versions:", *other)))


def _submit(client: Any, task: Task) -> Any:
    return client.submit(work, task, key=f"chuyan-{task.run.key}", pure=False, retries=_RETRIES)


def _row(future: Any) -> Row:
    from distributed import KilledWorker

    try:
        row: Row = future.result()
    except KilledWorker as wrong:
        raise UsageError(
            f"这一次运行的工作进程一再中断（内存不够？） / workers died on this run again and again (memory?): {wrong}"
        ) from wrong
    return row
