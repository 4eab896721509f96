"""Most placed (安置最多): as many graduates with a post, and so as many seats filled, as can be."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


class MostPlaced(Goal):
    """Maximise the number of graduates with a post; listed and unlisted placements count one each."""

    kind: ClassVar[str] = "most-placed"
    chinese: ClassVar[str] = "安置人数最多"
    usage: ClassVar[str] = "有岗位的人最多"
    maximise: ClassVar[bool] = True

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One per placement."""
        return np.ones(len(graduate), np.int64)
