"""What could be planned although not everything could: its run, beside the honest no."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from optimizer.errors import Impossible
from optimizer.exchange.calendar_record import Events
from optimizer.exchange.manifest import inputs
from optimizer.report.rotation_run import fill_rotation
from optimizer.report.rotation_words import change_lines, comparison
from optimizer.report.run import fill_run
from optimizer.report.summary import lines
from optimizer.report.whole_way import Whole
from optimizer.rotation.repair import Mended


def planned(
    no: Impossible, source: Path | None, earlier: Events | None = None
) -> Callable[[Path], None] | None:
    """What fills the folder of that run; None where nothing was planned.

    `earlier` are the events of the calendars that people hold.
    """
    found, given = no.planned, inputs(source)
    if found is None:
        return None
    if isinstance(found, Whole):
        outcome = found.outcome
        assert outcome is not None
        return lambda part: fill_run(
            outcome, part, given=given, timetable=found.timetable, comparison=found.comparison
        )
    if isinstance(found, Mended):
        return lambda part: fill_rotation(found.timetable, part, given, found.changes, found.events, earlier)
    return lambda part: fill_rotation(found, part, given, earlier=earlier)


def planned_lines(no: Impossible) -> list[str]:
    """What was planned, as lines for a terminal."""
    found = no.planned
    if isinstance(found, Whole) and found.outcome is not None:
        towns = [] if found.timetable is None else comparison(found.timetable)
        return [*lines(found.outcome), *towns]
    if isinstance(found, Mended):
        return [*change_lines(found.changes), *comparison(found.timetable)]
    return [] if found is None else comparison(found)
