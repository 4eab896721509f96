"""Repair of a timetable (轮岗调整): from a month on, change as little as must be, and say to whom and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from optimizer.errors import Impossible, InputFaults, LimitReached, UsageError
from optimizer.rotation.changed import changed_scenario
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.event_faults import event_faults
from optimizer.rotation.events import Events
from optimizer.rotation.gone import Gone
from optimizer.rotation.kinds import build, kind_faults, section
from optimizer.rotation.notices import notices
from optimizer.rotation.plan_one import Task
from optimizer.rotation.published_year import within
from optimizer.rotation.roster import Roster
from optimizer.rotation.rotate import check_arguments, settled
from optimizer.rotation.side_by_side import Progress, helpers, side_by_side
from optimizer.rotation.timetable import Timetable
from optimizer.scenario.frames import rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following, is_month, label, number
from optimizer.scenario.settings import RotationSettings
from optimizer.solver.program import Limits


@dataclass(frozen=True, eq=False)
class Mended:
    """The timetable after the repair, and a notice for every cell that differs from the published one.

    `changes` columns: `graduate`, `name`, `township`, `month`, `before`, `after` (units, "" = none), `kind`
    (left, absent, joined, returned, moved, transfer, dropped: the year ends before) and `why`; of whoever comes from another township, `before` is
    unit@township. `events` are all that have happened, for the next repair.
    """

    timetable: Timetable
    changes: pd.DataFrame = field(default_factory=pd.DataFrame)
    events: pd.DataFrame = field(default_factory=pd.DataFrame)


def repair_rotation(
    scenario: Scenario,
    published: pd.DataFrame,
    start: str,
    *,
    events: Events | None = None,
    earlier: pd.DataFrame | None = None,
    announced: str = "",
    placements: pd.DataFrame | None = None,
    townships: Sequence[str] = (),
    workers: int = 1,
    seconds: float = 600.0,
    progress: Progress = lambda township, found: None,
) -> Mended:
    """The least change of a published timetable from the month `start` on.

    `scenario` holds the data as they are now, `published` the cells of a run (`graduate`, `month`, `unit`); where
    that run is itself a repair, `earlier` are its events (`Mended.events`), which last until somebody is back.
    Months before `start`, and up to and with `announced`, stay untouched. Goals: least change (with the
    parameters of the scenario, if it names it), then the scenario's own.

    Where `placements` are not given and the graduates have no township, the published cells name it. Only the
    `townships` are planned; by default those that were published. Whoever was published there and is gone from the
    tables has left: the months they worked stay.

    Raises as `rotate` does, and UsageError for people, units or months that nobody knows.
    """
    check_arguments(workers, seconds, None)
    used = _settings(section(scenario, None))
    roster = Roster.of(scenario, used, published, placements, townships)
    wrong = repair_faults(scenario, published, start, events=events, earlier=earlier, announced=announced)
    if wrong or roster.faults:
        raise UsageError("\n".join([*wrong, *roster.faults]))
    first = _first(start, announced)
    published = roster.concerned(published)
    known = within(published, used)
    gone = Gone.of(known, used.start, roster.serving)
    roster = roster.with_people(gone.serving)
    events = gone.told(events or Events(), first, earlier)
    now, told = changed_scenario(gone.put_back(scenario), used, known, first, events, earlier, roster.serving)
    faults = kind_faults(now, used)
    if faults:
        raise InputFaults(faults)
    kinds, limits = build(used), Limits(seconds=seconds)
    others = helpers(workers - 1)
    tasks = [
        Task(cohort, kinds.rules, kinds.goals, limits)
        for cohort in cohorts(now, used, roster.placements, first, start, known)
    ]
    now = replace(now, settings=now.settings.model_copy(update={"rotation": used}))
    try:
        found = side_by_side(tasks, others, progress)
        timetable = settled(now, kinds, tasks, found, roster.others)
    except (Impossible, LimitReached) as no:
        no.planned = _mended(no.planned, tasks, published, told) if no.planned is not None else None
        raise
    return _mended(timetable, tasks, published, told)


def _mended(
    timetable: Timetable, tasks: Sequence[Task], published: pd.DataFrame, told: pd.DataFrame
) -> Mended:
    """The townships that have a plan with their notices."""
    planned = {town.cohort.township for town in timetable.towns}
    done = [task for task in tasks if task.cohort.township in planned]
    why = {
        name: reason
        for kind, name, reason in rows(told, "kind", "name", "reason")
        if kind == "left" and reason
    }
    return Mended(timetable, notices(timetable, done, published, why), told)


def _settings(given: RotationSettings) -> RotationSettings:
    """Least change comes first."""
    own: list[dict[str, Any]] = [goal for goal in given.goals if goal.get("kind") == "least-change"]
    others = [goal for goal in given.goals if goal.get("kind") != "least-change"]
    return given.model_copy(update={"goals": [*(own or [{"kind": "least-change"}]), *others]})


def repair_faults(
    scenario: Scenario,
    published: pd.DataFrame,
    start: str,
    *,
    events: Events | None = None,
    earlier: pd.DataFrame | None = None,
    announced: str = "",
) -> list[str]:
    """Everything that a call of `repair_rotation` says wrongly, all at once: months, people, units."""
    used = section(scenario, None)
    wrong = list(_month_faults(used, start, announced))
    first = "" if wrong else _first(start, announced)
    return [*wrong, *event_faults(scenario, published, first, events or Events(), earlier)]


def _month_faults(settings: RotationSettings, start: str, announced: str) -> Iterator[str]:
    """What is no month, months outside the year, and a year that is announced to its end."""
    months = following(settings.start, settings.months)
    told = dict.fromkeys([start, *filter(None, [announced])])
    unread = [month for month in told if not is_month(month)]
    outside = [month for month in told if is_month(month) and month not in months]
    if unread:
        yield f"{'、'.join(unread)} 不是月份，写成 2024-10 / not a month; write it like 2024-10"
    if outside:
        yield f"{'、'.join(outside)} 不在轮岗期 {months[0]} – {months[-1]} 内 / outside the planned months"
    if announced == months[-1]:
        yield "全部月份都已公布，没有可调整的月份 / every month is announced: nothing may change"


def _first(start: str, announced: str) -> str:
    """The first month that may change."""
    return label(max(number(start), number(announced) + 1)) if announced else start
