"""The eight standard units (五办一站两中心), for scenarios that bring no units of their own."""

from __future__ import annotations

from functools import cache
from importlib import resources

import pandas as pd

from optimizer.scenario.frames import DTYPES
from optimizer.scenario.tables import UNITS


@cache
def _shipped() -> pd.DataFrame:
    source = resources.files("optimizer.scenario").joinpath("data", "units.csv")
    with source.open(encoding="utf-8") as file:
        text = pd.read_csv(file, dtype=str, keep_default_na=False)
    kinds = {column.field: DTYPES[column.kind] for column in UNITS.columns}
    return text.assign(maximum=None).astype(kinds)


def units_or_standard(units: pd.DataFrame) -> pd.DataFrame:
    """The planner's units, or the standard ones where there are none."""
    return units if len(units) else _shipped().copy()
