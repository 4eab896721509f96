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
from optimizer.rotation.cohort import Cohort, Flags
from optimizer.rotation.metrics.facts import bounds, deep, visits
from optimizer.rotation.names import people_names, unit_names
from optimizer.rotation.timetable import Timetable, Town
from optimizer.solver.program import Integers

AWAY, ELSEWHERE = "—", "他镇"
_KEY = (
    "— 不在岗 absent　他镇 在其他乡镇 elsewhere　（ ） 不在岗而保留席位 seat held　粗体 已定、已公布 fixed　斜体 已过去 past　"
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
        last_row=len(cohort.people) + (len(cohort.former.people) if cohort.former is not None else 0),
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
            elsewhere = cohort.elsewhere is not None and bool(cohort.elsewhere[person, month])
            if state == "absent" or elsewhere:
                cells.append(ELSEWHERE if elsewhere else AWAY)
                styles.append(absent_style(book, changed=framed))
                continue
            unit = cohort.units[town.plan[person, month]]
            cells.append(f"({unit})" if state == "seat" else neutral(unit))
            styles.append(palette.style(book, unit, state, changed=framed))
        page.row([*cells, int(seen[person]), int(fits[person])], styles, height=20)
    _transferred(book, page, town, palette)


def _transferred(book: Book, page: Page, town: Town, palette: Palette) -> None:
    """A row for each of those who served here before they were transferred."""
    cohort, former = town.cohort, town.cohort.former
    for person, who in enumerate(former.people if former is not None else ()):
        assert former is not None
        cells, styles = [neutral(who), neutral(former.names[person])], ["", ""]
        for month in range(cohort.begin, len(cohort.months)):
            unit = int(former.plan[person, month])
            here = bool(former.here[person, month])
            cells.append(neutral(cohort.units[unit]) if unit >= 0 else AWAY if here else ELSEWHERE)
            styles.append(
                palette.style(book, cohort.units[unit], "past") if unit >= 0 else absent_style(book)
            )
        page.row([*cells, "", ""], styles, height=20)


def _headcounts(book: Book, page: Page, timetable: Timetable, town: Town, palette: Palette) -> None:
    """A row per unit: its name and colour, who is at work each month, the numbers asked for; then all together."""
    cohort = town.cohort
    low, high = bounds(timetable.kinds, cohort)
    worked, taken = town.headcounts()
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
    serving = len(cohort.people) - _moved(cohort.elsewhere, cohort)
    if cohort.former is not None:
        serving = serving + _moved(cohort.former.here, cohort)
    for title, there in (("在岗 at work", True), ("不在岗 absent", False)):
        counts = [int(worked[:, month].sum()) for month in year]
        shown = (
            counts
            if there
            else [int(serving[month]) - count for month, count in zip(year, counts, strict=True)]
        )
        page.row([title, "", *shown, "", ""], [total] * (len(shown) + 4), height=20)


def _moved(flags: Flags | None, cohort: Cohort) -> Integers:
    """How many of these people it is in each month."""
    return np.zeros(len(cohort.months), np.int64) if flags is None else flags.sum(axis=0)


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
