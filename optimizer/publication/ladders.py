"""How coarse each column of a published list can be shown, from what the settings choose down to nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from optimizer.publication.anonymity import HIDDEN, Rung
from optimizer.report.masking import mask_id, mask_name
from optimizer.scenario.settings import PublicationSettings

_NOTHING: Rung = ("不显示 hidden", lambda cell: HIDDEN)
_NAMES: dict[str, Rung] = {
    "full": ("全名 full", str),
    "surname": ("张*三 surname and last", mask_name),
    "family": ("仅姓 surname only", lambda name: f"{name[:1]}*" if name else ""),
}
_IDS: dict[str, Rung] = {
    "full": ("完整 full", str),
    "last-four": ("末四位 last four", mask_id),
    "last-two": ("末两位 last two", lambda cell: "*" * max(0, len(cell) - 2) + cell[max(2, len(cell) - 2) :]),
}
_SCORES: list[Rung] = [
    ("原值 exact", str),
    ("整数 whole", lambda cell: _band(cell, 1)),
    ("五分段 bands of 5", lambda cell: _band(cell, 5)),
    ("十分段 bands of 10", lambda cell: _band(cell, 10)),
]
_PREFIXES = {"major": (4, 2), "home": (9, 6), "county": (6,)}


def ladders(settings: PublicationSettings) -> dict[str, Sequence[Rung]]:
    """The ladder of every column that the settings show of people, the most wanted first."""
    found: dict[str, Sequence[Rung]] = {}
    if settings.names != "none":
        found["name"] = [*_from(_NAMES, settings.names), _NOTHING]
    if settings.ids != "none":
        found["graduate"] = [*_from(_IDS, settings.ids), _NOTHING]
    if settings.scores == "exact":
        found["score"] = [*_SCORES, _NOTHING]
    for name in settings.columns:
        if name not in found:
            found[name] = [("原值 as it is", str), *map(_prefix, _PREFIXES.get(name, ())), _NOTHING]
    return found


def people(table: pd.DataFrame, names: Sequence[str]) -> pd.DataFrame:
    """These columns of the graduates as text, numbers without needless zeros, flags as 是 and 否."""
    return pd.DataFrame(
        {name: [_text(cell) for cell in table[name].tolist()] for name in names}, index=table.index
    )


def _text(cell: object) -> str:
    if isinstance(cell, bool | np.bool_):
        return "是" if cell else "否"
    if isinstance(cell, float):
        return "" if cell != cell else f"{cell:g}" if cell.is_integer() else repr(cell)
    return "" if cell is pd.NA else str(cell)


def _from(rungs: Mapping[str, Rung], first: str) -> list[Rung]:
    order = list(rungs)
    return [rungs[name] for name in order[order.index(first) :]]


def _prefix(length: int) -> Rung:
    return f"前 {length} 位 first {length}", lambda cell: cell[:length]


def _band(cell: str, width: int) -> str:
    if not cell:
        return ""
    low = int(float(cell) // width * width)
    return str(low) if width == 1 else f"{low}–{low + width}"
