"""A workbook for each township: its timetable, counts and changes, and a page to print for everybody there."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from optimizer.exchange.file_names import file_names, sheet_names
from optimizer.exchange.sheets import Book, new_book
from optimizer.exchange.timetable_calendars import TOWNSHIPS
from optimizer.report.rotation_sheets.card import add_card
from optimizer.report.rotation_sheets.changes import NAME, add_changes, add_notice
from optimizer.report.rotation_sheets.figures import add_counts
from optimizer.report.rotation_sheets.palette import Palette
from optimizer.report.rotation_sheets.year_grid import add_year
from optimizer.rotation.names import people_names, unit_names
from optimizer.rotation.timetable import Timetable, Town

_TAKEN = ("轮岗表", "次数", NAME)


def write_township_workbooks(timetable: Timetable, folder: Path, changes: pd.DataFrame | None = None) -> None:
    """Write `townships/*.xlsx` into the folder of a run; `changes` are a repair's."""
    palette = Palette.of(timetable)
    (folder / TOWNSHIPS).mkdir()
    files = file_names(town.cohort.township for town in timetable.towns)
    for town in timetable.towns:
        with new_book(folder / TOWNSHIPS / f"{files[town.cohort.township]}.xlsx") as book:
            add_year(book, "轮岗表", timetable, town, palette, changes)
            add_counts(book, town, palette)
            if changes is not None:
                _add_changes(book, timetable, town, _of_town(changes, town), palette)
            cards = _sheets(dict(zip(town.cohort.people, people_names(town.cohort), strict=True)), "")
            for person, who in enumerate(town.cohort.people):
                add_card(book, cards[who], timetable, town, person, palette)


def _add_changes(
    book: Book, timetable: Timetable, town: Town, changes: pd.DataFrame, palette: Palette
) -> None:
    """The list of the township's changes and a notice for everybody touched; nothing where nobody is."""
    if not len(changes):
        return
    scenario = timetable.scenario.settings.scenario.name
    add_changes(book, scenario, changes, palette)
    units = dict(zip(town.cohort.units, unit_names(town.cohort), strict=True))
    people = dict(zip(town.cohort.people, people_names(town.cohort), strict=True))
    gone = dict(zip(changes["graduate"], changes["name"], strict=True))
    sheets = _sheets({who: name or who for who, name in {**gone, **people}.items()}, "通知 ")
    for who, own in changes.groupby("graduate", sort=True):
        add_notice(book, sheets[str(who)], scenario, own, units, palette, town.cohort.announced_to)


def _of_town(changes: pd.DataFrame, town: Town) -> pd.DataFrame:
    """The changes that a township is told: of its own people, and of those who were transferred from it."""
    name = town.cohort.township
    return changes[(changes["township"] == name) | changes["before"].str.endswith(f"@{name}")]


def _sheets(names: Mapping[str, str], before: str) -> dict[str, str]:
    """A sheet name for everybody, by id: the name, and the id where it is not the name."""
    said = {who: f"{before}{who}" if who == name else f"{before}{name} {who}" for who, name in names.items()}
    named = sheet_names(said.values(), _TAKEN)
    return {who: named[text] for who, text in said.items()}
