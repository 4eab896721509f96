"""Sweep: every run of a grid worked out once, whatever interrupts it, and compared over seeds."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import UsageError
from optimizer.scenario.model import Scenario
from optimizer.sweeping import crew
from optimizer.sweeping.once import Row, Task
from optimizer.sweeping.paragraph import paragraph
from optimizer.sweeping.request import Request, requested
from optimizer.sweeping.rows import Rows, as_frame, as_table
from optimizer.sweeping.tables import intervals, marked, settings_table

Told = Callable[[int, int, Row | None], None]


def _quiet(done: int, total: int, row: Row | None) -> None:
    """Say nothing."""


@dataclass(frozen=True)
class Sweep:
    """A finished sweep.

    `table`, a row per run: `row`, `key`, `setting` (the number of its position of all dials but the seeds),
    `frontier` (whether no run with the same seeds is better in one of the two metrics and no worse in the
    other), `status` (proved, limit, impossible, error), `why`, a column per dial, a column per metric, and the
    digests of `placements` and `scenario` and the `settings` as JSON, by which the row can be made again.
    `settings`, a row per setting: the dials, how many `runs` and how many `failed`, `seeds` (settings
    of the same number had the same seeds), `frontier` by the means among those, and the mean of every metric
    over the seeds. `intervals`, a row per setting and metric: `runs` with a figure, `lowest`, `mean`, `highest`. `chinese` and `english` are the paragraph.
    """

    request: Request
    table: pd.DataFrame
    settings: pd.DataFrame
    intervals: pd.DataFrame
    chinese: str
    english: str


def sweep(
    scenario: Scenario,
    grid: Mapping[str, Any] | Sequence[Mapping[str, Any]],
    *,
    metrics: Sequence[str] | None = None,
    frontier: Sequence[str] | None = None,
    seconds: float = 600.0,
    workers: int = 1,
    cluster: str | None = None,
    told: Told = _quiet,
) -> Sweep:
    """Assign a scenario at every position of a grid of dials, or of several grids.

    A grid names dials with their values: `mechanism`, `share`, `list_length`, `lottery` (or `lotteries`, how many
    seeds), `wishes_seed`, or any setting by its path, such as "assignment.rules.group-quota.minimum". `workers` are
    processes of this machine, `cluster` the address of a Dask scheduler; neither changes a figure. `told` hears how
    many runs are done, of how many, and the last row. Raises InputFaults with every fault of the grid.
    """
    asked = {"metrics": metrics, "frontier": frontier}
    said = {name: list(value) for name, value in asked.items() if value is not None}
    grids = [dict(grid)] if isinstance(grid, Mapping) else [dict(one) for one in grid]
    request = requested(scenario, {"grid": grids, "seconds": float(seconds), **said}, "grid")
    with tempfile.TemporaryDirectory() as folder:
        return swept(request, Path(folder), workers=workers, cluster=cluster, told=told)


def swept(
    request: Request, folder: Path, *, workers: int = 1, cluster: str | None = None, told: Told = _quiet
) -> Sweep:
    """The sweep of a request; runs whose rows are in the folder are not worked out again."""
    if workers < 1:
        raise UsageError(f"workers = {workers} 须为正 / must be positive")
    rows = Rows(folder, request)
    done = {int(row["row"]) for row in rows}
    tasks = [Task.of(request, run) for run in request.runs if run.row not in done]
    total, finished = len(request.runs), len(done)
    told(finished, total, None)
    if tasks:
        for row in crew.on_cluster(tasks, cluster) if cluster is not None else crew.here(tasks, workers):
            rows.add(row)
            finished += 1
            told(finished, total, row)
    return gathered(request, as_frame(as_table(rows, rows.schema)))


def gathered(request: Request, found: pd.DataFrame) -> Sweep:
    """What the rows of all runs say together."""
    table = marked(request, found)
    settings, over = settings_table(request, table), intervals(request, table)
    chinese, english = paragraph(request, table, settings, over)
    return Sweep(request, table, settings, over, chinese, english)
