"""What a repair changed (变动), cell by cell, and a printable notice for each person it touches (变动通知)."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book
from optimizer.plural import counted
from optimizer.report.rotation_sheets.palette import Palette
from optimizer.report.rotation_words import CHANGES

NAME = "变动"
_LIST = (
    ("乡镇\ntownship", 17.0), ("编号\nid", 14.0), ("姓名\nname", 10.0), ("月份\nmonth", 9.0), ("变动\nchange", 10.0),
    ("原单位\nbefore", 12.0), ("现单位\nafter", 12.0), ("原因\nwhy", 70.0),
)  # fmt: skip
_NOTICE = (("月份 month", 12.0), ("原单位 before", 20.0), ("现单位 after", 20.0), ("原因 why", 42.0))
_NONE = "—"


def add_changes(book: Book, scenario: str, changes: pd.DataFrame, palette: Palette) -> None:
    """Add the list of all changes by township, person and month."""
    page = book.add(NAME, [width for _, width in _LIST], landscape=True)
    people = changes["graduate"].nunique()
    page.title(
        neutral(f"{scenario} 变动".strip()),
        f"变动 {people} 人 {len(changes)} 月次，其余不变 / {counted(people, 'person', 'people')}, {counted(len(changes), 'month')}; everything else stays",
    )
    page.header([title for title, _ in _LIST], filtered=True, last_row=len(changes), height=34)
    for row in changes.itertuples():
        who = [neutral(text) for text in (row.township, row.graduate, row.name, row.month)]
        units = [neutral(str(unit)) or _NONE for unit in (row.before, row.after)]
        styles = ["", "", "", "", "", *(palette.style(book, str(unit)) for unit in (row.before, row.after))]
        page.row([*who, CHANGES[str(row.kind)], *units, neutral(row.why)], styles)


def add_notice(
    book: Book,
    sheet: str,
    scenario: str,
    changes: pd.DataFrame,
    units: Mapping[str, str],
    palette: Palette,
    announced: str = "",
) -> None:
    """Add one person's notice, from their rows of the changes; `units` are full names by id, `announced` is the last
    of the months that were announced before ("" = there are none)."""
    page = book.add(sheet, [width for _, width in _NOTICE])
    first = next(changes.itertuples())
    page.title(neutral(f"{scenario} 轮岗变动通知".strip()), "Notice of changes to the rotation")
    page.line(neutral(f"{first.name!s}（{first.graduate!s}）同志："), height=30)
    page.line("你的轮岗安排有以下变动，其余月份不变。 These months of your rotation change, all others stay.")
    if announced and str(first.kind) == "joined":
        page.line(
            f"{announced} 及以前的月份已公布，没有为你排单位：由乡镇安排跟班熟悉情况。 Months up to {announced} are "
            "announced without a unit for you: the township decides.",
            height=34,
        )
    page.header([title for title, _ in _NOTICE])
    for row in changes.itertuples():
        names = [neutral(units.get(str(unit), str(unit))) or _NONE for unit in (row.before, row.after)]
        styles = ["", *(palette.style(book, str(unit)) for unit in (row.before, row.after))]
        why = f"{CHANGES[str(row.kind)]}：{row.why}"
        page.row([neutral(row.month), *names, neutral(why)], styles, height=30)
    page.line("", height=24)
    page.line(neutral(f"{first.township}　　　　年　　月　　日"), height=30)
    page.line("本人签收 received by：＿＿＿＿＿＿＿＿＿＿　　日期 date：＿＿＿＿＿＿＿＿", height=34)
