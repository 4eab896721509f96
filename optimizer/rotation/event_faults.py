"""What the events of a repair say wrongly: people, units and townships that nobody knows, months that cannot be."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from optimizer.rotation.events import Events, opens, still_away, still_closed
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import is_month
from optimizer.scenario.nearest import advice
from optimizer.scenario.standard_units import units_or_standard


def event_faults(
    scenario: Scenario, published: pd.DataFrame, first: str, events: Events, earlier: pd.DataFrame | None
) -> list[str]:
    """Everything that the events say wrongly, a sentence each; `first` is the first month that may change."""
    units = sorted(units_or_standard(scenario.units)["unit"])
    towns = _townships(scenario, published)
    people = sorted(scenario.graduates["graduate"])
    named = [name for name in events.returned if name not in people]
    reopened = [name for name in named if "@" in name or name in units]
    return [
        *_people(scenario, published, events),
        *_returned(
            [name for name in events.returned if name not in reopened],
            people,
            events,
            still_away(earlier, first),
        ),
        *_units(events.closed, units, towns),
        *_reopened(reopened, units, towns, events, still_closed(earlier, first)),
        *_published(published, units),
        *_spans(events),
    ]


def _people(scenario: Scenario, published: pd.DataFrame, events: Events) -> Iterator[str]:
    """Who has left or is absent, and is neither in the tables nor published."""
    people = sorted(scenario.graduates["graduate"])
    known = {*people, *published["graduate"]}
    for name in (*events.left, *(who for who, _, _ in events.absent)):
        if name not in known:
            yield f"没有编号 {name} / nobody with this id; {advice(name, people)}"


def _returned(names: list[str], people: list[str], events: Events, away: set[str]) -> Iterator[str]:
    for name in names:
        if name not in people:
            yield f"没有编号 {name} / nobody with this id; {advice(name, people)}"
        elif name in events.left:
            yield f"{name} 既离岗又返岗 / is told to have left and to be back: say one of them"
        elif name not in away:
            yield (
                f"{name} 没有因此前的调整离岗或请假；“请假”表里写的，请改表 / is not away by an earlier repair; "
                "what stands in the sheet of absences is mended there"
            )


def _units(names: tuple[str, ...] | list[str], units: list[str], towns: list[str]) -> Iterator[str]:
    for name in names:
        unit, _, town = name.partition("@")
        if unit not in units:
            yield f"没有单位 {unit} / no such unit; {advice(unit, units)}"
        if town and towns and town not in towns:
            yield f"没有乡镇 {town} / no such township; {advice(town, towns)}"


def _reopened(
    names: list[str], units: list[str], towns: list[str], events: Events, shut: set[str]
) -> Iterator[str]:
    """Units told to be open again that no earlier repair closed, or not in this township alone."""
    for name in names:
        wrong = [*_units([name], units, towns)]
        yield from wrong
        unit = name.partition("@")[0]
        if wrong or any(opens(name, closed) for closed in shut):
            pass
        elif unit in shut:
            yield f"{unit} 是在各乡镇一起停办的，写 --return {unit} / {unit} was closed in every township: say --return {unit}"
        else:
            yield (
                f"{name} 没有因此前的调整停办；“编制”表里写的，请改表 / is not closed by an earlier repair; "
                "what stands in the sheet of headcounts is mended there"
            )
        if any(opens(name, closed) for closed in events.closed):
            yield f"{name} 既停办又恢复 / is told to be closed and to be open again: say one of them"


def _published(published: pd.DataFrame, units: list[str]) -> Iterator[str]:
    for unit in sorted({*published["unit"]} - {*units, ""}):
        yield f"已公布的单位 {unit} 不在轮岗单位表里 / a published unit is not in units; {advice(unit, units)}"


def _townships(scenario: Scenario, published: pd.DataFrame) -> list[str]:
    """Every township that people serve in, or served in when the timetable was published."""
    told = (scenario.graduates, scenario.posts, published)
    return sorted({town for table in told if "township" in table for town in table["township"]} - {""})


def _spans(events: Events) -> Iterator[str]:
    """Absences whose months are none, or end before they begin."""
    for who, *months in events.absent:
        wrong = [month for month in dict.fromkeys(months) if month and not is_month(month)]
        for month in wrong:
            yield f"{who} 请假 {month} 不是月份，写成 2024-10 / not a month; write it like 2024-10"
        if not wrong and all(months) and months[1] < months[0]:
            yield f"{who} 请假 {months[0]} – {months[1]} 前后颠倒 / ends before it begins"
