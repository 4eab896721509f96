"""A row again: one run of a finished sweep worked out alone, and whether it agrees with what was written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq

from optimizer.errors import UsageError
from optimizer.sweeping.once import Row, Task, work
from optimizer.sweeping.read import TABLE, is_finished, read_sweep
from optimizer.sweeping.rows import as_table, schema


@dataclass(frozen=True)
class Again:
    """A row as it was written and as it is now; `differing` are the columns that do not agree, with both cells."""

    row: Row
    differing: dict[str, tuple[Any, Any]]


def again(folder: str | Path, wanted: str) -> Again:
    """Work out one row anew, by its number or key, from the inputs that the folder carries.

    Raises UsageError where the folder is no finished sweep or has no such row.
    """
    path = Path(folder)
    if not is_finished(path):
        raise UsageError(f"{path} 不是完成的扫描 / is not the folder of a finished sweep")
    request = read_sweep(path)
    written = {str(row["row"]): row for row in pq.read_table(path / TABLE).to_pylist()}
    known = written | {row["key"]: row for row in written.values()}
    if wanted not in known:
        raise UsageError(
            f"没有第 {wanted} 行：应为 1–{len(written)} 或 key 列 / no row {wanted}: 1–{len(written)}, or a key"
        )
    then = known[wanted]
    run = next((run for run in request.runs if run.row == then["row"]), None)
    if run is None:
        raise UsageError(f"{path}: sweep.toml 与表不符 / does not go with the table")
    (now,) = as_table([work(Task.of(request, run))], schema(request)).to_pylist()
    differing = {name: (then.get(name), now[name]) for name in now if then.get(name) != now[name]}
    return Again(now, differing)
