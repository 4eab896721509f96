"""Townships planned side by side: this process takes the small ones, others the large ones, until they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager

from optimizer.rotation.plan_one import Found, Task, plan_one

Progress = Callable[[str, Found], None]


@contextmanager
def helpers(count: int) -> Iterator[Executor | None]:
    """So many processes that start at once, while this one still prepares their work; None for none.

    They do not import the caller's main module, so that a script or a notebook needs no guard.
    """
    if count < 1:
        yield None
        return
    from joblib.externals.loky import ProcessPoolExecutor

    with ProcessPoolExecutor(count) as pool:
        for _ in range(count):
            pool.submit(_wake)
        yield pool


def _wake() -> None:
    """Nothing: to be asked for it loads the modules."""


def side_by_side(tasks: Sequence[Task], pool: Executor | None, progress: Progress) -> list[Found]:
    """What is found for each task, in their order; `progress` is told each as soon as it is known."""
    found: dict[int, Found] = {}
    for at, one in _alone(tasks) if pool is None else _shared(tasks, pool):
        found[at] = one
        progress(tasks[at].cohort.township, one)
    return [found[at] for at in range(len(tasks))]


def _alone(tasks: Sequence[Task]) -> Iterator[tuple[int, Found]]:
    for at, task in enumerate(tasks):
        yield at, plan_one(task)


def _shared(tasks: Sequence[Task], pool: Executor) -> Iterator[tuple[int, Found]]:
    """The helpers begin with the largest, this process with the smallest."""
    order = sorted(range(len(tasks)), key=lambda at: (-len(tasks[at].cohort.people), at))
    waiting = {at: pool.submit(plan_one, tasks[at]) for at in order}
    for at in reversed(order):
        if at in waiting and waiting[at].cancel():
            del waiting[at]
            yield at, plan_one(tasks[at])
        for other in [other for other, future in waiting.items() if future.done()]:
            yield other, waiting.pop(other).result()
    for other, future in waiting.items():
        yield other, future.result()
