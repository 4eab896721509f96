"""The workbook of prices: one row per rule or pin and goal, with it and without it."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import new_book
from optimizer.report.words import goal_name

_COLUMNS = (
    ("规则或指定", 50), ("目标", 30), ("方向", 12), ("有", 12), ("无", 12), ("代价", 12), ("变动人数", 10),
)  # fmt: skip
_WAYS = {"higher": "越高越好", "lower": "越低越好"}


def write_prices(prices: pd.DataFrame, path: Path) -> None:
    """Write the table of prices."""
    with new_book(path) as book:
        page = book.add("规则代价", [width for _, width in _COLUMNS], landscape=True)
        page.title(
            "规则与指定的代价",
            "代价为正：没有它会更好；为负：没有它会更差；目标都不变而有人变动：由选岗先后和抽签决定",
        )
        page.header([header for header, _ in _COLUMNS], filtered=True, last_row=len(prices))
        for item, goal, better, *figures in prices.itertuples(index=False, name=None):
            page.row([neutral(item), goal_name(goal), _WAYS[better], *map(_whole, figures)])


def _whole(figure: float) -> float:
    """A count without decimals."""
    return int(figure) if float(figure).is_integer() else figure
