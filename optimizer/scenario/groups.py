"""Groups of graduates as settings name them: columns and values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.errors import Fault
from optimizer.scenario.cells import NO, YES
from optimizer.scenario.nearest import advice
from optimizer.scenario.tables import GRADUATES

Flags = npt.NDArray[np.bool_]


def field(name: str) -> str:
    """The column that a name in either language means."""
    return {column.chinese: column.field for column in GRADUATES.columns}.get(name, name)


def meeting(people: pd.DataFrame, group: Mapping[str, Any]) -> Flags:
    """Which graduates meet every condition of a group; a list of values means any of them."""
    met: Flags = np.ones(len(people), bool)
    for name, wanted in group.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        one: Flags = np.zeros(len(people), bool)
        for value in values:
            one |= _meets(people[field(name)], field(name), value)
        met &= one
    return met


def _meets(cells: pd.Series[Any], name: str, value: Any) -> Flags:
    """Which cells hold a value: a major by prefix, a flag by yes or no, anything else as text or number."""
    if cells.dtype == bool:
        said = value if isinstance(value, bool) else str(value).strip().lower() in YES
        return np.asarray(cells.to_numpy(bool) == said, bool)
    if name == "major":
        return np.asarray(cells.str.startswith(str(value)), bool)
    if pd.api.types.is_numeric_dtype(cells):
        return np.asarray((cells == float(value)).fillna(False), bool)
    return np.asarray(cells.to_numpy(object).astype(str) == str(value), bool)


def unreadable(people: pd.DataFrame, group: Mapping[str, Any], where: str) -> tuple[Fault, ...]:
    """Columns that nobody has, and values that mean nothing there."""
    found = []
    for name, wanted in group.items():
        if field(name) not in people:
            mend = advice(name, sorted(map(str, people.columns)))
            found.append(
                Fault("scenario.toml", 0, where, name, "报名表没有这一列 / no such column in graduates", mend)
            )
        elif people[field(name)].dtype == bool and not isinstance(wanted, bool):
            if str(wanted).strip().lower() not in YES | NO:
                found.append(
                    Fault(
                        "scenario.toml",
                        0,
                        where,
                        str(wanted),
                        "不是“是”或“否” / neither yes nor no",
                        "true 或 false",
                    )
                )
        elif pd.api.types.is_numeric_dtype(people[field(name)]):
            for value in wanted if isinstance(wanted, list) else [wanted]:
                try:
                    float(value)
                except (TypeError, ValueError):
                    found.append(
                        Fault(
                            "scenario.toml",
                            0,
                            where,
                            str(value),
                            "不是数字 / not a number",
                            "填数字 / write a number",
                        )
                    )
    return tuple(found)


def group_name(group: Mapping[str, Any]) -> str:
    """A group in words: 党员=是, 专业代码=0809 或 0901."""
    titles = {column.field: column.chinese for column in GRADUATES.columns}
    said = []
    for name, wanted in group.items():
        values = [{True: "是", False: "否"}.get(value, value) if isinstance(value, bool) else value
                  for value in (wanted if isinstance(wanted, list) else [wanted])]  # fmt: skip
        said.append(f"{titles.get(field(name), name)}={'或'.join(map(str, values))}")
    return "，".join(said) or "全部人员"
