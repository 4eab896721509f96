"""Absences that came after the fact: in months that had passed or were announced, and where a unit then lacks people."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from optimizer.plural import counted
from optimizer.rotation.metrics.facts import bounds
from optimizer.rotation.timetable import Timetable, Town


def late_absences(timetable: Timetable, changes: pd.DataFrame) -> Iterator[str]:
    """A sentence for each township with such absences, and one for each unit and month below its minimum by them."""
    for town in timetable.towns:
        cohort = town.cohort
        late = (changes["month"] < cohort.months[cohort.first]) & changes["kind"].isin(["absent", "left"])
        mine = changes[late & (changes["township"] == cohort.township)]
        if len(mine):
            named = "、".join(
                f"{who} {month}" for who, month in zip(mine["graduate"], mine["month"], strict=True)
            )
            yield (
                f"{cohort.township}：已过去或已公布的 {len(mine)} 个月次改为不在岗，请另行告知 / "
                f"{counted(len(mine), 'month that', 'months that')} had passed or were announced: {named}"
            )
            yield from _short(timetable, town, {*zip(mine["before"], mine["month"], strict=True)})


def _short(timetable: Timetable, town: Town, cells: set[tuple[str, str]]) -> Iterator[str]:
    cohort, (worked, _) = town.cohort, town.headcounts()
    low, _ = bounds(timetable.kinds, cohort)
    for name, when in sorted(cells):
        unit, month = list(cohort.units).index(name), list(cohort.months).index(when)
        there, least = int(worked[unit, month]), int(low[unit, month])
        if there < least:
            yield (
                f"{cohort.township} {name} {when} 因此只有 {there} 人，最少 {least} 人 / has {there}, the minimum is {least}"
            )
