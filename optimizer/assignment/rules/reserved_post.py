"""Reserved posts (定向): a post kept for some people is open to nobody else."""

from __future__ import annotations

import re
from typing import ClassVar

import numpy as np
import pandas as pd

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Rule
from optimizer.errors import Fault
from optimizer.scenario.tables import GRADUATES
from optimizer.solver.program import Integers

_YES = {"是", "yes", "true", "1", "y", "√"}


def conditions(text: str) -> tuple[tuple[str, str], ...]:
    """The pairs of column and value in "column=value; column=value"; every one of them must hold."""
    pairs = (piece.partition("=") for piece in re.split(r"[;；]", text.replace("＝", "=")) if piece.strip())
    names = {column.chinese: column.field for column in GRADUATES.columns}
    return tuple((names.get(name.strip(), name.strip()), value.strip()) for name, _, value in pairs)


def _holds(people: pd.DataFrame, column: str, value: str) -> Flags:
    """Which graduates meet one condition; a major is matched by prefix, a flag by yes or no."""
    cells = people[column]
    if cells.dtype == bool:
        return cells.to_numpy() == (value.lower() in _YES)
    if column == "major":
        return cells.str.startswith(value).to_numpy(bool)
    return cells.astype(str).to_numpy(object) == value


class ReservedPost(Rule):
    """A post with `reserved_for` takes only graduates who meet every condition written there."""

    kind: ClassVar[str] = "reserved-post"
    chinese: ClassVar[str] = "定向岗位"
    meaning: ClassVar[str] = "the post is reserved for others"

    def _table(self, market: Market) -> tuple[Flags, Integers]:
        """Which graduates meet which text (texts x graduates), and the text of every post."""
        texts, text = np.unique(market.post_table["reserved_for"].to_numpy(object), return_inverse=True)
        met = np.ones((len(texts), market.size), bool)
        for number, wanted in enumerate(texts):
            for column, value in conditions(wanted):
                met[number] &= _holds(market.graduate_table, column, value)
        return met, text

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Graduates who meet the same texts are alike, and so are posts with the same text."""
        met, text = self._table(market)
        _, alike = np.unique(met.T, axis=0, return_inverse=True)
        return alike.ravel(), text

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """One look-up per pair."""
        met, text = self._table(market)
        allowed: Flags = met[text[post], graduate]
        return allowed

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Conditions on columns that the graduates do not have, or without a value."""
        known = set(market.graduate_table.columns)
        return tuple(
            Fault("岗位", 0, "定向", text, f"没有列“{column}”或没有值 / no such column, or no value", "写成 列名=值，如 党员=是 / write column=value")
            for text in sorted(set(market.post_table["reserved_for"]))
            for column, value in conditions(text)
            if column not in known or not value
        )  # fmt: skip

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Read the conditions of every filled post against the one person placed there."""
        breaches = []
        for person, post in enumerate(placed.tolist()):
            text = market.post_table["reserved_for"].iloc[post] if post >= 0 else ""
            for column, value in conditions(text):
                cell = market.graduate_table[column].iloc[person]
                said = ("是" if cell else "否") if isinstance(cell, bool | np.bool_) else str(cell)
                wanted = (
                    ("是" if value.lower() in _YES else "否") if isinstance(cell, bool | np.bool_) else value
                )
                if said != wanted and not (column == "major" and said.startswith(wanted)):
                    breaches.append(
                        f"{market.graduates[person]} 不符合 {market.posts[post]} 的定向条件 {text} / the post is reserved"
                    )
        return tuple(breaches)
