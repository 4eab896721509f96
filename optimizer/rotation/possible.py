"""Whether every township's year can be planned at all, asked before anybody waits for the best plan."""

from __future__ import annotations

from optimizer.errors import InputFaults
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.kinds import build, kind_faults, section
from optimizer.rotation.plan_one import Found, Task, refuted
from optimizer.rotation.rotate import without_plan
from optimizer.scenario.model import Scenario
from optimizer.solver import lexicographic
from optimizer.solver.program import Limits


def possible_year(scenario: Scenario, *, seconds: float = 600.0) -> None:
    """Find any timetable that honours every rule, for each township of the graduates' table; goals do not matter.

    Raises InputFaults as `rotate` does, Impossible with all townships that have no plan, LimitReached where a limit
    leaves one open.
    """
    used = section(scenario, None)
    faults = kind_faults(scenario, used)
    if faults:
        raise InputFaults(faults)
    rules, limits = build(used).rules, Limits(seconds=seconds)
    tasks = [Task(cohort, rules, (), limits) for cohort in cohorts(scenario, used)]
    found = [(task, _any(task)) for task in tasks]
    lost = [(task, one) for task, one in found if one.status != "proved"]
    if lost:
        no = without_plan(lost, several=len(tasks) > 1)
        no.scenario = scenario
        raise no


def _any(task: Task) -> Found:
    """Whether there is any plan; the plan itself is not kept."""
    counted = refuted(task)
    if counted:
        return Found(None, (), "infeasible", counted)
    form = Formulation(task.cohort, task.rules, ())
    return Found(
        None, (), lexicographic.anything(form.program, form.lottery(0) * 0, task.limits.begun()).status
    )
