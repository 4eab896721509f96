"""Months among the settings and on the command line: what a spreadsheet, or a hurried hand, made of 2024-07 is turned back into a month."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from optimizer.scenario.cells import read_cell
from optimizer.scenario.columns import Column
from optimizer.scenario.raw import Mend

_MONTH = Column("month", "月份", "month", "", "")
_NAMES = ("first_month", "last_month")


def as_month(text: str) -> str:
    """A month as people write it, 2024年7月 or 2024/7, as 2024-07; what is none stays as it is."""
    read = read_cell(text, _MONTH)
    return text if read.value is None else str(read.value)


def mended_months(settings: Mapping[str, Any], place: str) -> tuple[dict[str, Any], list[Mend]]:
    """The settings with every month of the rotation written as 2024-07, as the tables read it, and what was mended.

    What is no month stays as it is, a date or number as text: the settings' own check says what is wrong with it.
    """
    rotation = settings.get("rotation")
    if not isinstance(rotation, Mapping):
        return dict(settings), []
    mends: list[Mend] = []
    own = dict(rotation)
    if "start" in own:
        own["start"] = _mended(own["start"], "rotation.start", place, mends)
    for name in ("rules", "goals"):
        if isinstance(own.get(name), list):
            own[name] = list(_members(own[name], f"rotation.{name}", place, mends))
    return {**settings, "rotation": own}, mends


def _members(members: list[Any], path: str, place: str, mends: list[Mend]) -> Iterator[Any]:
    for number, member in enumerate(members, 1):
        if not isinstance(member, Mapping):
            yield member
            continue
        at = f"{path}.{number}"
        dated = {
            name: _mended(member[name], f"{at}.{name}", place, mends) for name in _NAMES if name in member
        }
        yield {**member, **dated}


def _mended(value: Any, path: str, place: str, mends: list[Mend]) -> Any:
    if isinstance(value, bool | list | Mapping):
        return value
    read = read_cell(value, _MONTH)
    month = str(value) if read.value is None else str(read.value)
    if read.value is not None and month != value:
        mends.append(Mend(place, 0, path, str(value), month))
    return month
