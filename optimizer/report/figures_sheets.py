"""The sheets of figures: the summary with what is proved (统计), and every county and township (分区统计)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book
from optimizer.report.statistics import by_area, by_rank
from optimizer.report.summary import figures, reasons
from optimizer.report.words import bound, goal_name, proof

_WIDTHS = (46, 15, 13, 50)
_ALL = "全部"
_WISHES = "志愿满足情况 Wishes granted"
_HEADERS = ("项目 item", "结果 value", "界 bound", "说明 note")
_AREAS = {
    "county": ("县区", 11),
    "township": ("乡镇", 17),
    "posts": ("岗位", 7),
    "seats": ("名额", 7),
    "placed": ("已安置", 8),
    "empty": ("空额", 7),
    "by_choice": ("个人选岗", 9),
    "by_allocation": ("组织分配", 9),
    "first": ("第一志愿", 9),
    "three": ("前三志愿", 9),
    "unlisted": ("志愿以外", 9),
    "mean_rank": ("平均志愿序", 11),
    "lowest": ("最低成绩", 9),
}

Rows = list[Sequence[Any]]


def add_figures(book: Book, name: str, outcome: Outcome) -> None:
    """Add both sheets; their tables add up to the summary."""
    page = book.add("统计", _WIDTHS)
    page.title(f"{name} 统计".strip(), _made_by(outcome))
    page.header(_HEADERS)
    for title, rows in _blocks(outcome):
        page.section(title)
        first = page.next_row
        for row in rows:
            page.row(row)
        if title == _WISHES and len(rows):
            charted = (first - 1, first - 1 + len(rows))
    book.add_bars(page, charted, [1], "志愿满足情况 Wishes granted", "人数 people")
    areas = [*_areas(outcome, ["county"]), *_areas(outcome, ["county", "township"])]
    page = book.add("分区统计", [width for _, width in _AREAS.values()], landscape=True)
    page.title(f"{name} 分区统计".strip(), "先列各县区合计，再列各乡镇 / counties first, then townships")
    first = page.next_row
    page.header([header for header, _ in _AREAS.values()], filtered=True, last_row=len(areas))
    for row in areas:
        page.row(row)
    counties = sum(row[1] == _ALL for row in areas)
    names = list(_AREAS)
    stacked = [names.index(name) for name in ("by_choice", "by_allocation", "empty")]
    book.add_bars(page, (first, first + counties), stacked, "各县区怎样到岗 By county", "人数 people")


def _made_by(outcome: Outcome) -> str:
    if outcome.scenario is None:
        return ""
    settings = outcome.scenario.settings
    return f"方式 mechanism: {settings.assignment.mechanism}　　种子 seed: {settings.scenario.seed}"


def _blocks(outcome: Outcome) -> Iterator[tuple[str, Rows]]:
    yield (
        "总体 Summary",
        [(f"{said.chinese} {said.english}", said.value, "", "") for said in figures(outcome)],
    )
    goals: Rows = [
        (goal_name(stage.name), stage.value, bound(stage), proof(stage)) for stage in outcome.stages
    ]
    yield "逐级目标与证明 Goals in their order, and what is proved", goals
    yield _WISHES, _ranks(outcome)
    left = reasons(outcome)
    if left:
        yield "未落实原因 Why unplaced", [(neutral(reason), many, "", "") for reason, many in left]


def _ranks(outcome: Outcome) -> Rows:
    """How many got which wish; the shares are of all graduates."""
    found = outcome.summary
    counted = [(f"第 {rank} 志愿 choice {rank}", many) for rank, many in by_rank(outcome).items()]
    counted.append(("志愿以外 not listed", int(found["unlisted"])))
    counted.append(("未落实 unplaced", int(found["unplaced"])))
    people = max(int(found["graduates"]), 1)
    return [(label, many, "", f"占全部报名人数 {many / people:.1%} of all") for label, many in counted]


def _areas(outcome: Outcome, keys: list[str]) -> Iterator[Sequence[Any]]:
    for row in by_area(outcome, keys).to_dict("records"):
        yield [_plain(row.get(name, _ALL if name == "township" else "")) for name in _AREAS]


def _plain(figure: Any) -> Any:
    if isinstance(figure, str):
        return neutral(figure)
    if pd.isna(figure):
        return ""
    return round(float(figure), 2) if isinstance(figure, float) else int(figure)
