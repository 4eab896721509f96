"""The metrics (指标) with their meanings, every goal's proof, and who follows whom."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from optimizer.exchange.neutral import neutral
from optimizer.exchange.page import Page
from optimizer.exchange.sheets import Book
from optimizer.report.rotation_sheets.palette import Palette
from optimizer.rotation.metrics import METRICS
from optimizer.rotation.metrics.facts import followed, visits
from optimizer.rotation.metrics.tables import overall, worst_off
from optimizer.rotation.names import people_names
from optimizer.rotation.timetable import Timetable, Town

NAME = "指标"
_COLUMNS = (
    ("指标\nin Chinese", 17.0), ("指标\nin English", 24.0), ("结果\nvalue", 10.0), ("单位\nunit", 18.0), ("越…越好\nbetter", 14.0),
    ("意思 meaning", 62.0),
)  # fmt: skip
_BETTER = {"higher": "高 higher", "lower": "低 lower"}


def add_metrics(book: Book, timetable: Timetable) -> None:
    """Add the sheet of all metrics over all townships, and of the people who are worst off."""
    page = book.add(NAME, [width for _, width in _COLUMNS], landscape=True)
    name = timetable.scenario.settings.scenario.name
    seed = timetable.scenario.settings.scenario.seed
    page.title(neutral(f"{name} 指标".strip()), f"全部 {len(timetable.towns)} 个乡镇　种子 seed: {seed}")
    page.header([title for title, _ in _COLUMNS], height=34)
    values = overall(timetable)
    for metric in METRICS:
        meaning = f"{metric.meaning}\n{metric.meaning_english}"
        value = values[metric.name]
        shown = int(value) if float(value).is_integer() else value
        page.row(
            [metric.chinese, metric.english, shown, metric.unit, _BETTER[metric.better], meaning], height=50
        )
    worst = worst_off(timetable)
    if len(worst):
        page.section("志愿满足最少者 The worst-off")
        page.subheader(["乡镇 township", "编号 id", "所缺 missed", "志愿 hoped", "已满足 met"])
        for row in worst.itertuples():
            page.row([neutral(row.township), neutral(row.graduate), row.missed, row.hoped, row.points])


def add_counts(book: Book, town: Town, palette: Palette) -> None:
    """Add the sheet of one township's counts: months of each person in each unit, and which unit follows which."""
    cohort, order = town.cohort, palette.order(town.cohort)
    page = book.add("次数", [16.0, 12.0, *[10.0] * (len(order) + 1)], landscape=True)
    page.title(
        neutral(f"{cohort.township} 轮岗次数"), "每人在每个单位的月数 / months of each person in each unit"
    )
    units = [neutral(cohort.units[unit]) for unit in order]
    page.header(["编号 id", "姓名 name", *units, "合计 all"], frozen=2)
    seen = visits(town)
    for person, name in enumerate(people_names(cohort)):
        months = [int(seen[person, unit]) for unit in order]
        page.row([neutral(cohort.people[person]), neutral(name), *months, sum(months)])
    page.section("前后衔接 Who follows whom：一个月在左列单位、下一个月在上行单位的人次")
    page.subheader(["先 first", "", *units, "合计 all"])
    _steps(book, page, followed(town)[order][:, order].tolist(), [cohort.units[at] for at in order], palette)


def _steps(
    book: Book, page: Page, counts: Sequence[Sequence[int]], units: Sequence[str], palette: Palette
) -> None:
    for unit, line in zip(units, counts, strict=True):
        look = palette.style(book, unit)
        cells: list[Any] = [neutral(unit), "", *line, sum(line)]
        page.row(cells, [look, look])
