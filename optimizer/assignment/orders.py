"""The posts' own orders (岗位排序): who comes first where more people want a post than it has seats."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np

from optimizer.assignment.goals.major_fit import MajorFit
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers

By = Literal["priority", "fit"]

_FITS = 4  # levels of major fit, 0 to 3


@dataclass(frozen=True)
class Orders:
    """How every post orders the graduates: those in `priorities` first, as listed; then all others.

    The others come by priority (score, written score, lottery), or with "fit" by major fit and then by
    priority. Nobody is barred by not being listed; that is what rules are for.
    """

    market: Market
    by: By = "priority"

    def place(self, graduate: Integers, post: Integers) -> Integers:
        """Where each post puts each graduate, elementwise: smaller comes first, no two of a post are equal."""
        posts, _ = self.market.priorities
        place: Integers = len(posts) + self._missed_fit(graduate, post) * self.market.size + graduate
        if len(posts):
            keys, row = self.market.remember("priorities", self._keys)
            wanted = post * self.market.size + graduate
            order = np.argsort(wanted)  # looked up in order, millions of keys stay in the cache
            at = np.empty(len(wanted), np.int64)
            at[order] = np.minimum(np.searchsorted(keys, wanted[order]), len(keys) - 1)
            place = np.where(keys[at] == wanted, row[at], place)
        return place

    def listed(self, post: int) -> Integers:
        """Who is in `priorities` for the post, best first."""
        posts, people = self.market.priorities
        first, end = np.searchsorted(posts, [post, post + 1])
        return people[first:end]

    def others(self, post: int) -> Integers:
        """Everybody, listed or not, by priority or by fit and priority; one array for posts that ask for the same."""
        if self.by == "priority":
            return self.market.remember("by priority", lambda: np.arange(self.market.size))
        asked = int(self.market.coded("post_table", "majors")[1][post])

        def make() -> Integers:
            everybody = np.arange(self.market.size)
            missed = self._missed_fit(everybody, np.full(self.market.size, post))
            return np.argsort(missed, kind="stable").astype(np.int64)

        return self.market.remember(("by fit", asked), make)

    def _missed_fit(self, graduate: Integers, post: Integers) -> Integers:
        """Levels of major fit that each pair lacks; 0 where fit does not count."""
        if self.by == "priority":
            return np.zeros(len(graduate), np.int64)
        return _FITS - 1 - MajorFit().counts(self.market, graduate, post, graduate)

    def _keys(self) -> tuple[Integers, Integers]:
        """The pairs of `priorities` as sorted keys, and the row of each."""
        posts, people = self.market.priorities
        key = posts * self.market.size + people
        row = np.argsort(key)
        return key[row], row
