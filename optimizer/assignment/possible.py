"""Whether all guarantees can be met together, asked before the day."""

from __future__ import annotations

from optimizer.assignment.conflict import completed, conflict
from optimizer.assignment.explained import impossible
from optimizer.assignment.kinds import build, rule_faults
from optimizer.assignment.market import Market
from optimizer.assignment.pins import pinned
from optimizer.assignment.task import Task
from optimizer.errors import InputFaults
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Limits


def possible(scenario: Scenario, *, workers: int = 1, seconds: float = 600.0) -> None:
    """Find any plan that keeps the pins and honours every rule.

    Raises InputFaults as `assign` does, Impossible where there is no plan, LimitReached where a limit leaves it open.
    """
    market, kinds = Market.from_scenario(scenario), build(scenario.settings.assignment)
    faults = rule_faults(kinds, market)
    if faults:
        raise InputFaults(faults)
    task = Task(market, kinds.rules, kinds.goals, Limits(seconds=seconds, workers=workers))
    placed = pinned(task)
    if completed(task, placed) is None:
        raise impossible(task, placed, conflict(task, placed))
