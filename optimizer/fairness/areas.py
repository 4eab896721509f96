"""Means by area: what people at the posts of each township have on average."""

from __future__ import annotations

from fractions import Fraction

import numpy as np

from optimizer.assignment.rules.groups import areas
from optimizer.fairness.metrics.base import Number
from optimizer.fairness.plan import Plan
from optimizer.solver.program import Integers


def by_area(plan: Plan, people: Integers, amount: Integers) -> dict[str, Number]:
    """The exact mean amount of the people placed in each township; townships without any are left out."""
    if not {"area", "township", "county"} <= set(plan.market.post_table):
        return {}
    labels, area = areas(plan.market, "township")
    here = area[plan.placed[people]]
    many, total = np.bincount(here, minlength=len(labels)), np.zeros(len(labels), np.int64)
    np.add.at(total, here, amount)
    return {labels[at]: Fraction(int(total[at]), int(many[at])) for at in np.flatnonzero(many).tolist()}
