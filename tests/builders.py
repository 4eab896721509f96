"""Scenarios made by hand for tests: a few cells are given, everything else takes its declared default."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import pandas as pd

from optimizer.scenario.columns import Table
from optimizer.scenario.frames import BLANKS, DTYPES
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import Settings
from optimizer.scenario.tables import EARLIER, GRADUATES, PINS, POSTS, PRIORITIES, WISHES


def frame(table: Table, rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """A typed frame of a table; further columns stand after the declared ones as text."""
    given = [dict(row) for row in rows]
    columns: dict[str, pd.Series[Any]] = {}
    for column in table.columns:
        default = BLANKS[column.kind] if column.default is None else column.default
        cells = [row.get(column.field, default) for row in given]
        columns[column.field] = pd.Series(cells, dtype=DTYPES[column.kind])
    for extra in sorted({name for row in given for name in row} - set(table.fields)):
        columns[extra] = pd.Series([row.get(extra, "") for row in given], dtype="str")
    return pd.DataFrame(columns)


def scenario(
    graduates: Sequence[Mapping[str, Any]],
    posts: Sequence[Mapping[str, Any]],
    wishes: Sequence[tuple[str, int, str]] = (),
    pins: Sequence[tuple[str, str]] = (),
    seed: int = 7,
    earlier: Sequence[tuple[str, str, int]] = (),
    priorities: Sequence[tuple[str, str, int]] = (),
    **assignment: Any,
) -> Scenario:
    """A scenario; `assignment` are settings of that section. A missing score puts people in given order."""
    scored = [{"score": 100.0 - number, **row} for number, row in enumerate(graduates)]
    return Scenario(
        Settings.model_validate({"scenario": {"name": "试", "seed": seed}, "assignment": assignment}),
        frame(GRADUATES, scored),
        frame(POSTS, posts),
        frame(WISHES, [{"graduate": g, "rank": rank, "target": target} for g, rank, target in wishes]),
        frame(PRIORITIES, [{"post": p, "graduate": g, "rank": rank} for p, g, rank in priorities]),
        frame(PINS, [{"graduate": g, "post": p, "reason": "组织决定", "author": "组织部"} for g, p in pins]),
        frame(EARLIER, [{"graduate": g, "post": p, "weight": weight} for g, p, weight in earlier]),
    )
