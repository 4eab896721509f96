"""The townships beside one another (乡镇比较): size, goals with what is proved of them, metrics; all together on top."""

from __future__ import annotations

from typing import Any

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book
from optimizer.report.interventions import of_rotation
from optimizer.report.rotation_words import goal_name, goals, proved, without_plan
from optimizer.rotation.metrics import METRICS
from optimizer.rotation.metrics.tables import by_township, overall
from optimizer.rotation.timetable import Timetable

NAME = "乡镇比较"
_FIRST = (("乡镇\ntownship", 18.0), ("人数\npeople", 7.0), ("单位\nunits", 7.0), ("缺岗人月\nabsent", 9.0))


def add_comparison(book: Book, timetable: Timetable) -> None:
    """Add the sheet."""
    names = goals(timetable)
    titles = [
        *(title for title, _ in _FIRST),
        *(goal_name(name) for name in names),
        *(f"{metric.chinese}\n{metric.english}\n{metric.unit}" for metric in METRICS),
        "各目标的证明\nproof of the goals\n（抽签不计 not the lottery）",
    ]
    widths = [*(width for _, width in _FIRST), *[11.0] * (len(names) + len(METRICS)), 24.0]
    page = book.add(NAME, widths, landscape=True)
    title = f"{timetable.scenario.settings.scenario.name} {NAME}".strip()
    note = "各指标的意思见“指标”表；目标列为该目标的值 / what each figure means stands in the sheet 指标"
    page.title(neutral(title), neutral("；".join(filter(None, (of_rotation(timetable), note)))))
    page.header(
        titles, filtered=True, last_row=len(timetable.towns) + len(timetable.lost), height=100, frozen=1
    )
    table = by_township(timetable)
    for town, row in zip(timetable.towns, table.to_dict("records"), strict=True):
        values = {stage.name: stage.value for stage in town.stages}
        size = [neutral(town.cohort.township), row["people"], row["units"], row["absent"]]
        figures = [_shown(row[metric.name]) for metric in METRICS]
        page.row([*size, *(values.get(goal, "") for goal in names), *figures, proved(town)])
    for one in timetable.lost:
        size = [neutral(one.cohort.township), len(one.cohort.people), len(one.cohort.units)]
        page.row([*size, *[""] * (1 + len(names) + len(METRICS)), without_plan(one)])
    all_ = overall(timetable)
    sums = [
        sum(stage.value for town in timetable.towns for stage in town.stages if stage.name == goal)
        for goal in names
    ]
    total = book.style(
        "total", {"bold": True, "align": "center", "bg_color": "#F2F2F2", "num_format": "0.##"}
    )
    last = [
        f"合计 {len(table)} 个 total",
        int(table["people"].sum()),
        "",
        int(table["absent"].sum()),
        *sums,
        *(_shown(all_[metric.name]) for metric in METRICS),
        "",
    ]
    page.row(last, [total] * len(last))


def _shown(value: Any) -> float | int:
    """Whole numbers without decimals."""
    return int(value) if float(value).is_integer() else float(value)
