"""What people and units are called: the names of the tables, or the ids where there are none."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd

from optimizer.rotation.cohort import Cohort


def people_names(cohort: Cohort) -> list[str]:
    """Everybody's name, in the cohort's order."""
    return _names(cohort.people_table, cohort.people)


def unit_names(cohort: Cohort) -> list[str]:
    """The full name of every unit, in the cohort's order."""
    return _names(cohort.unit_table, cohort.units)


def _names(table: pd.DataFrame, ids: Sequence[str]) -> list[str]:
    if "name" not in table:
        return list(ids)
    return [name or one for name, one in zip(table["name"].tolist(), ids, strict=True)]
