"""The typed frame of a table: what each kind of column holds, and what a blank cell is."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

import pandas as pd

from optimizer.scenario.columns import Table

DTYPES: Final = {
    "text": "str",
    "code": "str",
    "month": "str",
    "integer": "Int64",
    "number": "float64",
    "flag": "bool",
}
BLANKS: Final[dict[str, Any]] = {
    "text": "",
    "code": "",
    "month": "",
    "integer": pd.NA,
    "number": float("nan"),
    "flag": False,
}


def empty(table: Table) -> pd.DataFrame:
    """A frame of that table without rows."""
    return pd.DataFrame({column.field: pd.Series([], dtype=DTYPES[column.kind]) for column in table.columns})


def rows(frame: pd.DataFrame, *names: str) -> Iterator[tuple[Any, ...]]:
    """The rows of these columns as tuples; as lists, for one value of a column of text at a time is slow to fetch."""
    return zip(*(frame[name].tolist() for name in names), strict=True)


def added(frame: pd.DataFrame, table: Table, more: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """The frame with more rows; what they do not say is blank, further columns of the planner's, which are text, too."""
    if not more:
        return frame
    kinds = {column.field: column.kind for column in table.columns}
    columns = {
        name: pd.Series(
            [row.get(name, BLANKS[kinds.get(name, "text")]) for row in more],
            dtype=DTYPES[kinds.get(name, "text")],
        )
        for name in frame.columns
    }
    given = pd.DataFrame(columns)
    return pd.concat([frame, given], ignore_index=True) if len(frame) else given
