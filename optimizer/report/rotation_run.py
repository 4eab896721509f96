"""The run folder of a rotation: inputs, timetable, metrics, notices, workbooks, calendars, manifest; whole or not at all."""

from __future__ import annotations

import json
from pathlib import Path

import pandas as pd

from optimizer.evidence.claims import sealed
from optimizer.evidence.folder import CERTIFICATE
from optimizer.evidence.rotation_certificate import rotation_certificate
from optimizer.evidence.written import write_json
from optimizer.exchange.calendar_record import Events
from optimizer.exchange.inputs import write_inputs
from optimizer.exchange.manifest import inputs, write_timetable_manifest
from optimizer.exchange.neutral import csv_text
from optimizer.exchange.published import EVENTS, TIMETABLE
from optimizer.exchange.timetable_calendars import write_calendars
from optimizer.exchange.whole import write_whole
from optimizer.report.page.assignment_page import PAGE
from optimizer.report.page.rotation_page import write_rotation_page
from optimizer.report.rotation_workbook import write_rotation_workbook
from optimizer.report.township_workbooks import write_township_workbooks
from optimizer.rotation.metrics.tables import record
from optimizer.rotation.timetable import Timetable


def write_rotation(
    timetable: Timetable,
    folder: Path,
    *,
    source: Path | None = None,
    force: bool = False,
    changes: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    earlier: Events | None = None,
) -> None:
    """Write the run of a timetable; `source` is where the scenario was loaded from, `changes` are a repair's
    notices, `events` all that has happened, from which the next repair goes on.

    `earlier` are the events of the calendars that people hold: they are carried on, so that the new ones update them.

    Raises UsageError where the folder holds something already (a run is replaced with `force`).
    """
    given = inputs(source)
    write_whole(folder, lambda part: fill_rotation(timetable, part, given, changes, events, earlier), force)


def fill_rotation(
    timetable: Timetable,
    part: Path,
    given: dict[str, str],
    changes: pd.DataFrame | None = None,
    events: pd.DataFrame | None = None,
    earlier: Events | None = None,
) -> None:
    """Write all files into an empty folder; `given` are the digests of the input."""
    _csv(named(timetable), part / TIMETABLE)
    if changes is not None:
        _csv(changes, part / "changes.csv")
    if events is not None:
        _csv(events, part / EVENTS)
    text = json.dumps(record(timetable), ensure_ascii=False, indent=2) + "\n"
    (part / "metrics.json").write_text(text, encoding="utf-8")
    write_inputs(timetable.scenario, part)
    write_json(sealed(rotation_certificate(timetable), part), part / CERTIFICATE)
    write_rotation_workbook(timetable, part / "workbook.xlsx", changes)
    write_township_workbooks(timetable, part, changes)
    write_calendars(timetable, part, earlier)
    write_rotation_page(timetable, part / PAGE, changes)
    write_timetable_manifest(timetable, part, given)


def named(timetable: Timetable) -> pd.DataFrame:
    """The cells with everybody's name."""
    people = timetable.scenario.graduates.set_index("graduate")["name"]
    cells = timetable.cells.copy()
    cells.insert(1, "name", cells["graduate"].map(people).fillna(""))
    return cells


def _csv(frame: pd.DataFrame, path: Path) -> None:
    path.write_bytes(csv_text(frame).encode())
