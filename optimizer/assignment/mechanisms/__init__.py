"""The mechanisms (方式): how a plan is found. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.immediate_acceptance import ImmediateAcceptance
from optimizer.assignment.mechanisms.optimal import Optimal
from optimizer.assignment.mechanisms.parallel import Parallel

MECHANISMS: Final[tuple[type[Mechanism], ...]] = (
    ChoiceThenAllocation,
    DeferredAcceptance,
    ImmediateAcceptance,
    Optimal,
    Parallel,
)
"""Every mechanism that a scenario may name."""
