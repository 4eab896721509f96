"""Many sentences in few: those that differ in one name or month become one that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from optimizer.scenario.months import is_month, label, number

_PARTS = re.compile(r"(\s|在|自|（|）|，|：|:)")
_SHOWN = 12
_EACH, _EACH_ENGLISH = "（逐一计）", " (each by itself)"
_Row = tuple[tuple[str, ...], ...]


def folded(sentences: Sequence[str]) -> Iterator[str]:
    """The same in fewer sentences, none lost and none added: a、b 2024-07 … for a 2024-07 … and b 2024-07 …

    A sentence that stands for several says that each of them is meant by itself. What stands behind " / " is English,
    is the same for all that become one, and stands once. Consecutive months are told by the first and last of them.
    """
    both = [sentence.partition(" / ")[::2] for sentence in sentences]
    for english in dict.fromkeys(english for _, english in both):
        for chinese, several in _folded([chinese for chinese, its in both if its == english]):
            yield chinese + (f" / {english}{_EACH_ENGLISH if several else ''}" if english else "")


def _folded(labels: Sequence[str]) -> Iterator[tuple[str, bool]]:
    """The labels in fewer, and whether each stands for several."""
    rows: list[_Row] = [tuple((part,) for part in _PARTS.split(label)) for label in labels]
    for place in range(max((len(row) for row in rows), default=0)):
        rows = _merged(rows, place)
    for row in rows:
        several = any(len(part) > 1 for part in row)
        yield "".join(_listed(part) for part in row) + (_EACH if several else ""), several


def _merged(rows: Sequence[_Row], place: int) -> list[_Row]:
    """Rows that are alike but for this place as one."""
    values: dict[tuple[_Row, _Row], tuple[str, ...]] = {}
    for row in rows:
        rest = row[:place], row[place + 1 :]
        here = row[place : place + 1]
        known = values.get(rest, ())
        values[rest] = (*known, *(value for part in here for value in part if value not in known))
    return [(*before, said, *after) if said else before for (before, after), said in values.items()]


def _listed(part: tuple[str, ...]) -> str:
    told = runs(part) if all(is_month(value) for value in part) else part
    more = f"…（共 {len(part)}）" if len(told) > _SHOWN else ""
    return "、".join(told[:_SHOWN]) + more


def runs(months: Sequence[str]) -> list[str]:
    """Months in order, three or more that follow each other as first–last."""
    runs: list[list[int]] = []
    for month in sorted(number(month) for month in months):
        if runs and runs[-1][-1] + 1 == month:
            runs[-1].append(month)
        else:
            runs.append([month])
    return [
        told
        for run in runs
        for told in ([f"{label(run[0])}–{label(run[-1])}"] if len(run) > 2 else map(label, run))
    ]
