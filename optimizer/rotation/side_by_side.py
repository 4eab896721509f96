"""Townships planned side by side: this process takes the small ones, others the large ones, until they meet."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from optimizer.rotation.plan_one import Found, Task, plan_one

Progress = Callable[[str, Found], None]


def side_by_side(tasks: Sequence[Task], workers: int, progress: Progress) -> list[Found]:
    """What is found for each task, in their order; `progress` is told each as soon as it is known.

    With `workers` above 1 further processes are started, so that a script has to guard its main module.
    """
    order = sorted(range(len(tasks)), key=lambda at: (-len(tasks[at].cohort.people), at))
    helpers = min(workers, len(tasks)) - 1
    found: dict[int, Found] = {}
    for at, one in _shared(tasks, order, helpers) if helpers > 0 else _alone(tasks):
        found[at] = one
        progress(tasks[at].cohort.township, one)
    return [found[at] for at in range(len(tasks))]


def _alone(tasks: Sequence[Task]) -> Iterator[tuple[int, Found]]:
    for at, task in enumerate(tasks):
        yield at, plan_one(task)


def _shared(tasks: Sequence[Task], order: Sequence[int], helpers: int) -> Iterator[tuple[int, Found]]:
    """The helpers work through the order from its start, this process from its end.

    Starting a process takes about as long as planning a few townships: meanwhile this one is at work.
    """
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    with ProcessPoolExecutor(helpers, get_context("spawn")) as pool:
        waiting = {at: pool.submit(plan_one, tasks[at]) for at in order}
        for at in reversed(order):
            if at in waiting and waiting[at].cancel():
                del waiting[at]
                yield at, plan_one(tasks[at])
            for other in [other for other, future in waiting.items() if future.done()]:
                yield other, waiting.pop(other).result()
        for other, future in waiting.items():
            yield other, future.result()
