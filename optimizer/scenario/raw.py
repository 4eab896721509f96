"""A table as somebody wrote it: headers and cells untouched, and where its rows stand in the sheet."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Cells = npt.NDArray[np.object_]


@dataclass(frozen=True)
class RawTable:
    """`place` is the file or sheet, `columns` one array of cells per header, `rows` the rows' numbers.

    Numbers count as a spreadsheet does; `header_row` is where the headers stand.
    """

    place: str
    headers: Sequence[str]
    columns: Sequence[Cells]
    rows: npt.NDArray[np.int64]
    header_row: int = 1


@dataclass(frozen=True)
class Mend:
    """A harmless slip that was mended silently, and is listed."""

    place: str
    row: int
    column: str
    before: str
    after: str

    def __str__(self) -> str:
        where = (
            f"{self.place} 第 {self.row} 行 “{self.column}”"
            if self.row
            else f"{self.place} {self.column}".rstrip()
        )
        return f"{where}: {self.before!r} → {self.after!r}"
