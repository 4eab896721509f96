"""Everybody on one list with their own figures (人员), and the list to publish, masked (公示)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book
from optimizer.report.masking import mask_id, mask_name
from optimizer.report.rotation_sheets.palette import Palette, absent_style, states
from optimizer.report.rotation_sheets.year_grid import AWAY, MONTHS_A_PAGE
from optimizer.rotation.metrics.tables import by_person
from optimizer.rotation.names import people_names
from optimizer.rotation.timetable import Timetable, Town

PEOPLE, PUBLIC = "人员", "公示"
_PEOPLE = (
    ("编号\nid", 15.0), ("姓名\nname", 11.0), ("乡镇\ntownship", 18.0), ("在岗月\nworked", 9.0),
    ("不在岗月\nabsent", 9.0), ("单位数\nunits", 9.0), ("同单位最多\nlongest", 11.0), ("对口月\nfitting", 9.0),
    ("志愿分\npoints", 9.0), ("志愿总分\nhoped", 9.0), ("所缺\nmissed", 9.0),
)  # fmt: skip


def add_people(book: Book, timetable: Timetable) -> None:
    """Add the sheet of all people by township and id, to filter and sort."""
    table = by_person(timetable)
    page = book.add(PEOPLE, [width for _, width in _PEOPLE], landscape=True)
    name = timetable.scenario.settings.scenario.name
    page.title(
        neutral(f"{name} 人员".strip()), f"{len(table)} 人，按乡镇、编号排列 / people by township and id"
    )
    page.header([title for title, _ in _PEOPLE], filtered=True, last_row=len(table), height=34, frozen=2)
    names = [said for town in timetable.towns for said in people_names(town.cohort)]
    for said, (who, township, *figures) in zip(names, table.itertuples(index=False, name=None), strict=True):
        page.row([neutral(who), neutral(said), neutral(township), *figures])


def add_public(book: Book, timetable: Timetable, palette: Palette, sheet: str = PUBLIC) -> None:
    """Add the list to publish: nobody's full name or id, every month's unit."""
    months = sorted({month for town in timetable.towns for month in town.cohort.months[town.cohort.begin :]})
    page = book.add(sheet, [18.0, 10.0, 9.0, *[9.0] * len(months)], landscape=True)
    page.across(3, MONTHS_A_PAGE)
    name = timetable.scenario.settings.scenario.name
    page.title(neutral(f"{name} 轮岗公示".strip()), "姓名与编号已作隐名处理 / names and ids are masked")
    page.header(
        ["乡镇", "编号", "姓名", *months],
        filtered=True,
        last_row=sum(len(town.cohort.people) for town in timetable.towns),
        frozen=3,
    )
    for town in timetable.towns:
        for cells, styles in _masked(book, town, months, palette):
            page.row(cells, styles)


def _masked(
    book: Book, town: Town, months: Sequence[str], palette: Palette
) -> Iterator[tuple[list[Any], list[str]]]:
    """Everybody's months; why somebody is away is nobody's business."""
    cohort, special = town.cohort, states(town)
    place = {month: at for at, month in enumerate(cohort.months)}
    for person, name in enumerate(people_names(cohort)):
        who = cohort.people[person]
        shown = mask_id(name) if name == who else mask_name(name)
        cells: list[Any] = [neutral(cohort.township), mask_id(who), neutral(shown)]
        styles = ["", "", ""]
        for month in months:
            at = place.get(month, -1)
            there = at >= 0 and special[person][at] not in ("absent", "seat")
            unit = cohort.units[town.plan[person, at]] if there else ""
            cells.append(neutral(unit) if there else AWAY)
            styles.append(palette.style(book, unit) if there else absent_style(book))
        yield cells, styles
