"""Rows kept as they come: a small Parquet file for every finished run, moved into place whole; one table at the end."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from optimizer.sweeping.dials import shown
from optimizer.sweeping.once import Row
from optimizer.sweeping.request import Request

_ENDING = ".parquet"


class Rows:
    """The finished rows of a sweep in a folder; whatever happens to the process, a row is there or it is not."""

    def __init__(self, folder: Path, request: Request) -> None:
        self.folder, self.schema = folder, schema(request)
        self._keys = {run.row: run.key for run in request.runs}

    def add(self, row: Row) -> None:
        """Keep a row: written beside its place, flushed to disk, then moved there in one step."""
        self.folder.mkdir(parents=True, exist_ok=True)
        path = self.folder / f"{row['row']:06d}{_ENDING}"
        part = path.with_name(f".{path.name}-{os.getpid()}")
        with part.open("wb") as file:
            pq.write_table(as_table([row], self.schema), file)
            file.flush()
            os.fsync(file.fileno())
        os.replace(part, path)

    def __iter__(self) -> Iterator[Row]:
        """The rows there are, by number; a file that cannot be read or is of another sweep is no row."""
        for path in sorted(self.folder.glob(f"[0-9]*{_ENDING}")):
            try:
                (row,) = pq.read_table(path, schema=self.schema).to_pylist()
            except (pa.ArrowException, OSError, ValueError):
                continue
            if self._keys.get(row["row"]) == row["key"]:
                yield row


def schema(request: Request) -> pa.Schema:
    """The columns of a sweep's table with their types."""
    texts = ("key", "status", "why")
    dials = [
        (dial, _type([run.dials[dial] for run in request.runs if dial in run.dials]))
        for dial in request.dials
    ]
    figures = [(name, pa.float64()) for name in request.metrics]
    last = [(name, pa.string()) for name in ("placements", "scenario", "settings")]
    return pa.schema([("row", pa.int64()), *((name, pa.string()) for name in texts), *dials, *figures, *last])


def _type(values: Sequence[Any]) -> pa.DataType:
    """The narrowest type that holds every position of a dial; what is no plain value is kept as text."""
    kinds = {type(value) for value in values}
    for known, made in (({bool}, pa.bool_()), ({int}, pa.int64()), ({int, float}, pa.float64())):
        if kinds <= known:
            return made
    return pa.string()


def as_table(rows: Iterable[Row], wanted: pa.Schema) -> pa.Table:
    """Rows as one table, by number, so that the same rows are the same bytes in whatever order they came."""
    texts = {field.name for field in wanted if field.type == pa.string()}
    plain = [
        {name: shown(cell) if name in texts and cell is not None else cell for name, cell in row.items()}
        for row in sorted(rows, key=lambda row: int(row["row"]))
    ]
    return pa.Table.from_pylist(plain, schema=wanted)


def as_frame(table: pa.Table) -> pd.DataFrame:
    """A table for pandas; whole numbers stay whole where some are missing, so that no seed loses a digit."""
    whole = {pa.int64(): pd.Int64Dtype(), pa.bool_(): pd.BooleanDtype()}
    frame: pd.DataFrame = table.to_pandas(types_mapper=whole.get)
    return frame
