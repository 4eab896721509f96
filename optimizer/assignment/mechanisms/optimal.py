"""Optimal (全局最优): no stage of choice; everybody is allocated by the goals, one after the other."""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.allocation import allocate
from optimizer.assignment.diary import Diary
from optimizer.assignment.mechanisms.base import Found, Mechanism
from optimizer.assignment.pins import pinned
from optimizer.assignment.task import Task


class Optimal(Mechanism):
    """The plan that is best by the goals in their order; pins are kept, priority does not count."""

    kind: ClassVar[str] = "optimal"
    chinese: ClassVar[str] = "全局最优"
    story: ClassVar[str] = "按目标统一分配，没有选岗一环"

    def run(self, task: Task) -> Found:
        """Allocate everybody who is not pinned."""
        found = allocate(task, pinned(task))
        nobody = np.zeros(task.market.size, bool)
        return Found(found.placed, nobody, Diary.of(), found.stages, found.status, record=found.record)
