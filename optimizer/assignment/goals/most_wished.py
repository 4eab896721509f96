"""Most wished (志愿外最少): as few people as can be are sent to a post that they did not list."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


class MostWished(Goal):
    """Minimise the number sent to an unlisted post; no post counts nothing, so most-placed should stand before."""

    kind: ClassVar[str] = "most-wished"
    chinese: ClassVar[str] = "志愿外人数最少"
    usage: ClassVar[str] = "去志愿外岗位的人最少"

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One per placement that was not listed."""
        return np.asarray(rank == 0, np.int64)
