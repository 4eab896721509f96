"""Keep placed (不落空): as few as can be of those who had a published post end without any."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.solver.program import Integers


class KeepPlaced(Goal):
    """Minimise the people of the table `earlier` (原安置) who end without a post.

    To the goal least-change losing a post is a change like any other; this goal tells the two apart.
    """

    kind: ClassVar[str] = "keep-placed"
    chinese: ClassVar[str] = "原有岗位者落空最少"
    usage: ClassVar[str] = "原安置中有岗位的人，落空的最少"

    def unplaced(self, market: Market) -> Integers:
        """One for whoever had a post."""
        return (market.earlier[0] >= 0).astype(np.int64)
