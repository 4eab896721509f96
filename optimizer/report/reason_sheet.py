"""The sheet of reasons (理由): a row per person, for the results' workbook or as a workbook of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book, new_book
from optimizer.reasons.everybody import explain_all
from optimizer.report.masking import Mask
from optimizer.report.tables import cells

KINDS = {
    "forbidden": "规则不允许", "unlisted": "不在志愿内", "closed": "没有名额", "pinned": "组织指定", "taken": "他人先得",
    "refused": "未获准", "price": "代价", "lower": "已得更好", "impossible": "无可行方案", "": "",
}  # fmt: skip
_COLUMNS = (
    ("序号", 6), ("编号", 14), ("姓名", 11), ("岗位编号", 15), ("志愿序", 8), ("为何在此", 44), ("未得的首个志愿", 15),
    ("其志愿序", 9), ("原因类别", 11), ("为何未得", 80), ("怎样才能得到", 50),
)  # fmt: skip
_MOST = 1_000_000
_ASK = "须另行推算：chuyan explain 结果 --graduate 编号；或 explain --all --exact"


def few_enough(outcome: Outcome) -> bool:
    """Whether everybody's reasons are worked out within seconds, and the rules are known."""
    return outcome.scenario is not None and outcome.market.size * len(outcome.market.capacity) <= _MOST


def write_reasons(outcome: Outcome, path: Path, mask: Mask = str, *, searching: bool = False) -> None:
    """Write a workbook with the sheet alone."""
    with new_book(path) as book:
        add_reasons(book, outcome, mask, searching=searching)


def add_reasons(book: Book, outcome: Outcome, mask: Mask = str, *, searching: bool = False) -> None:
    """Add the sheet; `mask` is applied to what is said of other people."""
    name = outcome.scenario.settings.scenario.name if outcome.scenario else ""
    table = explain_all(outcome, searching=searching)
    if not searching:
        unknown = (table["wish"] != "") & (table["different"] == "")
        table = table.assign(different=table["different"].mask(unknown, _ASK))
    rows = list(_rows(outcome, table, mask))
    page = book.add("理由", [width for _, width in _COLUMNS], landscape=True)
    note = "每人一行：为何在此岗位；志愿中更想去、规则又允许的第一个岗位为何未得，怎样才能得到"
    page.title(neutral(f"{name} 理由".strip()), note)
    page.header([header for header, _ in _COLUMNS], filtered=True, last_row=len(rows))
    for row in rows:
        page.row(row)


def _rows(outcome: Outcome, table: pd.DataFrame, mask: Mask) -> Iterator[Sequence[Any]]:
    names = cells(outcome.market.graduate_table, "name", outcome.market.size).tolist()
    for number, (name, row) in enumerate(zip(names, table.itertuples(), strict=True), 1):
        who = (number, row.graduate, name, row.post, _whole(row.rank))
        told = (mask(str(row.why)), row.wish, _whole(row.wish_rank), KINDS[str(row.kind)])
        yield [neutral(cell) for cell in (*who, *told, mask(str(row.why_not)), mask(str(row.different)))]


def _whole(rank: Any) -> Any:
    return "" if pd.isna(rank) else int(rank)
