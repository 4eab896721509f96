"""Groups of graduates as settings name them: columns and values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.scenario.cells import YES
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


def title(name: str) -> str:
    """What a column is called where a planner reads."""
    return {column.field: column.chinese for column in GRADUATES.columns}.get(field(name), name)


def value_name(value: Any) -> str:
    """A value where a planner reads: 是 and 否 for flags."""
    return {"True": "是", "False": "否"}.get(str(value), str(value))


def group_name(group: Mapping[str, Any]) -> str:
    """A group in words: 党员=是，专业代码=0809或0901."""
    said = []
    for name, wanted in group.items():
        values = wanted if isinstance(wanted, list) else [wanted]
        said.append(f"{title(name)}={'或'.join(map(value_name, values))}")
    return "，".join(said) or "全部人员"
