"""Months as text, 2024-07, and as numbers that can be counted with."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt


def is_month(text: str) -> bool:
    """Whether the text is a month as it is written here."""
    return re.fullmatch(r"[12]\d{3}-(0[1-9]|1[0-2])", text) is not None


def number(month: str) -> int:
    """Months since the year 0."""
    year, _, rest = month.partition("-")
    return 12 * int(year) + int(rest) - 1


def label(number: int) -> str:
    """The month of that number as text."""
    return f"{number // 12:04}-{number % 12 + 1:02}"


def following(start: str, count: int) -> list[str]:
    """So many months from `start` on."""
    return [label(number(start) + at) for at in range(count)]


def span(first: str, last: str, months: list[str]) -> npt.NDArray[np.bool_]:
    """Which of these consecutive months lie between two, both inclusive; "" = open."""
    at = np.arange(len(months)) + number(months[0])
    inside: npt.NDArray[np.bool_] = np.ones(len(months), bool)
    if first:
        inside &= at >= number(first)
    if last:
        inside &= at <= number(last)
    return inside
