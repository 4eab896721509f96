"""Reserve order (递补次序): who had no post comes in by priority, the first before the second."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


class ReserveOrder(Goal):
    """One stage for each graduate without an earlier post, by priority: to be placed, if those before allow it."""

    kind: ClassVar[str] = "reserve-order"
    chinese: ClassVar[str] = "按次序递补"
    usage: ClassVar[str] = "原来没有岗位的人，按次序先后递补"

    def parts(self, market: Market) -> tuple[Goal, ...]:
        """A stage per graduate on the reserve list."""
        waiting = np.flatnonzero(market.earlier[0] < 0).tolist()
        return tuple(OnePlaced(person=person, called=market.graduates[person]) for person in waiting)


class OnePlaced(Goal):
    """Place this graduate."""

    kind: ClassVar[str] = "reserve-order"
    chinese: ClassVar[str] = "按次序递补"
    maximise: ClassVar[bool] = True

    person: int
    called: str

    @property
    def name(self) -> str:
        """Whose stage it is."""
        return f"{self.kind} {self.called}"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """This graduate or another one."""
        return (np.arange(market.size) == self.person).astype(np.int64), np.zeros(
            len(market.capacity), np.int64
        )

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One for this graduate."""
        return np.asarray(graduate == self.person, np.int64)
