"""The folder of a finished sweep: tables, workbook, paragraph, pictures, and all that makes any row again."""

from __future__ import annotations

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import tomlkit

from optimizer.exchange.inputs import INPUTS, write_inputs
from optimizer.exchange.manifest import write_sweep_manifest
from optimizer.exchange.neutral import csv_text
from optimizer.exchange.whole import write_whole
from optimizer.report.chart_style import write_pictures
from optimizer.report.sweep_charts import sweep_charts
from optimizer.report.sweep_workbook import write_sweep_workbook
from optimizer.sweeping.read import TABLE
from optimizer.sweeping.request import PLACE
from optimizer.sweeping.sweep import Sweep


def write_sweep(sweep: Sweep, folder: Path, force: bool = False) -> None:
    """Write everything; raises UsageError where the folder holds something already (replaced with `force`)."""

    def fill(part: Path) -> None:
        pq.write_table(pa.Table.from_pandas(sweep.table, preserve_index=False), part / TABLE)
        for name, frame in (
            ("table", sweep.table),
            ("settings", sweep.settings),
            ("intervals", sweep.intervals),
        ):
            (part / f"{name}.csv").write_bytes(csv_text(frame).encode())
        (part / "paragraph.txt").write_text(f"{sweep.chinese}\n\n{sweep.english}\n", "utf-8")
        write_sweep_workbook(sweep, part / "sweep.xlsx")
        write_pictures(sweep_charts(sweep), part / "charts")
        write_inputs(sweep.request.scenario, part)
        said = sweep.request.settings.model_dump(exclude_none=True) | {"scenario": INPUTS}
        (part / PLACE).write_text(tomlkit.dumps(said), "utf-8")
        write_sweep_manifest(sweep.request.scenario, sweep.request.settings.name, part)

    write_whole(folder, fill, force)
