"""Building and writing very many small objects without the search for circles among them."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def uncollected() -> Iterator[None]:
    """No cyclic collection within the block: cells of a workbook make no circles, and looking through half a million
    of them again and again took a quarter of the time. Memory stays the same (measured: 437 MB against 434)."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
