"""Satisfaction (满意度): a standing as a share of the best, on one scale for everybody; never nothing."""

from __future__ import annotations

from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


def steps(plan: Plan) -> Integers:
    """Who counts in steps of satisfaction: 1 = no post, `scale(plan)` = a first choice."""
    return plan.unplaced + 1 - plan.counted


def scale(plan: Plan) -> int:
    """How many steps there are: the longest list, an unlisted post, no post."""
    return plan.unplaced
