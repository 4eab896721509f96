"""The workbook of a comparison: what to read first, the metrics, the curve, people, posts, and what differs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.exchange.neutral import neutral
from optimizer.exchange.page import Page
from optimizer.exchange.sheets import Book, new_book
from optimizer.fairness.compare import Comparison
from optimizer.fairness.ways import chinese
from optimizer.report.tables import cells

Columns = Sequence[tuple[str, float]]

CHANGES = {"gains": "更好", "loses": "更差", "same": "一样", "not compared": "志愿不同，不比"}
POSTS = {
    "same people": "人员不变", "other people": "人员不同", "higher scores": "成绩更高", "lower scores": "成绩更低",
    "more people": "人数增加", "fewer people": "人数减少",
}  # fmt: skip
_BETTER = {"higher": "越高越好", "lower": "越低越好", "neither": "不分好坏"}
_PEOPLE: Columns = (
    ("方案", 22), ("编号", 14), ("姓名", 11), ("变化", 9), ("好几位", 8), ("原岗位", 12), ("原村", 18), ("原志愿序", 9),
    ("现岗位", 12), ("现村", 18), ("现志愿序", 9), ("原因 why", 60),
)  # fmt: skip
_POSTS: Columns = (
    ("方案", 22), ("岗位编号", 14), ("村", 20), ("乡镇", 16), ("变化", 10), ("平均成绩差", 10), ("原人员", 26), ("现人员", 26),
)  # fmt: skip
_INPUTS: Columns = (("方案", 22), ("表", 14), ("哪一项", 34), ("列", 16), ("原", 34), ("现", 34))
_INTERVALS: Columns = (("方案", 26), ("指标", 40), ("抽签次数", 10), ("最低", 12), ("平均", 12), ("最高", 12))


def write_comparison_workbook(comparison: Comparison, path: Path) -> None:
    """Write every table of a comparison as a sheet."""
    with new_book(path) as book:
        _summary(book, comparison)
        _metrics(book, comparison)
        _curve(book, comparison)
        _parts(book, comparison)
        note = f"与“{chinese(comparison.names[0])}”相比；好几位＝志愿序提前几位"
        _sheet(book, "个人得失", "每人得失", note, _PEOPLE, _people(comparison))
        _sheet(book, "各村得失", "各岗位得失", note.partition("；")[0], _POSTS, _posts(comparison))
        _sheet(book, "输入差异", "输入与设置的差异", "与第一个方案相比", _INPUTS, _texts(comparison.inputs))
        if len(comparison.intervals):
            _sheet(book, "抽签区间", "换一次抽签会怎样", "每次重新安置", _INTERVALS, _intervals(comparison))


def add_comparison(book: Book, comparison: Comparison) -> None:
    """Add what a planner looks at first to the workbook of one of the plans: metrics, the curve, everybody."""
    page = _metrics(book, comparison)
    for text in (comparison.chinese, comparison.english, *comparison.notes):
        page.wrapped(neutral(text))
    _curve(book, comparison)
    note = f"与“{chinese(comparison.names[0])}”相比；好几位＝志愿序提前几位"
    _sheet(book, "个人得失", "每人得失", note, _PEOPLE, _people(comparison))


def _summary(book: Book, comparison: Comparison) -> None:
    page = book.add("说明", [110])
    page.title("方案比较：先看这里")
    for text in (comparison.chinese, comparison.english, *comparison.notes):
        page.row([neutral(text)])


def _metrics(book: Book, comparison: Comparison) -> Page:
    names = [neutral(chinese(name)) for name in comparison.names]
    columns: Columns = (("指标", 30), *((name, 13) for name in names), ("单位", 8), ("方向", 10), ("更好的是谁", 46),
                        ("含义", 60))  # fmt: skip
    rows = []
    for row in comparison.table.to_dict("records"):
        unit = row["unit"].split(" / ")[0]
        figures = [_figure(row[name], unit) for name in comparison.names]
        said = [row[column].split(" / ")[0] for column in ("verdict", "meaning")]
        rows.append([row["title"].split(" / ")[0], *figures, unit, _BETTER[row["better"]], *said])
    return _sheet(book, "方案比较", "方案比较", "每行一个指标，各方案并列", columns, rows)


def _figure(value: float, unit: str) -> Any:
    """Counts as whole numbers; nothing where nothing could be measured."""
    if value != value:
        return ""
    whole = unit in {"人", "对", "名额"} or (unit == "志愿序" and value == int(value))
    return int(value) if whole else round(float(value), 4)


def _curve(book: Book, comparison: Comparison) -> None:
    """The rank curve, with a chart of its own; nothing without that metric."""
    rows = comparison.parts[comparison.parts["metric"] == "rank-curve"]
    if not len(rows):
        return
    names = [neutral(chinese(name)) for name in comparison.names]
    page = book.add("志愿曲线", [26, *(13 for _ in names)], landscape=True)
    page.title("志愿满足曲线", "得到前几个志愿之一的人数，逐位累计")
    first = page.next_row
    page.header(["前几志愿", *names])
    for row in rows.to_dict("records"):
        part = row["part"].split(" / ")[0]
        page.row([f"前 {part}" if part.isdigit() else part, *(int(row[name]) for name in comparison.names)])
    ranks = rows["part"].str.isdigit().sum()
    book.add_lines(page, (first, first + int(ranks)), 1 + len(names), "前几志愿之内的人数", "人数")


def _parts(book: Book, comparison: Comparison) -> None:
    titles = dict(zip(comparison.table["metric"], comparison.table["title"], strict=True))
    names = [neutral(chinese(name)) for name in comparison.names]
    columns: Columns = (("指标", 34), ("分项", 30), *((name, 13) for name in names))
    rows = [
        [titles[row["metric"]].split(" / ")[0], neutral(row["part"]), *(_figure(row[name], "") for name in comparison.names)]
        for row in comparison.parts.to_dict("records")
    ]  # fmt: skip
    _sheet(book, "分项", "各指标的分项", "按志愿序、群体、乡镇、岗位", columns, rows)


def _people(comparison: Comparison) -> Iterable[Sequence[Any]]:
    base, villages = comparison.plans[0].market, _villages(comparison)
    names = dict(zip(base.graduates, cells(base.graduate_table, "name", base.size), strict=True))
    for row in comparison.people.itertuples():
        change, here, there = CHANGES[str(row.change)], str(row.before), str(row.after)
        yield (
            chinese(str(row.plan)), row.graduate, names[str(row.graduate)], change, row.steps, here, villages.get(here, ""),
            row.before_rank, there, villages.get(there, ""), row.after_rank, row.why,
        )  # fmt: skip


def _posts(comparison: Comparison) -> Iterable[Sequence[Any]]:
    base, villages = comparison.plans[0].market, _villages(comparison)
    towns = dict(zip(base.posts, cells(base.post_table, "township", len(base.posts)), strict=True))
    for row in comparison.posts.itertuples():
        post, change = str(row.post), POSTS[str(row.change)]
        yield (
            chinese(str(row.plan)), post, villages.get(post, ""), towns[post], change, row.points, row.before, row.after,
        )  # fmt: skip


def _villages(comparison: Comparison) -> dict[str, Any]:
    """The village of every post that any plan knows."""
    found: dict[str, Any] = {}
    for plan in comparison.plans:
        market = plan.market
        found |= dict(zip(market.posts, cells(market.post_table, "village", len(market.posts)), strict=True))
    return found


def _intervals(comparison: Comparison) -> Iterable[Sequence[Any]]:
    titles = dict(zip(comparison.table["metric"], comparison.table["title"], strict=True))
    for row in comparison.intervals.itertuples():
        title = titles[str(row.metric)].split(" / ")[0]
        yield chinese(str(row.plan)), title, row.lotteries, row.lowest, row.mean, row.highest


def _texts(table: pd.DataFrame) -> Iterable[Sequence[Any]]:
    return table.itertuples(index=False, name=None)


def _sheet(
    book: Book, sheet: str, title: str, note: str, columns: Columns, rows: Iterable[Sequence[Any]]
) -> Page:
    """A sheet that is one table with a filter."""
    page = book.add(sheet, [width for _, width in columns], landscape=True)
    page.title(title, note)
    written = [["" if pd.isna(cell) else neutral(cell) for cell in row] for row in rows]
    page.header([header for header, _ in columns], filtered=True, last_row=len(written))
    for row in written:
        page.row(row)
    return page
