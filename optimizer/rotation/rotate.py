"""Rotate: from a scenario to the timetable of every township, side by side on the cores."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import Impossible, InputFaults, LimitReached, UsageError
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.kinds import Kinds, build, kind_faults, section
from optimizer.rotation.plan_one import Found, Task
from optimizer.rotation.refutation import refutations
from optimizer.rotation.side_by_side import Progress, helpers, side_by_side
from optimizer.rotation.timetable import Lost, Status, Timetable, Town
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import RotationSettings
from optimizer.solver.conflict import TOGETHER, Conflict
from optimizer.solver.lexicographic import ENGINES
from optimizer.solver.program import Limits


def rotate(
    scenario: Scenario,
    placements: pd.DataFrame | None = None,
    *,
    townships: Sequence[str] = (),
    settings: RotationSettings | Mapping[str, Any] | None = None,
    workers: int = 1,
    seconds: float = 600.0,
    engine: str | None = None,
    progress: Progress = lambda township, found: None,
    stop: str | Path = "",
) -> Timetable:
    """Who works in which unit, month by month, by the scenario's `[rotation]` or by other `settings`.

    `placements` (`graduate`, `post`) say who serves where; without them the graduates' column `township`
    does. `townships` plans only these. Townships are planned apart, `workers` of them at a time in processes
    of their own; `seconds` limits the search for each, never the answer. `progress` is told of each;
    `stop` names a file: once it is there, every search ends as at its limit, with the best plan so far.

    Raises UsageError for a wrong argument, InputFaults for settings that cannot be honoured, Impossible
    where a township's rules cannot be met, LimitReached where a limit was hit before any plan was found for one;
    both carry the timetable of all other townships (`planned`).
    """
    check_arguments(workers, seconds, engine)
    used = section(scenario, settings)
    faults = kind_faults(scenario, used)
    if faults:
        raise InputFaults(faults)
    kinds = build(used)
    limits = Limits(seconds=seconds, stop=str(stop))
    others = helpers(workers - 1)
    every = cohorts(scenario, used, placements)
    wanted = _wanted(every, townships)
    alone = tuple(cohort.township for cohort in every if cohort not in wanted)
    tasks = [Task(cohort, kinds.rules, kinds.goals, limits, engine) for cohort in wanted]
    scenario = replace(scenario, settings=scenario.settings.model_copy(update={"rotation": used}))
    return settled(scenario, kinds, tasks, side_by_side(tasks, others, progress), alone)


def settled(
    scenario: Scenario,
    kinds: Kinds,
    tasks: Sequence[Task],
    found: Sequence[Found],
    alone: tuple[str, ...] = (),
) -> Timetable:
    """The timetable of what was found; raises Impossible or LimitReached, with all that was found, where there is no
    plan for a township. `alone`: the townships that were not to be planned."""
    pairs = list(zip(tasks, found, strict=True))
    towns = tuple(_town(task, one) for task, one in pairs if one.plan is not None)
    lost = tuple(Lost(task.cohort, one.status) for task, one in pairs if one.plan is None)
    timetable = Timetable(scenario, kinds, towns, lost, alone)
    if not lost:
        return timetable
    no = without_plan([(task, one) for task, one in pairs if one.plan is None], len(tasks) + len(alone) > 1)
    no.planned = timetable if towns else None
    no.scenario = scenario
    raise no


def _town(task: Task, one: Found) -> Town:
    assert one.plan is not None
    status: Status = "proved" if one.status == "proved" else "limit"
    return Town(task.cohort, one.plan, one.stages, status, one.duals, one.bare)


def without_plan(lost: Sequence[tuple[Task, Found]], several: bool) -> Impossible | LimitReached:
    """Why these townships have no plan: impossible ones first, for they can be explained. `several`: they, or with
    others, are more than one, so that all that is said of one names it."""
    refuted = [(task, one) for task, one in lost if one.status == "infeasible"]
    if not refuted:
        names = "、".join(task.cohort.township for task, _ in lost)
        return LimitReached(f"时限内没有找到方案 / no plan was found in time: {names}")
    said = [
        f"{task.cohort.township}: {word}" for task, one in refuted for word in one.witnesses or (TOGETHER,)
    ]
    tasks = [task for task, _ in refuted]
    return Impossible(said, partial(_explained, tasks, several), partial(refutations, tasks))


def _explained(tasks: Sequence[Task], several: bool) -> Conflict:
    """The conflicts of these townships in one, each sentence with its township where there are several; of many, the
    first few, which share the time: the others are likely to quarrel alike."""
    from optimizer.rotation.explained import explained

    few, others = tasks[:_FEW], tasks[_FEW:]
    every = [
        (f"{task.cohort.township}: " if several else "", explained(_shared(task, len(few)))) for task in few
    ]
    return Conflict(
        tuple(
            replace(one, row=one.row and f"{town}{one.row}", sentence=f"{town}{one.sentence}")
            for town, found in every
            for one in found.members
        ),
        "search" if any(found.proof == "search" for _, found in every) else "counting",
        tuple(
            replace(way, rules=tuple(f"{town}{name}" for name in way.rules))
            for town, found in every
            for way in found.relaxations
        ),
        (
            *(f"{town}{sentence}" for town, found in every for sentence in found.left_open),
            *([_unexplained(others)] if others else ()),
        ),
    )


_FEW = 3
"""Townships whose conflict is looked for."""


def _shared(task: Task, many: int) -> Task:
    """The task with its part of the time."""
    return replace(task, limits=replace(task.limits, seconds=task.limits.seconds / many))


def _unexplained(tasks: Sequence[Task]) -> str:
    names = "、".join(task.cohort.township for task in tasks)
    return f"另有 {len(tasks)} 个乡镇排不出，未逐个查冲突，改好后再看 / not looked into: {names}"


def check_arguments(workers: int, seconds: float, engine: str | None) -> None:
    """Refuse limits and engines that make no sense."""
    if workers < 1 or not seconds > 0:
        raise UsageError(
            f"workers = {workers}、seconds = {seconds} 须为正 / workers and seconds must be positive"
        )
    if engine is not None and engine not in ENGINES:
        raise UsageError(f"没有引擎 {engine} / no engine {engine}: {', '.join(ENGINES)}")


def _wanted(every: list[Cohort], names: Sequence[str]) -> list[Cohort]:
    """The cohorts of these townships; no names = all."""
    from optimizer.scenario.nearest import advice

    known = [cohort.township for cohort in every]
    wrong = [name for name in names if name not in known]
    if wrong:
        raise UsageError(
            "\n".join(f"没有乡镇 {name} / no such township; {advice(name, known)}" for name in wrong)
        )
    return [cohort for cohort in every if not names or cohort.township in names]
