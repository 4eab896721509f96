"""Reserved posts (定向): a post kept for some people is open to nobody else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import ClassVar

import numpy as np
import pandas as pd

from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Breach, Rule
from optimizer.assignment.rules.groups import members
from optimizer.errors import Fault
from optimizer.scenario.cells import NO, YES
from optimizer.scenario.groups import field
from optimizer.scenario.tables import GRADUATES
from optimizer.solver.program import Integers

Condition = tuple[str, list[str]]
"""A column, and the values of which one has to be there."""


def conditions(text: str) -> tuple[Condition, ...]:
    """Columns and values in "column=value; column=value or value"; every one of them must hold."""
    pieces = (piece for piece in re.split(r"[;；,，]|且| and ", text.replace("＝", "=")) if piece.strip())
    pairs = (piece.partition("=") for piece in pieces)
    return tuple((field(name.strip()), _values(value)) for name, _, value in pairs)


def _values(text: str) -> list[str]:
    return [value.strip() for value in re.split(r"[、/|]|或| or ", text) if value.strip()]


class ReservedPost(Rule):
    """A post with `reserved_for` takes only graduates who meet every condition written there."""

    kind: ClassVar[str] = "reserved-post"
    chinese: ClassVar[str] = "定向岗位"
    usage: ClassVar[str] = "填了定向的岗位，只收符合条件的人"
    meaning: ClassVar[str] = "岗位定向招收其他人员 / the post is reserved for others"

    def _met(self, market: Market) -> Flags:
        """Which graduates meet which text: shape (texts, graduates)."""

        def make() -> Flags:
            texts = market.coded("post_table", "reserved_for")[0]
            met = np.ones((len(texts), market.size), bool)
            for number, text in enumerate(texts):
                met[number] = members(market, dict(conditions(text)))
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
        """Conditions on columns that the graduates do not have, or with values that mean nothing there."""
        people = market.graduate_table
        mend = "写成 列名=值，如 党员=是；性别=女 / write column=value"
        texts = dict(zip(market.post_table["reserved_for"].tolist()[::-1], market.posts[::-1], strict=True))
        return tuple(
            Fault("岗位", 0, "定向", text, f"{post}：{problem}", mend)
            for text, post in sorted(texts.items())
            for column, values in conditions(text)
            if (problem := _wrong(people, column, values))
        )

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Read the conditions of every filled post against the one person placed there."""
        texts = market.post_table["reserved_for"].tolist()
        for person, post in enumerate(placed.tolist()):
            text = texts[post] if post >= 0 else ""
            for column, values in conditions(text):
                if not _meets(market.graduate_table[column].iloc[person], column, values):
                    who, where = market.graduates[person], market.posts[post]
                    yield Breach(
                        f"{who} 不符合 {where} 的定向条件 {text} / the post is reserved",
                        f"定向岗位 {where}（{text}）也收 {who} / admit this person at this post",
                    )


def _wrong(people: pd.DataFrame, column: str, values: list[str]) -> str:
    """What is wrong with a condition; "" = nothing."""
    if column not in people:
        return f"报名表没有列“{column}” / graduates has no such column"
    if not values:
        return f"“{column}”没有值 / no value"
    if people[column].dtype == bool:
        odd = [value for value in values if value.lower() not in YES | NO]
        return f"“{'、'.join(odd)}”不是“是”或“否” / neither yes nor no" if odd else ""
    if pd.api.types.is_numeric_dtype(people[column]):
        odd = [value for value in values if not re.fullmatch(r"[+-]?\d+(\.\d+)?", value)]
        return f"“{'、'.join(odd)}”不是数字 / not a number" if odd else ""
    choices = next((known.choices for known in GRADUATES.columns if known.field == column), ())
    odd = [value for value in values if choices and value not in choices]
    return f"“{'、'.join(odd)}”不在选项 {'、'.join(choices)} 中 / not a choice" if odd else ""


def _meets(cell: object, column: str, values: list[str]) -> bool:
    """Whether one cell has one of the values."""
    if isinstance(cell, bool | np.bool_):
        return any(bool(cell) == (value.lower() in YES) for value in values)
    if column == "major":
        return any(str(cell).startswith(value) for value in values)
    if isinstance(cell, int | float | np.number):
        return any(float(cell) == float(value) for value in values)
    return any(str(cell) == value for value in values)
