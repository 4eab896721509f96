"""The record of all events that a run published, from which the next one carries uids and sequences on."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from optimizer.errors import UsageError
from optimizer.exchange.calendar import Event
from optimizer.exchange.neutral import csv_text, plain
from optimizer.exchange.published import TIMETABLE
from optimizer.exchange.whole import MARK

RECORD = "calendar.csv"


@dataclass(frozen=True, order=True)
class Key:
    """What an event is about: a person's month, in their own calendar (`township` and `unit` = "") or a unit's."""

    township: str
    unit: str
    graduate: str
    month: str


Events = dict[Key, Event]
_COLUMNS = (
    "township", "unit", "graduate", "month", "uid", "sequence", "status", "summary", "location", "description",
)  # fmt: skip


def write_record(events: Events, folder: Path) -> None:
    """Write the record into the folder of a run."""
    rows = [
        (
            key.township,
            key.unit,
            key.graduate,
            key.month,
            event.uid,
            event.sequence,
            event.status,
            event.summary,
            event.location,
            event.description,
        )
        for key, event in sorted(events.items())
    ]
    table = pd.DataFrame(rows, columns=list(_COLUMNS))
    (folder / RECORD).write_bytes(csv_text(table).encode())


def read_record(run: Path) -> Events:
    """The events that a run published; none where it wrote no calendars.

    Raises UsageError where the record lacks a column, or says of an event what no event can be.
    """
    file = run / RECORD
    if not file.is_file():
        return {}
    try:
        table = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as wrong:
        raise UsageError(f"{file} 不是日历记录 / is no record of calendars: {wrong}") from wrong
    missing = [name for name in _COLUMNS if name not in table]
    if missing:
        raise UsageError(f"{file} 缺少列 / columns are missing: {', '.join(missing)}")
    rows: list[list[str]] = table[list(_COLUMNS)].map(plain).to_numpy().tolist()
    wrong_rows = [word for number, row in enumerate(rows, 2) for word in _wrong(number, row)]
    wrong_rows += _doubled(rows)
    if wrong_rows:
        raise UsageError("\n".join(f"{file} {word}" for word in wrong_rows))
    return {
        Key(*row[:4]): Event(
            row[4],
            row[3],
            row[7],
            row[8],
            row[9],
            int(row[5]),
            "CANCELLED" if row[6] == "CANCELLED" else "CONFIRMED",
        )
        for row in rows
    }


def read_published(run: Path, scenario: str) -> Events:
    """The events of a rotation's run of this scenario (its name).

    Raises UsageError where the folder is no such run, or one of another scenario.
    """
    try:
        name = json.loads((run / MARK).read_text("utf-8"))["scenario"]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise UsageError(
            f"--published {run} 不是结果文件夹 / is no run folder: name the run whose calendars people hold"
        ) from wrong
    if not (run / TIMETABLE).is_file():
        raise UsageError(
            f"--published {run} 不是轮岗的结果：没有 {TIMETABLE} / is no rotation: there is no {TIMETABLE}"
        )
    if name != scenario:
        raise UsageError(
            f"--published {run} 是另一场景“{name}”的结果，这里是“{scenario}” / is a run of another scenario"
        )
    return read_record(run)


def _doubled(rows: list[list[str]]) -> Iterator[str]:
    """Rows about an event that stands there before."""
    seen: dict[tuple[str, ...], int] = {}
    for number, row in enumerate(rows, 2):
        before = seen.setdefault(tuple(row[:4]), number)
        if before != number:
            yield f"第 {number} 行 row {number}: 与第 {before} 行重复 / the same event as in row {before}"


def _wrong(number: int, row: list[str]) -> Iterator[str]:
    """What cannot be in one row of the record."""
    asked = {
        "month": r"[12]\d{3}-(0[1-9]|1[0-2])",
        "uid": r".+",
        "sequence": r"\d{1,9}",
        "status": r"CONFIRMED|CANCELLED",
    }
    for column, form in asked.items():
        value = row[_COLUMNS.index(column)]
        if not re.fullmatch(form, value):
            yield f"第 {number} 行 row {number}, {column}: {value!r} 无法识别 / cannot be read"
