"""Rows about the same thing whose months overlap: headcounts of a unit, absences of a person."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

_END = "9999-12"


def overlapping(frame: pd.DataFrame, same: list[str], state: str = "") -> Iterator[tuple[int, int]]:
    """Pairs of rows, as positions with the upper row first, that are alike in `same` and share a month.

    Each row is paired with the one of those that begin before it that lasts longest, for every value of the column
    `state` by itself ("" = there is none). Rows with the same key, or months that end before they begin, are told as
    that, not here.
    """
    first = frame["first_month"].tolist()
    last = [month or _END for month in frame["last_month"]]
    states = frame[state].tolist() if state else [None] * len(frame)
    alike = list(zip(*(frame[name].tolist() for name in same), strict=True))
    longest: dict[tuple[object, ...], dict[object, int]] = {}
    for at in sorted(range(len(frame)), key=lambda at: (first[at], last[at], at)):
        if first[at] > last[at]:
            continue
        before = longest.setdefault(alike[at], {})
        for other in before.values():
            if first[other] < first[at] <= last[other]:
                yield min(at, other), max(at, other)
        known = before.get(states[at])
        if known is None or last[known] < last[at]:
            before[states[at]] = at
