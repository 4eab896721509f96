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
        flags: Flags = cells.to_numpy(bool) == (value.lower() in _YES)
    elif column == "major":
        flags = cells.str.startswith(value).to_numpy(bool)
    else:
        flags = cells.astype(str).to_numpy(object) == value
    return flags


class ReservedPost(Rule):
    """A post with `reserved_for` takes only graduates who meet every condition written there."""

    kind: ClassVar[str] = "reserved-post"
    chinese: ClassVar[str] = "定向岗位"
    meaning: ClassVar[str] = "岗位定向招收其他人员 / the post is reserved for others"

    def _met(self, market: Market) -> Flags:
        """Which graduates meet which text: shape (texts, graduates)."""

        def make() -> Flags:
            texts = market.coded("post_table", "reserved_for")[0]
            met = np.ones((len(texts), market.size), bool)
            for number, text in enumerate(texts):
                for column, value in conditions(text):
                    met[number] &= _holds(market.graduate_table, column, value)
            return met

        return market.remember(self, make)

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Graduates who meet the same texts are alike, and so are posts with the same text."""
        _, alike = np.unique(self._met(market).T, axis=0, return_inverse=True)
        return alike.ravel(), market.coded("post_table", "reserved_for")[1]

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """One look-up per pair."""
        text = market.coded("post_table", "reserved_for")[1]
        allowed: Flags = self._met(market)[text[post], graduate]
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
        texts = market.post_table["reserved_for"].tolist()
        breaches = []
        for person, post in enumerate(placed.tolist()):
            text = texts[post] if post >= 0 else ""
            for column, value in conditions(text):
                if not _meets(market.graduate_table[column].iloc[person], column, value):
                    breaches.append(
                        f"{market.graduates[person]} 不符合 {market.posts[post]} 的定向条件 {text} / the post is reserved"
                    )
        return tuple(breaches)


def _meets(cell: object, column: str, value: str) -> bool:
    """Whether one cell meets one condition."""
    if isinstance(cell, bool | np.bool_):
        return bool(cell) == (value.lower() in _YES)
    return str(cell).startswith(value) if column == "major" else str(cell) == value
