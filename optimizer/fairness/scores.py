"""Scores as whole thousandths of a point, so that means are exact."""

from __future__ import annotations

import numpy as np

from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


def scores(plan: Plan) -> tuple[Integers, Integers] | None:
    """The people with a post, and their scores in thousandths; None where there are no scores."""
    if "score" not in plan.market.graduate_table:
        return None
    thousandths = np.rint(plan.market.graduate_table["score"].to_numpy(float) * 1000).astype(np.int64)
    return plan.settled, thousandths[plan.settled]
