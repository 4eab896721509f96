"""The inputs that a run carries: the scenario as a folder, its rows sorted."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.exchange.folder import write_folder
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import TABLES

INPUTS = "inputs"


def write_inputs(scenario: Scenario, run: Path) -> None:
    """Write the scenario of a run into it, the rows of every table sorted, so that their order changes no byte."""
    write_folder(ordered(scenario), run / INPUTS)


def ordered(scenario: Scenario) -> Scenario:
    """The scenario with the rows of every table sorted."""
    tables = {table.name: _sorted(scenario.table(table.name), list(table.fields)) for table in TABLES}
    return Scenario(scenario.settings, **tables)


def _sorted(table: pd.DataFrame, columns: list[str]) -> pd.DataFrame:
    return table.sort_values(columns, kind="stable", ignore_index=True)
