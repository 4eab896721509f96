"""Which units there are in which township and month: what fixed cells and wishes are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

import pandas as pd

from optimizer.scenario.standard_units import units_or_standard


def misplaced(
    rows: pd.DataFrame, units: pd.DataFrame, headcounts: pd.DataFrame, serving: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Rows (`graduate`, `month`, `unit`) about a unit that is not there: position, township, what is wrong.

    `serving` names the township of everybody who has one. A row without a month is about any of them, so only
    about whether the township has the unit.
    """
    known = units_or_standard(units)
    named = set(known["unit"])
    has = cache(lambda unit, town: _has(known, unit, town))
    closed = cache(lambda unit, town, month: _closed(headcounts, unit, town, month))
    cells = rows[["graduate", "month", "unit"]].itertuples(index=False, name=None)
    for at, (who, month, unit) in enumerate(cells):
        town = serving.get(who, "")
        if not town or unit not in named:
            continue
        if not has(unit, town):
            yield at, town, f"{town}没有单位 {unit} / {town} has no unit {unit}"
        elif month and closed(unit, town, month):
            yield at, town, f"{town}的 {unit} {month} 停办 / {unit} of {town} is closed in {month}"


def _has(units: pd.DataFrame, unit: str, town: str) -> bool:
    """Whether a township has a unit: by its own row, else by that for every township."""
    rows = units[(units["unit"] == unit) & units["township"].isin(["", town])].sort_values("township")
    return len(rows) > 0 and bool(rows["maximum"].fillna(1).iloc[-1] > 0)


def _closed(headcounts: pd.DataFrame, unit: str, town: str, month: str) -> bool:
    """Whether the last row that is laid over a month takes nobody."""
    rows = headcounts[(headcounts["unit"] == unit) & headcounts["township"].isin(["", town])]
    rows = rows[(rows["first_month"] <= month) & ((rows["last_month"] == "") | (rows["last_month"] >= month))]
    told = rows[rows["maximum"].notna()].sort_values(["township", "first_month", "last_month"])
    return len(told) > 0 and bool(told["maximum"].iloc[-1] == 0)
