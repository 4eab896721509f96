"""The planner's workbook of a rotation: changes, townships compared, metrics, people, a list to publish, each township."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.exchange.file_names import sheet_names
from optimizer.exchange.sheets import new_book
from optimizer.report.rotation_sheets import changes as changes_sheet
from optimizer.report.rotation_sheets import comparison, figures, people
from optimizer.report.rotation_sheets.palette import Palette
from optimizer.report.rotation_sheets.year_grid import add_year
from optimizer.rotation.timetable import Timetable

_TAKEN = (changes_sheet.NAME, comparison.NAME, figures.NAME, people.PEOPLE, people.PUBLIC)


def write_rotation_workbook(timetable: Timetable, path: Path, changes: pd.DataFrame | None = None) -> None:
    """Write the workbook, with the `changes` of a repair where there was one; the same timetable gives the same bytes."""
    palette = Palette.of(timetable)
    sheets = sheet_names((town.cohort.township for town in timetable.towns), _TAKEN)
    with new_book(path) as book:
        if changes is not None:
            changes_sheet.add_changes(book, timetable.scenario.settings.scenario.name, changes, palette)
        comparison.add_comparison(book, timetable)
        figures.add_metrics(book, timetable)
        people.add_people(book, timetable)
        people.add_public(book, timetable, palette)
        for town in timetable.towns:
            add_year(book, sheets[town.cohort.township], timetable, town, palette, changes)
