"""What differs between the inputs of two scenarios: settings one by one, and the rows of every table."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import TABLES

COLUMNS = ("plan", "where", "what", "column", "before", "after")


def differences(name: str, base: Scenario, other: Scenario) -> Iterator[tuple[str, ...]]:
    """A row of `COLUMNS` for every setting, added row, removed row and changed cell; `where` is a table or "settings"."""
    mine, theirs = (
        flat(given.settings.model_dump(mode="json", exclude_none=True)) for given in (base, other)
    )
    for path in sorted(mine.keys() | theirs.keys()):
        if mine.get(path) != theirs.get(path):
            yield name, "settings", path, "", mine.get(path, ""), theirs.get(path, "")
    for table in TABLES:
        keyed = [_keyed(given.table(table.name), table.key) for given in (base, other)]
        yield from _rows(name, table.name, keyed[0], keyed[1])


def flat(value: Any, path: str = "") -> dict[str, str]:
    """Nested settings as dotted paths and texts; entries of lists count from 1, as in the settings' sheet."""
    if value == []:
        return {}
    if isinstance(value, Mapping):
        parts = [flat(inner, f"{path}.{key}".lstrip(".")) for key, inner in value.items()]
    elif isinstance(value, list) and any(isinstance(inner, Mapping) for inner in value):
        parts = [flat(inner, f"{path}.{at}") for at, inner in enumerate(value, 1)]
    else:
        return {path: str(value)}
    return {key: text for part in parts for key, text in part.items()}


def _keyed(table: pd.DataFrame, key: tuple[str, ...]) -> dict[str, dict[str, str]]:
    """The rows of a table as texts, by their keys."""
    texts = table.astype("str").fillna("").replace("<NA>", "").replace("nan", "")
    rows = [{str(name): str(cell) for name, cell in row.items()} for row in texts.to_dict("records")]
    return {" ".join(row[name] for name in key): row for row in rows}


def _rows(
    name: str, table: str, mine: dict[str, dict[str, str]], theirs: dict[str, dict[str, str]]
) -> Iterator[tuple[str, ...]]:
    for key in sorted(mine.keys() | theirs.keys()):
        if key not in theirs:
            yield name, table, key, "", "有 / there", "无 / not there"
        elif key not in mine:
            yield name, table, key, "", "无 / not there", "有 / there"
        else:
            for column in dict.fromkeys([*mine[key], *theirs[key]]):
                before, after = mine[key].get(column, ""), theirs[key].get(column, "")
                if before != after:
                    yield name, table, key, column, before, after
