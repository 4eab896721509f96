"""Whether stating the balance takes too many columns for the kernel alone."""

from __future__ import annotations

from optimizer.rotation.carry_over.arcs import Arcs
from optimizer.rotation.carry_over.follow_ups import Steps
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals.carry_over import CarryOver

_LARGE = 300


def balance_of(form: Formulation) -> CarryOver | None:
    """The goal carry-over, where there is one and stating it takes too many columns for the kernel alone."""
    for goal in form.goals:
        if isinstance(goal, CarryOver):
            arcs = Arcs.of(Steps.of(form.cohort), form.grid)
            return goal if form.grid.count + arcs.count > _LARGE else None
    return None
