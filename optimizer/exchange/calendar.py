"""Calendars (RFC 5545) with one all-day event per month, written so that a later export updates an earlier one."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from optimizer.scenario.months import label, number

Status = Literal["CONFIRMED", "CANCELLED"]
_MAKER = "-//Chuyan//chuyan rotation//ZH"


@dataclass(frozen=True)
class Event:
    """One month of one person: `uid` stays for ever, `sequence` grows whenever anything else changes."""

    uid: str
    month: str
    summary: str
    location: str
    description: str
    sequence: int = 0
    status: Status = "CONFIRMED"


def calendar(name: str, events: Iterable[Event]) -> bytes:
    """The file of one calendar: events by month and uid, lines folded, the same bytes for the same events."""
    import icalendar

    book = icalendar.Calendar()
    book.add("prodid", _MAKER)
    book.add("version", "2.0")
    book.add("calscale", "GREGORIAN")
    title = " ".join(name.split())  # a title is one line
    book.add("name", title)
    book.add("x-wr-calname", title)
    for event in sorted(events, key=lambda event: (event.month, event.uid)):
        entry = icalendar.Event()
        first = _first_day(event.month)
        entry.add("uid", event.uid)
        entry.add("dtstamp", _stamp(first, event.sequence))
        entry.add("dtstart", first)
        entry.add("dtend", _first_day(label(number(event.month) + 1)))
        entry.add("summary", event.summary)
        entry.add("location", event.location)
        entry.add("description", event.description)
        entry.add("sequence", event.sequence)
        entry.add("status", event.status)
        entry.add("transp", "TRANSPARENT")  # a month in a unit leaves room for appointments
        book.add_component(entry)
    return bytes(book.to_ical())


def _first_day(month: str) -> datetime.date:
    return datetime.date(number(month) // 12, number(month) % 12 + 1, 1)


def _stamp(first: datetime.date, sequence: int) -> datetime.datetime:
    """No clock: the month's first instant, one second later for each revision."""
    midnight = datetime.datetime.combine(first, datetime.time(), datetime.UTC)
    return midnight + datetime.timedelta(seconds=sequence)
