"""Several codes per graduate and per post as one: alike in all is alike."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from optimizer.solver.program import Integers

Codes = tuple[Integers, Integers]
"""One code per graduate and one per post."""


def combined(given: Iterable[Codes | None]) -> Codes | None:
    """One code per graduate and per post, equal only where all the given ones are; None where none is given."""
    known = [codes for codes in given if codes is not None]
    if not known:
        return None
    return _as_one([left for left, _ in known]), _as_one([right for _, right in known])


def _as_one(columns: list[Integers]) -> Integers:
    _, code = np.unique(np.column_stack(columns), axis=0, return_inverse=True)
    return np.asarray(code.ravel(), np.int64)
