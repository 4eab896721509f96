"""The numbers behind an honest no: prices that refute every plan which keeps these placements."""

from __future__ import annotations

from dataclasses import dataclass

from optimizer.assignment.crowd import Crowd
from optimizer.assignment.ledger import ledger
from optimizer.assignment.task import Task
from optimizer.assignment.witness import Prices
from optimizer.solver.program import Integers
from optimizer.solver.warm import Warm


@dataclass(frozen=True)
class Refutation:
    """Who was placed already (a post per graduate, -1 = nobody yet), and the prices; None = only a search refutes."""

    task: Task
    placed: Integers
    prices: Prices | None

    @staticmethod
    def of(task: Task, placed: Integers) -> Refutation:
        """Ask the relaxation once; its word is believed only where exact arithmetic agrees."""
        crowd = Crowd(task, ledger(task.market, task.rules), placed)
        rows = crowd.program.rows
        answer, duals = Warm(crowd.program, task.limits).ask(
            crowd.upper(placed), rows.low, rows.high, fresh=True
        )
        return Refutation(task, placed, crowd.prices(duals) if answer == "refuted" else None)
