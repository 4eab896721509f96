"""What a mechanism promises in a form that the page can check: picks in turn, bands, or no exchange that helps."""

from __future__ import annotations

from typing import Any

from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.mechanisms.deferred_acceptance import DeferredAcceptance
from optimizer.assignment.mechanisms.immediate_acceptance import ImmediateAcceptance
from optimizer.assignment.mechanisms.parallel import Parallel
from optimizer.assignment.mechanisms.random_serial_dictatorship import RandomSerialDictatorship
from optimizer.assignment.mechanisms.top_trading_cycles import TopTradingCycles


def promise(mechanism: Mechanism, market: Market) -> dict[str, Any]:
    """The form, with its parameters; "none" where it is a sum over everybody, or a chance: see the proofs."""
    if isinstance(mechanism, ChoiceThenAllocation):
        return {"form": "turns", "first": mechanism.choosers(market)}
    if isinstance(mechanism, RandomSerialDictatorship):
        return {"form": "turns", "first": None}
    if isinstance(mechanism, DeferredAcceptance):
        return {"form": "bands", "ends": [market.longest]}
    if isinstance(mechanism, ImmediateAcceptance):
        return {"form": "bands", "ends": list(range(1, market.longest + 1))}
    if isinstance(mechanism, Parallel):
        return {
            "form": "bands",
            "ends": [sum(mechanism.bands[: at + 1]) for at in range(len(mechanism.bands))],
        }
    return {"form": "exchange" if isinstance(mechanism, TopTradingCycles) else "none"}
