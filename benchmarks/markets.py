"""The markets of the benchmarks: lists of ten, some villages far more popular than others."""

from __future__ import annotations

from functools import lru_cache

import numpy as np

from optimizer import Market

wishes = 10


@lru_cache(maxsize=1)
def market(people: int) -> Market:
    """As many posts as people; everybody lists ten different posts, drawn by popularity."""
    return Market.from_arrays(
        np.arange(people + 1) * wishes,
        lists(people).ravel(),
        np.tile(np.arange(1, wishes + 1), people),
        np.ones(people, np.int64),
    )


def lists(people: int) -> np.ndarray:
    """Ten different posts a person, shape (people, 10), best first."""
    rng = np.random.default_rng(0)
    popularity = rng.exponential(size=people)
    bounds = np.cumsum(popularity / popularity.sum())
    chosen = np.minimum(np.searchsorted(bounds, rng.random((people, wishes))), people - 1)
    while True:
        ordered = np.sort(chosen, axis=1)
        doubled = np.flatnonzero((ordered[:, 1:] == ordered[:, :-1]).any(axis=1))
        if not len(doubled):
            return chosen.astype(np.int64)
        again = np.searchsorted(bounds, rng.random((len(doubled), wishes)))
        chosen[doubled] = np.minimum(again, people - 1)
