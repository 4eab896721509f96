"""The workbook of a sweep: what to read first, the settings compared, intervals over seeds, and every run."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book, new_book
from optimizer.fairness.phrases import two
from optimizer.fairness.ways import chinese
from optimizer.report.sweep_charts import numeric_dials
from optimizer.sweeping.dials import title
from optimizer.sweeping.request import METRICS
from optimizer.sweeping.sweep import Sweep
from optimizer.sweeping.tables import called, comparable

_STATUS = {"proved": "完成", "limit": "到达时限", "impossible": "无可行方案", "error": "出错"}
_BETTER = {"higher": "越高越好", "lower": "越低越好", "neither": "不分好坏"}


_HEADLINES = ("placed", "first-choice", "sent-unlisted", "mean-standing", "worst-tenth", "justified-envy")
_MOST_COLUMNS = 40  # settings side by side
_MOST_ROWS = 200_000  # more are no table for people


def write_sweep_workbook(sweep: Sweep, path: Path) -> None:
    """Write every table of a sweep as a sheet; what is too long for a sheet stands in the folder's files only."""
    with new_book(path) as book:
        page = book.add("说明", [110])
        page.title("扫描：先看这里")
        for text in (sweep.chinese, sweep.english, *_left_out(sweep)):
            page.row([neutral(text)])
        _settings(book, sweep)
        if len(sweep.settings) <= _MOST_COLUMNS:
            _metrics(book, sweep)
        _curves(book, sweep)
        if len(sweep.intervals) <= _MOST_ROWS:
            _intervals(book, sweep)
        if len(sweep.table) <= _MOST_ROWS:
            _runs(book, sweep)


def _left_out(sweep: Sweep) -> Iterator[str]:
    """Where to find what is not in this workbook."""
    if len(sweep.settings) > _MOST_COLUMNS:
        yield f"设置超过 {_MOST_COLUMNS} 种，全部指标见 settings.csv / all metrics of all settings: settings.csv"
    for frame, name in ((sweep.intervals, "intervals"), (sweep.table, "table")):
        if len(frame) > _MOST_ROWS:
            yield f"{len(frame)} 行放不下，见 {name}.csv / too many rows for a sheet: {name}.csv"


def _settings(book: Book, sweep: Sweep) -> None:
    """A row per setting with what people ask for first; lowest and highest beside the metrics of the frontier."""
    dials = [dial for dial in sweep.request.dials if dial in sweep.settings]
    weighed = sweep.request.frontier or ()
    shown = [
        *weighed,
        *(name for name in _HEADLINES if name in sweep.request.metrics and name not in weighed),
    ]
    shown = shown or list(sweep.request.metrics[:6])
    columns = [*((_head(dial), 14) for dial in dials), ("次数", 7), ("失败", 7), ("种子组", 8), ("前沿", 7)]
    for name in shown:
        columns += [
            (METRICS[name].title.split(" / ")[0], 13),
            *([(f"{METRICS[name].chinese} 最低–最高", 16)] if name in weighed else []),
        ]
    spans = {(row["setting"], row["metric"]): row for row in sweep.intervals.to_dict("records")}
    rows = []
    for row in sweep.settings.to_dict("records"):
        cells = [
            *(_cell(row[dial]) for dial in dials),
            row["runs"],
            row["failed"],
            row["seeds"],
            "★" if row["frontier"] else "",
        ]
        for name in shown:
            span = spans.get((row["setting"], name))
            cells += [_cell(row[name]), *([_span(span)] if name in weighed else [])]
        rows.append(cells)
    _sheet(book, "设置比较", "各种设置，各种子的平均", _star(sweep), columns, rows, frozen=len(dials))


def _span(row: Mapping[Any, Any] | None) -> str:
    """From the lowest to the highest."""
    return "" if row is None else f"{two(float(row['lowest']))}–{two(float(row['highest']))}"


def _metrics(book: Book, sweep: Sweep) -> None:
    """A row per metric, the settings side by side."""
    names = [neutral(name) for name in called(sweep.request, sweep.settings, chinese=True)]
    columns = [("指标", 30), *((name, 15) for name in names), ("方向", 10)]
    rows = [
        [METRICS[name].title.split(" / ")[0], *(_cell(value) for value in sweep.settings[name]), _BETTER[METRICS[name].better]]
        for name in sweep.request.metrics
    ]  # fmt: skip
    _sheet(book, "全部指标", "全部指标，各种子的平均", _star(sweep), columns, rows, frozen=1)


def _star(sweep: Sweep) -> str:
    """What the star means."""
    if sweep.request.frontier is None:
        return "没有指定前沿的两个指标"
    one, other = (METRICS[name].chinese for name in sweep.request.frontier)
    return f"★＝“{one}”与“{other}”两项，没有别的设置都不差且有一项更好（同一种子组之内）"


def _curves(book: Book, sweep: Sweep) -> None:
    """The metrics of the frontier against a dial, with a chart each, where that dial alone was turned."""
    dials = [dial for dial in sweep.request.dials if dial in sweep.settings]
    if len(dials) != 1 or not numeric_dials(sweep.request):
        return
    known = comparable(sweep.settings)
    for number, name in enumerate(sweep.request.frontier or (), 1):
        page = book.add(f"曲线{number}", [14, 12, 12, 12])
        page.title(f"{METRICS[name].chinese}（{_BETTER[METRICS[name].better]}）", _head(dials[0]))
        spans = sweep.intervals[sweep.intervals["metric"] == name].set_index("setting")
        first = page.next_row
        page.header([_head(dials[0]), "最低", "平均", "最高"])
        for setting, position in zip(known["setting"], known[dials[0]], strict=True):
            page.row(
                [_cell(position), *(_cell(spans.loc[setting, one]) for one in ("lowest", "mean", "highest"))]
            )
        if len(known):
            book.add_lines(
                page,
                (first, first + len(known)),
                4,
                METRICS[name].chinese,
                METRICS[name].unit.split(" / ")[0],
            )


def _intervals(book: Book, sweep: Sweep) -> None:
    """The lowest, mean and highest of every setting and metric."""
    names = dict(
        zip(sweep.settings["setting"], called(sweep.request, sweep.settings, chinese=True), strict=True)
    )
    columns = [("设置", 40), ("指标", 34), ("次数", 8), ("最低", 12), ("平均", 12), ("最高", 12)]
    rows = [
        [neutral(names[row["setting"]]), METRICS[row["metric"]].title.split(" / ")[0], row["runs"],
         *(_cell(row[column]) for column in ("lowest", "mean", "highest"))]
        for row in sweep.intervals.to_dict("records")
    ]  # fmt: skip
    _sheet(book, "区间", "换种子会怎样", "各种子中的最低、平均、最高", columns, rows)


def _runs(book: Book, sweep: Sweep) -> None:
    """Every run, with the key by which it can be made again."""
    dials = list(sweep.request.dials)
    columns = [
        ("行", 7),
        ("键 key", 20),
        ("设置", 7),
        ("前沿", 7),
        ("状态", 12),
        *((_head(dial), 14) for dial in dials),
    ]
    columns += [(METRICS[name].title.split(" / ")[0], 13) for name in sweep.request.metrics]
    columns += [("原因 why", 60)]
    rows = [
        [row["row"], row["key"], row["setting"], "★" if row["frontier"] else "", _STATUS[row["status"]],
         *(_seed(row[dial]) for dial in dials), *(_cell(row[name]) for name in sweep.request.metrics), neutral(row["why"])]
        for row in sweep.table.to_dict("records")
    ]  # fmt: skip
    note = "任何一行可单独重算：chuyan sweep 此文件夹 --row 行号；★＝同样种子之内不能两项都更好"
    _sheet(book, "每次运行", "每次运行", note, columns, rows, frozen=5 + len(dials))


def _head(dial: str) -> str:
    return title(dial).split(" / ")[0]


def _seed(cell: Any) -> Any:
    """A position of a dial; whole numbers beyond what a spreadsheet holds exactly stand as text."""
    return str(cell) if not pd.isna(cell) and isinstance(cell, int) and abs(cell) >= 10**15 else _cell(cell)


def _cell(value: Any) -> Any:
    """A cell as people read it; nothing where nothing could be measured."""
    if pd.isna(value):
        return ""
    if isinstance(value, str):
        return neutral(chinese(value))
    if isinstance(value, bool):
        return "是" if value else "否"
    return int(value) if float(value).is_integer() else round(float(value), 4)


def _sheet(
    book: Book,
    sheet: str,
    heading: str,
    note: str,
    columns: Sequence[tuple[str, float]],
    rows: Sequence[Sequence[Any]],
    frozen: int = 0,
) -> None:
    """A sheet that is one table with a filter; the first `frozen` columns stay where one scrolls."""
    page = book.add(sheet, [width for _, width in columns], landscape=True)
    page.title(heading, note)
    page.header(
        [header for header, _ in columns], filtered=True, last_row=len(rows), height=48, frozen=frozen
    )
    for row in rows:
        page.row(row)
