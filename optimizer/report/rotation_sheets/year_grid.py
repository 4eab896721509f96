"""A township on one sheet: people × months coloured by unit, below it the key with every unit's headcounts."""

from __future__ import annotations

from collections.abc import Sequence, Set
from typing import Any

import numpy as np
import pandas as pd

from optimizer.exchange.neutral import neutral
from optimizer.exchange.page import Page
from optimizer.exchange.sheets import Book
from optimizer.report.rotation_sheets.palette import Palette, absent_style, states
from optimizer.rotation.metrics.facts import bounds, deep, visits
from optimizer.rotation.names import people_names, unit_names
from optimizer.rotation.timetable import Timetable, Town
from optimizer.solver.program import Integers

AWAY = "—"
_KEY = (
    "— 不在岗 absent　（ ） 不在岗而保留席位 seat held　粗体 已定、已公布 fixed　斜体 已过去 past　"
    "↓ 少于最少 too few　↑ 多于最多 too many　+1 另有保留席位 seats held besides"
)
_FRAMED = "　粗框 本次有变动 changed"
MONTHS_A_PAGE = 12
_ID, _NAME, _MONTH, _FIGURE = 16.0, 10.0, 9.0, 8.0


def add_year(
    book: Book,
    sheet: str,
    timetable: Timetable,
    town: Town,
    palette: Palette,
    changes: pd.DataFrame | None = None,
) -> None:
    """Add the sheet; only months of the year are shown, and what is among a repair's `changes` is framed."""
    cohort = town.cohort
    months = list(cohort.months[cohort.begin :])
    widths = [_ID, _NAME, *[_MONTH] * len(months), _FIGURE, _FIGURE]
    page = book.add(sheet, widths, landscape=True)
    page.across(2, MONTHS_A_PAGE + 2)
    name = timetable.scenario.settings.scenario.name
    page.title(
        neutral(f"{name} {cohort.township} 轮岗表".strip()),
        f"{months[0]} – {months[-1]}　{len(cohort.people)} 人 people　{len(cohort.units)} 个单位 units　一月一轮岗",
    )
    page.header(
        ["编号 id", "姓名 name", *months, "单位数\nunits", "对口月\nfitting"],
        filtered=True,
        last_row=len(cohort.people),
        height=34,
        frozen=2,
    )
    told = changes if changes is not None else pd.DataFrame({"graduate": [], "month": []})
    changed = {*zip(told["graduate"], told["month"], strict=True)}
    _people(book, page, timetable, town, palette, changed)
    page.section("各单位人数与图例 Headcounts and key")
    page.subheader(["单位 unit", "图例 key", *months, "最少 min", "最多 max"])
    _headcounts(book, page, timetable, town, palette)
    page.wrapped(_KEY + (_FRAMED if changed else ""))


def _people(
    book: Book,
    page: Page,
    timetable: Timetable,
    town: Town,
    palette: Palette,
    changed: Set[tuple[str, str]],
) -> None:
    """A row per person: the short text of each month's unit in its colour, units seen, months in fitting units."""
    cohort, special = town.cohort, states(town)
    seen, fits = (visits(town) > 0).sum(axis=1), deep(timetable.kinds, town)
    for person, name in enumerate(people_names(cohort)):
        cells: list[Any] = [neutral(cohort.people[person]), neutral(name)]
        styles = ["", ""]
        for month in range(cohort.begin, len(cohort.months)):
            state = special[person][month]
            framed = (cohort.people[person], cohort.months[month]) in changed
            if state == "absent":
                cells.append(AWAY)
                styles.append(absent_style(book, changed=framed))
                continue
            unit = cohort.units[town.plan[person, month]]
            cells.append(f"({unit})" if state == "seat" else neutral(unit))
            styles.append(palette.style(book, unit, state, changed=framed))
        page.row([*cells, int(seen[person]), int(fits[person])], styles, height=20)


def _headcounts(book: Book, page: Page, timetable: Timetable, town: Town, palette: Palette) -> None:
    """A row per unit: its name and colour, who is at work each month, the numbers asked for; then all together."""
    cohort = town.cohort
    low, high = bounds(timetable.kinds, cohort)
    worked, taken = cohort.counts(cohort.working(town.plan)), cohort.counts(town.plan)
    names = unit_names(cohort)
    year = range(cohort.begin, len(cohort.months))
    for unit in palette.order(cohort):
        look = palette.style(book, cohort.units[unit])
        styles = [
            _count_style(book, *(int(table[unit, month]) for table in (worked, taken, low, high)))
            if month >= cohort.first
            else ""
            for month in year
        ]
        counts = [int(worked[unit, month]) for month in year]
        asked = _asked(low[unit, cohort.first :]), _asked(high[unit, cohort.first :], len(cohort.people))
        page.row(
            [neutral(names[unit]), neutral(cohort.units[unit]), *counts, *asked],
            [look, look, *styles],
            height=20,
        )
    total = book.style("total", {"bold": True, "align": "center", "bg_color": "#F2F2F2"})
    for title, there in (("在岗 at work", True), ("不在岗 absent", False)):
        counts = [int((cohort.working(town.plan)[:, month] >= 0).sum()) for month in year]
        shown = counts if there else [len(cohort.people) - count for count in counts]
        page.row([title, "", *shown, "", ""], [total] * (len(shown) + 4), height=20)


def _count_style(book: Book, worked: int, taken: int, low: int, high: int) -> str:
    """How a headcount is shown: the number stays a number, signs beside it say what is wrong."""
    sign = "↓" if worked < low else "↑" if taken > high else ""
    held = f"+{taken - worked}" if taken > worked else ""
    if not sign and not held:
        return ""
    look: dict[str, Any] = {"align": "center", "num_format": f'0"{held}{sign}"'}
    if sign:
        look |= {"bold": True, "font_color": "#C00000", "bg_color": "#FFC7CE"}
    return book.style(f"count {held}{sign}", look)


def _asked(numbers: Integers, everybody: int | None = None) -> Any:
    """What is asked for over the year: one number, or from – to; "" = no limit."""
    shown: Sequence[int] = sorted({int(number) for number in np.unique(numbers)})
    if not shown or (everybody is not None and shown[0] >= everybody):
        return ""
    return shown[0] if len(shown) == 1 else f"{shown[0]}–{shown[-1]}"
