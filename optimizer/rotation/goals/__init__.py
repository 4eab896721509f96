"""The goals (目标) of the rotation, met one after the other. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.rotation.goals.base import Goal
from optimizer.rotation.goals.carry_over import CarryOver
from optimizer.rotation.goals.depth import Depth
from optimizer.rotation.goals.evenness import Evenness
from optimizer.rotation.goals.fairness import Fairness
from optimizer.rotation.goals.least_change import LeastChange
from optimizer.rotation.goals.mild_rules import MildRules
from optimizer.rotation.goals.wishes import Wishes

GOALS: Final[tuple[type[Goal], ...]] = (
    CarryOver,
    Depth,
    Evenness,
    Fairness,
    LeastChange,
    MildRules,
    Wishes,
)
"""Every goal that a scenario may name."""
