"""The change notices of a repair: for every cell that differs, what was, what is, and why it could not stay."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from operator import itemgetter

import numpy as np
import pandas as pd

from optimizer.rotation.cohort import Cohort
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.rotation.rules.base import Rule
from optimizer.rotation.timetable import Timetable, Town
from optimizer.scenario.frames import rows

_COLUMNS = ("graduate", "name", "township", "month", "before", "after", "kind", "why")
_SHOWN = 2


def notices(
    timetable: Timetable, tasks: Sequence[Task], published: pd.DataFrame, reasons: Mapping[str, str]
) -> pd.DataFrame:
    """A row per changed cell, by township, person and month, `reasons` telling by id why somebody left; those who are gone from the tables come last, then the
    months that the year does not have any more. A month never published is no change."""
    every = [*(town.cohort for town in timetable.towns), *(one.cohort for one in timetable.lost)]
    serving = {who: cohort.township for cohort in every for who in cohort.people}
    before = _Before.of(timetable, published, serving, reasons)
    found = [
        row for town, task in zip(timetable.towns, tasks, strict=True) for row in _of_town(town, task, before)
    ]
    first = min((town.cohort.months[town.cohort.first] for town in timetable.towns), default="")
    last = max((town.cohort.months[-1] for town in timetable.towns), default="")
    found += [
        (who, before.names.get(who, ""), before.home[who], month, unit, "", "left", _UNLISTED)
        for (who, month), unit in sorted(before.cells.items())
        if who not in serving and unit and first <= month <= last
    ]
    found += [
        (who, before.names.get(who, ""), before.home[who], month, unit, "", "dropped", _OVER)
        for (who, month), unit in sorted(before.cells.items())
        if unit and month > last
    ]
    return pd.DataFrame(found, columns=list(_COLUMNS))


@dataclass(frozen=True)
class _Before:
    """What was published: the unit by person and month, of another township than now as unit@township; everybody's
    township at last, and name; the months; and why people left, as far as it was told."""

    cells: Mapping[tuple[str, str], str]
    home: Mapping[str, str]
    names: Mapping[str, str]
    months: frozenset[str]
    reasons: Mapping[str, str]

    @staticmethod
    def of(
        timetable: Timetable,
        published: pd.DataFrame,
        serving: Mapping[str, str],
        reasons: Mapping[str, str],
    ) -> _Before:
        """From the published table, which may tell townships; `serving` are those of now."""
        table = published if "township" in published else published.assign(township="")
        told = sorted(rows(table, "graduate", "month", "unit", "township"), key=itemgetter(1))
        cells = {
            (who, month): f"{unit}@{town}" if unit and town and serving.get(who, town) != town else unit
            for who, month, unit, town in told
        }
        people = timetable.scenario.graduates
        names = dict(rows(people, "graduate", "name"))
        return _Before(
            cells, {who: town for who, _, _, town in told}, names, frozenset(table["month"]), reasons
        )

    def said(self, kind: str, who: str) -> tuple[str, str]:
        """What a change of a kind that explains itself says, in both languages; blank for all others."""
        chinese, english = _REASONS.get(kind, ("", ""))
        why = self.reasons.get(who, "") if kind == "left" else ""
        return (f"{chinese}：{why}", f"{english}: {why}") if why else (chinese, english)

    def transferred(self, who: str, town: str) -> bool:
        """Whether the person served in another township."""
        return self.home.get(who, "") not in ("", town)

    def told(self, who: str, town: str, month: str) -> bool:
        """Whether a month is news to somebody who serves in a township: what was never published is not."""
        return month in self.months or self.transferred(who, town)


def _of_town(town: Town, task: Task, known: _Before) -> Iterator[tuple[str, ...]]:
    cohort, plan = town.cohort, town.plan
    units = [*cohort.units, ""]
    new = {who for who in cohort.people if not any((who, month) in known.cells for month in cohort.months)}
    for person, who in enumerate(cohort.people):
        name = known.names.get(who, "")
        yield from _late(cohort, plan, person, name, known)
        cells = [
            (month, known.cells.get((who, cohort.months[month]), ""), units[plan[person, month]])
            for month in range(cohort.first, len(cohort.months))
            if who in new or known.told(who, cohort.township, cohort.months[month])
        ]
        moved = [(month, before, after) for month, before, after in cells if before != after]
        why = cache(partial(_why, town, task, person))
        for month, before, after in moved:
            if after and known.transferred(who, cohort.township):
                kind, reason = "transfer", _transfer(known.home[who], cohort)
            else:
                kind = _kind(before, after, gone=_gone(cohort, person, month), new=who in new)
                said = " / ".join(filter(None, known.said(kind, who)))
                reason = said or _here(town, task, person, month) or why()
            yield who, name, cohort.township, cohort.months[month], before, after, kind, reason


def _late(
    cohort: Cohort, plan: np.ndarray, person: int, name: str, known: _Before
) -> Iterator[tuple[str, ...]]:
    """The months that had passed or were announced, and in which the person turns out to be absent."""
    who = cohort.people[person]
    for month in range(cohort.begin, cohort.first):
        before = known.cells.get((who, cohort.months[month]), "")
        if before in cohort.units and plan[person, month] < 0:
            kind = "left" if _gone(cohort, person, month) else "absent"
            chinese, english = known.said(kind, who)
            yield (
                who,
                name,
                cohort.township,
                cohort.months[month],
                before,
                "",
                kind,
                f"{chinese}；{_LATE[month < cohort.past][0]} / {english}; {_LATE[month < cohort.past][1]}",
            )


_LATE = {
    True: ("此月已过去", "the month had passed"),
    False: ("此月已公布", "the month was announced"),
}
"""What is said of a month, by whether it had passed."""
_OVER = "轮岗期在此之前结束 / the planned months end before"
_UNLISTED = "已不在名单上 / is no longer in the tables"
_REASONS = {
    "left": ("离岗", "has left"),
    "absent": ("请假", "is absent"),
    "joined": ("新到岗", "joins"),
    "returned": ("返岗", "is back"),
}


def _transfer(old: str, cohort: Cohort) -> str:
    new, last = cohort.township, cohort.announced_to
    if not last:
        return f"由{old}调往{new} / is transferred from {old} to {new}"
    return f"由{old}调往{new}；{last} 及以前仍按已公布的 / is transferred from {old} to {new}; up to {last} as announced"


def _gone(cohort: Cohort, person: int, month: int) -> bool:
    """Whether the person is absent from this month to the end."""
    return bool(cohort.absent[person, month:].all())


def _kind(before: str, after: str, *, gone: bool, new: bool) -> str:
    if before and after:
        return "moved"
    if before:
        return "left" if gone else "absent"
    return "joined" if new else "returned"


def _here(town: Town, task: Task, person: int, month: int) -> str:
    """Which rules break if the person stays where they were in this month alone; "" = none."""
    cohort = town.cohort
    unit = int(cohort.earlier[person, month])
    if cohort.high[unit, month] < 1:
        return f"{cohort.units[unit]} {cohort.months[month]} 停办 / the unit is closed in this month"
    return _broken(town, task, person, np.arange(len(cohort.months)) == month)


def _why(town: Town, task: Task, person: int) -> str:
    """Which rules break if the person stays all the time; else what keeping them there would cost, solved anew."""
    cohort = town.cohort
    keep = cohort.open[person] & (cohort.earlier[person] >= 0)
    keep &= cohort.high[cohort.earlier[person], np.arange(len(keep))] > 0
    return _broken(town, task, person, keep) or _costs(town, task, person, keep)


def _broken(town: Town, task: Task, person: int, keep: np.ndarray) -> str:
    """What the rules find once the person's old units are kept in these months."""
    plan = town.plan.copy()
    plan[person, keep] = town.cohort.earlier[person, keep]
    broken = [word for rule in task.rules for word in _worse(rule, town.cohort, town, plan)]
    if not broken:
        return ""
    more = f" 等 {len(broken)} 处 / and more" if len(broken) > _SHOWN else ""
    return "若不动：" + "；".join(broken[:_SHOWN]) + more


def _worse(rule: Rule, cohort: Cohort, town: Town, plan: np.ndarray) -> Iterator[str]:
    """What the rule finds in this plan and not in the one that was found."""
    words = rule.check(cohort, plan)
    known = set(rule.check(cohort, town.plan)) if words else set()
    yield from (word for word in words if word not in known)


def _costs(town: Town, task: Task, person: int, keep: np.ndarray) -> str:
    cohort = town.cohort
    fixed = cohort.fixed.copy()
    fixed[person, keep] = cohort.earlier[person, keep]
    other = plan_one(replace(task, cohort=replace(cohort, fixed=fixed)))
    if other.plan is None:
        return "若不动则无可行方案 / keeping it makes the rules impossible"
    for mine, theirs in zip(town.stages, other.stages, strict=False):
        if mine.value != theirs.value:
            return (
                f"若不动，{mine.name} 由 {mine.value} 变为 {theirs.value} / keeping it would change {mine.name} "
                f"from {mine.value} to {theirs.value}"
            )
    return "与不动者各项目标相同，由抽签决定 / as good as keeping it in every goal: the lottery decided"
