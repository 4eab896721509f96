"""The calendars of a timetable: one per person, one per unit of a township, and what an earlier export has to do with them."""

from __future__ import annotations

import uuid
from collections import defaultdict
from collections.abc import Iterator, Set
from dataclasses import replace
from pathlib import Path

import numpy as np

from optimizer.exchange.archive import write_archive
from optimizer.exchange.calendar import Event, calendar
from optimizer.exchange.calendar_record import Events, Key, write_record
from optimizer.exchange.file_names import file_names
from optimizer.rotation.names import people_names, unit_names
from optimizer.rotation.timetable import Timetable, Town

FOLDER, TOWNSHIPS = "calendar", "townships"
_SPACE = uuid.UUID("6f1d7a52-6d0b-5a0e-9c5e-3b6f0d9f4c11")  # of this project, for identities of events


def events(timetable: Timetable, earlier: Events | None = None) -> Events:
    """The events of a timetable; those of an `earlier` export keep their uid and go on counting.

    What changed gets a higher sequence; what is gone from the months of the timetable, or lies after them, is cancelled, once;
    months before stay as they were, and so do townships that were left alone or have no plan.
    """
    known = earlier or {}
    now = {key: event for town in timetable.towns for key, event in _of_town(timetable, town)}
    alone = _alone(timetable, known, {*now})
    months = {month for town in timetable.towns for month in town.cohort.months[town.cohort.begin :]}
    last = max(months, default="")
    found = {key: _revised(known.get(key), event) for key, event in now.items()}
    for key in known.keys() - now.keys():
        event = known[key]
        over = (key.month in months or key.month > last) and key not in alone
        gone = over and event.status != "CANCELLED"
        found[key] = replace(event, status="CANCELLED", sequence=event.sequence + 1) if gone else event
    return dict(sorted(found.items()))


def _alone(timetable: Timetable, known: Events, now: Set[Key]) -> set[Key]:
    """The known events of townships that this timetable does not plan, but for people who work in one of its own then."""
    towns = {*timetable.alone, *(one.cohort.township for one in timetable.lost)}
    working = {(key.graduate, key.month) for key in now}
    there = {
        (key.graduate, key.month)
        for key, event in known.items()
        if key.township in towns and event.status != "CANCELLED"
    } - working
    return {key for key in known if (key.graduate, key.month) in there and key.township in {"", *towns}}


def _revised(before: Event | None, event: Event) -> Event:
    if before is None:
        return event
    same = replace(event, uid=before.uid, sequence=before.sequence)
    return same if same == before else replace(same, sequence=before.sequence + 1)


def _of_town(timetable: Timetable, town: Town) -> Iterator[tuple[Key, Event]]:
    """Every month of work of the year, once for the person and once for the unit."""
    scenario, cohort = timetable.scenario, town.cohort
    where = unit_names(cohort)
    for name, said, months in _working(town):
        for month, unit in months:
            when, place = cohort.months[month], f"{cohort.township} {where[unit]}"
            note = f"{scenario.settings.scenario.name} 轮岗 rotation {when}"
            own = Key("", "", name, when)
            shared = Key(cohort.township, cohort.units[unit], name, when)
            title = scenario.settings.scenario.name
            yield own, Event(_uid(title, own), when, where[unit], place, note)
            yield shared, Event(_uid(title, shared), when, f"{said} {name}".strip(), place, note)


def _working(town: Town) -> Iterator[tuple[str, str, list[tuple[int, int]]]]:
    """Id, name, and the months of work in this township with their units, of those transferred away since too."""
    cohort = town.cohort
    shown = zip(cohort.people, people_names(cohort), cohort.working(cohort.here(town.plan)), strict=True)
    gone = cohort.former
    before = () if gone is None else zip(gone.people, gone.names, gone.plan, strict=True)
    for name, said, line in (*shown, *before):
        yield (
            name,
            said,
            [
                (month, int(line[month]))
                for month in np.flatnonzero(line >= 0).tolist()
                if month >= cohort.begin
            ],
        )


def _uid(scenario: str, key: Key) -> str:
    """An identity that tells nothing of the person, and hangs on nothing but what the event is about."""
    return str(uuid.uuid5(_SPACE, "\n".join((scenario, key.township, key.unit, key.graduate, key.month))))


def write_calendars(timetable: Timetable, folder: Path, earlier: Events | None = None) -> None:
    """Write into the folder of a run `calendar/*.ics`, the record of all events, and for each township
    `townships/*.zip` with the calendars of its units and its people, those who left it included. Of townships that are
    not planned here only the record tells."""
    every = events(timetable, earlier)
    alone = _alone(
        timetable, earlier or {}, {key for town in timetable.towns for key, _ in _of_town(timetable, town)}
    )
    calendars: dict[str, list[Event]] = defaultdict(list)
    towns: dict[str, set[str]] = defaultdict(set)
    for key, event in every.items():
        if key in alone:
            continue
        own = f"person-{key.graduate}"
        name = f"unit-{key.unit}@{key.township}" if key.unit else own
        calendars[name].append(event)
        if key.unit:
            towns[key.township] |= {name, own}
    titles = _titles(timetable)
    files = file_names(calendars)
    texts = {
        name: calendar(f"{titles.get(name, name.partition('-')[2])} 轮岗", calendars[name]) for name in files
    }
    (folder / FOLDER).mkdir()
    for name, file in files.items():
        (folder / FOLDER / f"{file}.ics").write_bytes(texts[name])
    (folder / TOWNSHIPS).mkdir(exist_ok=True)
    for town, file in file_names(towns).items():
        inside = {f"{files[name]}.ics": texts[name] for name in towns[town] & texts.keys()}
        write_archive(inside, folder / TOWNSHIPS / f"{file}.zip")
    write_record(every, folder)


def _titles(timetable: Timetable) -> dict[str, str]:
    """What each calendar is called where it is shown."""
    titles = {}
    for town in timetable.towns:
        cohort = town.cohort
        for name, said in zip(cohort.people, people_names(cohort), strict=True):
            titles[f"person-{name}"] = said
        for unit, said in zip(cohort.units, unit_names(cohort), strict=True):
            titles[f"unit-{unit}@{cohort.township}"] = f"{cohort.township} {said}"
    return titles
