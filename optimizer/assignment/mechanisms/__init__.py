"""The mechanisms (方式): how a plan is found. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.mechanisms.optimal import Optimal

MECHANISMS: Final[tuple[type[Mechanism], ...]] = (ChoiceThenAllocation, Optimal)
"""Every mechanism that a scenario may name."""
