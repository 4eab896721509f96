"""Which units there are in which township and month: what fixed cells and wishes are held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import pandas as pd

from optimizer.scenario.frames import rows
from optimizer.scenario.standard_units import units_or_standard


def misplaced(
    asked: pd.DataFrame, units: pd.DataFrame, headcounts: pd.DataFrame, serving: Mapping[str, str]
) -> Iterator[tuple[int, str, str]]:
    """Rows (`graduate`, `month`, `unit`) about a unit that is not there: position, township, what is wrong.

    `serving` names the township of everybody who has one. A row without a month is about any of them, so only
    about whether the township has the unit.
    """
    known = units_or_standard(units)
    named, home, limits = set(known["unit"]), _homes(known), _limits(headcounts)
    for at, (who, month, unit) in enumerate(rows(asked, "graduate", "month", "unit")):
        town = serving.get(who, "")
        if not town or unit not in named:
            continue
        if home.get((unit, town), home.get((unit, ""), 0)) <= 0:
            yield at, town, f"{town}没有单位 {unit} / {town} has no unit {unit}"
        elif month and _closed(limits.get(unit, ()), town, month):
            yield at, town, f"{town}的 {unit} {month} 停办 / {unit} of {town} is closed in {month}"


def _homes(units: pd.DataFrame) -> dict[tuple[str, str], float]:
    """The most people of every unit by its id and township ("" = every one); a township's own row counts first."""
    most = units["maximum"].fillna(1).tolist()
    return dict(zip(rows(units, "unit", "township"), most, strict=True))


def _limits(headcounts: pd.DataFrame) -> dict[str, list[tuple[str, str, str, int]]]:
    """The rows that state a maximum, by unit: township, first and last month, maximum, in the order they are laid over."""
    if headcounts.empty:
        return {}
    told = headcounts[headcounts["maximum"].notna()].sort_values(["township", "first_month", "last_month"])
    found: dict[str, list[tuple[str, str, str, int]]] = {}
    for unit, *span, most in rows(told, "unit", "township", "first_month", "last_month", "maximum"):
        found.setdefault(unit, []).append((*span, int(most)))
    return found


def _closed(limits: Sequence[tuple[str, str, str, int]], town: str, month: str) -> bool:
    """Whether the last row that is laid over a month takes nobody."""
    told = [
        most
        for where, first, last, most in limits
        if where in ("", town) and first <= month and (not last or month <= last)
    ]
    return bool(told) and told[-1] == 0
