"""The planner's workbook of a rotation: changes, townships compared, metrics, people, a list to publish, each township."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.exchange.file_names import sheet_names
from optimizer.exchange.sheets import Book, new_book
from optimizer.report.rotation_sheets import changes as changes_sheet
from optimizer.report.rotation_sheets import comparison, figures, people
from optimizer.report.rotation_sheets.palette import Palette
from optimizer.report.rotation_sheets.year_grid import add_year
from optimizer.rotation.timetable import Timetable

_TAKEN = (changes_sheet.NAME, comparison.NAME, figures.NAME, people.PEOPLE, people.PUBLIC)


def write_rotation_workbook(timetable: Timetable, path: Path, changes: pd.DataFrame | None = None) -> None:
    """Write the workbook, with the `changes` of a repair where there was one; the same timetable gives the same bytes."""
    with new_book(path) as book:
        add_rotation(book, timetable, changes)


def add_rotation(
    book: Book, timetable: Timetable, changes: pd.DataFrame | None = None, *, beside: str = ""
) -> None:
    """Add the sheets; in a workbook that holds other results too, townships have `beside` before their names."""
    palette = Palette.of(timetable)
    named = {town.cohort.township: f"{beside}{town.cohort.township}" for town in timetable.towns}
    sheets = sheet_names(named.values(), (*_TAKEN, *book.names))
    if changes is not None:
        changes_sheet.add_changes(book, timetable.scenario.settings.scenario.name, changes, palette)
    comparison.add_comparison(book, timetable)
    figures.add_metrics(book, timetable)
    people.add_people(book, timetable)
    people.add_public(book, timetable, palette, f"{beside}{people.PUBLIC}".replace(" ", ""))
    for town in timetable.towns:
        add_year(book, sheets[named[town.cohort.township]], timetable, town, palette, changes)
