"""The workbook of a published bundle: the list, cut-offs, statistics, rules, proofs, and what it reveals."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book, new_book
from optimizer.publication.notes import anonymity_lines, pin_lines
from optimizer.scenario.tables import GRADUATES

if TYPE_CHECKING:
    from optimizer.publication.bundle import Publication

_WORDS = {column.field: column.chinese for column in GRADUATES.columns} | {
    "county": "县区", "township": "乡镇", "village": "村", "post": "岗位编号", "digest": "核对值", "seats": "名额",
    "placed": "人数", "lowest": "最低成绩", "of": "所属地区", "area": "地区", "by_choice": "个人选岗",
    "by_allocation": "组织分配", "first": "第一志愿", "three": "前三志愿", "unlisted": "志愿以外", "what": "项目",
    "kind": "名称", "chinese": "中文", "english": "English", "parameters": "参数", "goal": "目标", "value": "结果",
    "bound": "界", "proof": "证明",
}  # fmt: skip
_WIDTHS = {
    "digest": 68, "village": 24, "township": 16, "chinese": 60, "english": 60, "parameters": 40, "goal": 30,
    "proof": 50, "what": 16, "kind": 22, "area": 26, "of": 22, "county": 16,
}  # fmt: skip


def write_public_workbook(made: Publication, path: Path) -> None:
    """Write it; the same publication gives the same bytes."""
    pinned = " ".join(pin_lines(made)).strip()
    with new_book(path) as book:
        _sheet(book, "公示", f"{made.name} 拟安置人员公示", pinned or "按岗位排列", made.listed)
        _sheet(book, "录取成绩", "各岗位录取成绩", "按设置公布", made.cut_offs)
        _sheet(book, "统计", "分区统计", f"每组不少于 {made.settings.group} 人", made.statistics)
        _sheet(book, "规则", "方式、规则与目标", "", made.rules)
        _sheet(book, "证明", "逐级目标与证明", "", made.proofs)
        page = book.add("匿名程度", [140])
        page.header(["公示内容透露什么 what it reveals"])
        for line in anonymity_lines(made):
            page.row([line])


def _sheet(book: Book, name: str, title: str, note: str, table: pd.DataFrame) -> None:
    page = book.add(name, [_WIDTHS.get(str(column), 12) for column in table.columns], landscape=True)
    page.title(neutral(title), note)
    headers = [_WORDS.get(str(column), str(column)) for column in table.columns]
    page.header(headers, filtered=True, last_row=len(table))
    for row in table.itertuples(index=False):
        page.row([_cell(cell) for cell in row])


def _cell(cell: Any) -> Any:
    return "" if pd.isna(cell) else neutral(cell)
