"""Many rows of a rule in few sentences: those that differ in one name or month become one that lists them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

_PARTS = re.compile(r"(\s|在|自|（|）|，|：)")
_SHOWN = 12
_EACH = "（逐一计）"
_Row = tuple[tuple[str, ...], ...]


def folded(labels: Sequence[str]) -> Iterator[str]:
    """The same demands in fewer sentences, none lost and none added: a、b 2024-07 … for a 2024-07 … and b 2024-07 …

    A sentence that stands for several says that each of them is meant by itself.
    """
    rows: list[_Row] = [tuple((part,) for part in _PARTS.split(label)) for label in labels]
    for place in range(max((len(row) for row in rows), default=0)):
        rows = _merged(rows, place)
    for row in rows:
        several = any(len(part) > 1 for part in row)
        yield "".join(_listed(part) for part in row) + (_EACH if several else "")


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
    more = f"…（共 {len(part)}）" if len(part) > _SHOWN else ""
    return "、".join(part[:_SHOWN]) + more
