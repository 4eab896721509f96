"""The folder of a comparison: workbook, tables, paragraph, pictures, manifest; whole or not at all."""

from __future__ import annotations

from pathlib import Path

from optimizer.exchange.manifest import write_comparison_manifest
from optimizer.exchange.neutral import csv_text
from optimizer.exchange.whole import write_whole
from optimizer.fairness.compare import Comparison
from optimizer.report.chart_style import write_pictures
from optimizer.report.comparison_charts import charts
from optimizer.report.comparison_workbook import write_comparison_workbook

_TABLES = ("table", "parts", "people", "posts", "inputs", "intervals")


def write_comparison(comparison: Comparison, folder: Path, force: bool = False) -> None:
    """Write everything; raises UsageError where the folder holds something already (replaced with `force`)."""
    write_whole(folder, lambda part: fill_comparison(comparison, part), force)


def fill_comparison(comparison: Comparison, part: Path) -> None:
    """Write all files into an empty folder."""
    for name in _TABLES:
        frame = getattr(comparison, name)
        if len(frame):
            (part / f"{name}.csv").write_bytes(csv_text(frame).encode())
    said = "\n\n".join([comparison.chinese, comparison.english, *comparison.notes])
    (part / "paragraph.txt").write_text(f"{said}\n", "utf-8")
    write_comparison_workbook(comparison, part / "comparison.xlsx")
    write_pictures(charts(comparison), part / "charts")
    write_comparison_manifest(comparison.digests, part)
