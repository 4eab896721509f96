"""The numbers behind an honest no: row duals that refute every timetable of a township, by adding rows up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from optimizer.rotation.cohort import Cohort
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.plan_one import Task
from optimizer.solver.program import Integers
from optimizer.solver.warm import Warm


@dataclass(frozen=True, eq=False)
class Refuted:
    """A township, and the duals of the rows of its rules; None = only a search refutes."""

    cohort: Cohort
    duals: Integers | None


def refutations(tasks: Sequence[Task]) -> list[Refuted]:
    """One for each township that has no timetable."""
    return [_refuted(task) for task in tasks]


def _refuted(task: Task) -> Refuted:
    program = Formulation(task.cohort, task.rules, ()).program
    if not program.count:
        return Refuted(task.cohort, None)
    rows = program.rows
    answer, duals = Warm(program, task.limits).ask(program.upper, rows.low, rows.high, fresh=True)
    return Refuted(task.cohort, duals if answer == "refuted" else None)
