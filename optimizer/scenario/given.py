"""All tables as they were taken in, with where each cell stands, and cells that name nobody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pandas as pd

from optimizer.errors import Fault
from optimizer.scenario.columns import Table
from optimizer.scenario.nearest import advice

_ADVISED = 50


@dataclass(frozen=True)
class Given:
    """The typed frames by table, the rows' numbers and the places they came from; the headers as written, by field."""

    frames: Mapping[str, pd.DataFrame]
    rows: Mapping[str, npt.NDArray[np.int64]]
    places: Mapping[str, str]
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def fault(self, table: Table, at: int, name: str, problem: str, mend: str) -> Fault:
        """A fault in one cell of the column of this name."""
        value = str(self.frames[table.name][name].iloc[at])
        header = self.headers.get(table.name, {}).get(name, table.column(name).chinese)
        return Fault(self.places[table.name], int(self.rows[table.name][at]), header, value, problem, mend)


def unknown(given: Given, table: Table, field: str, known: pd.Series[str], problem: str) -> list[Fault]:
    """Cells that name nobody, or no post."""
    cells = given.frames[table.name][field]
    wrong = np.flatnonzero(~cells.isin(known).to_numpy() & (cells != "").to_numpy())
    said = advise([str(cells.iloc[at]) for at in wrong.tolist()], [text for text in known if text])
    return [given.fault(table, at, field, problem, said[str(cells.iloc[at])]) for at in wrong.tolist()]


def advise(wrong: Sequence[str], known: Sequence[str]) -> dict[str, str]:
    """Advice for each wrong name; only the first few are compared with everything known."""
    distinct = list(dict.fromkeys(wrong))
    plain = "改正编号 / mend the id"
    return {name: advice(name, known) if at < _ADVISED else plain for at, name in enumerate(distinct)}
