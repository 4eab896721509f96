"""A search that ends when somebody asks for it: a thread looks whether they have, while the engine works."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Event, Thread

from optimizer.solver.program import Limits

_EVERY = 0.2  # seconds


@contextmanager
def interrupted(limits: Limits, stop: Callable[[], None]) -> Iterator[None]:
    """Call `stop`, again and again, from the moment the limits are called off until the block ends."""
    if not limits.stop:
        yield
        return
    done = Event()

    def watch() -> None:
        while not done.wait(_EVERY):
            if limits.stopped:
                stop()

    watcher = Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        done.set()
        watcher.join()
