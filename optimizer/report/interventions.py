"""Interventions (人工干预): that a result holds placements fixed by the organisation, or came by a repair, said first."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.exchange.neutral import neutral
from optimizer.exchange.sheets import Book
from optimizer.plural import counted
from optimizer.report import words
from optimizer.report.tables import cells
from optimizer.rotation.timetable import Timetable

_COLUMNS = (
    ("编号", 14), ("姓名", 11), ("岗位编号", 15), ("理由", 50), ("批准人", 16), ("时间", 18), ("为何如此、代价", 40),
)  # fmt: skip
_ASK = "代价用 chuyan price 或 chuyan explain --graduate 算 / its price: chuyan price, chuyan explain"


def pins(outcome: Outcome) -> pd.DataFrame:
    """The pins of an outcome, in the order of the graduates' numbers; empty where there are none."""
    if outcome.scenario is None:
        return pd.DataFrame(columns=["graduate", "post", "reason", "author", "time"])
    return outcome.scenario.pins.sort_values("graduate", ignore_index=True)


def sentence(outcome: Outcome, changes: pd.DataFrame | None = None) -> str:
    """How many placements were fixed and how many people left or may not move; "" where nobody intervened."""
    parts = []
    if many := len(pins(outcome)):
        parts.append(f"含组织指定 {many} 人 / {counted(many, 'placement')} fixed by the organisation")
    if changes is not None:
        for kind, how in (("left", "left"), ("gone", "had left before")):
            if many := int((changes["kind"] == kind).sum()):
                parts.append(f"{words.CHANGES[kind]} {many} 人 / {counted(many, 'person', 'people')} {how}")
    return "；".join(parts)


def of_rotation(timetable: Timetable) -> str:
    """How many months were fixed beforehand and how many absences were given, with the reasons; "" where none were."""
    scenario, parts = timetable.scenario, []
    if many := int(scenario.cells["fixed"].sum()):
        parts.append(f"含已定轮岗 {many} 人月 / {counted(many, 'month')} fixed beforehand")
    if many := len(scenario.absences):
        why = "、".join(dict.fromkeys(reason for reason in scenario.absences["reason"] if reason))
        told = f"（{why}）" if why else ""
        parts.append(f"请假 {many} 条{told} / {counted(many, 'absence')}")
    return "；".join(parts)


def lines(outcome: Outcome) -> Iterator[str]:
    """The pins as lines for a terminal, said before any figure."""
    table = pins(outcome)
    if not len(table):
        return
    yield f"注意：{sentence(outcome)}"
    for who, post, reason, author, time in _told(table):
        yield f"  · {who} → {post}：{reason}（{author}{f'，{time}' if time else ''}）"


def add_pins(book: Book, name: str, outcome: Outcome) -> None:
    """Add the sheet of pins (组织指定; the table 指定 stands behind the results), where there are any."""
    table = pins(outcome)
    if not len(table):
        return
    page = book.add("组织指定", [width for _, width in _COLUMNS], landscape=True)
    page.title(neutral(f"{name} 组织指定".strip()), sentence(outcome))
    page.header([header for header, _ in _COLUMNS], filtered=True, last_row=len(table))
    for row in _rows(outcome, table):
        page.row([neutral(cell) for cell in row])


def _rows(outcome: Outcome, table: pd.DataFrame) -> Iterator[Sequence[Any]]:
    market = outcome.market
    named = cells(market.graduate_table, "name", market.size).tolist()
    names = dict(zip(market.graduates, named, strict=True))
    for who, *told in _told(table):
        yield (who, names[who], *told, _ASK)


def _told(table: pd.DataFrame) -> Iterator[tuple[str, str, str, str, str]]:
    columns = (table[name].tolist() for name in ("graduate", "post", "reason", "author", "time"))
    yield from zip(*columns, strict=True)
