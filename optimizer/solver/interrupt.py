"""An engine that ends when somebody asks for it: it works in a thread, so that its caller can listen meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Any, TypeVar

from optimizer.solver.program import Limits

_EVERY = 0.2  # seconds

Found = TypeVar("Found")


def listening(work: Callable[[], Found], limits: Limits, stop: Callable[[], Any]) -> Found:
    """What an engine finds; `stop` is called, again and again, from the moment the limits are called off.

    On Ctrl-C it is stopped and KeyboardInterrupt raised. Left to itself, CP-SAT would take the signal for its own and
    answer as at a limit, and HiGHS would not hear it.
    """
    with ThreadPoolExecutor(1) as engine:
        found = engine.submit(work)
        try:
            while not _ended(found):
                if limits.stopped:
                    stop()
        except KeyboardInterrupt:
            while not _ended(found):
                stop()
            raise
        return found.result()


def _ended(work: Future[Any]) -> bool:
    """Whether it has ended, after waiting a little."""
    return bool(wait([work], _EVERY).done)
