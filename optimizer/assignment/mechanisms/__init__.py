"""The mechanisms (方式): how a plan is found. One file each, listed here."""

from __future__ import annotations

from typing import Final

from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.immediate_acceptance import ImmediateAcceptance
from optimizer.assignment.mechanisms.optimal import Optimal
from optimizer.assignment.mechanisms.parallel import Parallel
from optimizer.assignment.mechanisms.popular import Popular
from optimizer.assignment.mechanisms.probabilistic_serial import ProbabilisticSerial
from optimizer.assignment.mechanisms.random_serial_dictatorship import RandomSerialDictatorship
from optimizer.assignment.mechanisms.top_trading_cycles import TopTradingCycles

MECHANISMS: Final[tuple[type[Mechanism], ...]] = (
    ChoiceThenAllocation,
    DeferredAcceptance,
    ImmediateAcceptance,
    Optimal,
    Parallel,
    Popular,
    ProbabilisticSerial,
    RandomSerialDictatorship,
    TopTradingCycles,
)
"""Every mechanism that a scenario may name."""
