"""Five hundred workbooks that something happened to, each made from a good one by a named slip and a number."""

from __future__ import annotations

import random
from pathlib import Path

import archive_slips as archive
import cell_slips as cells
from good_book import Good

SLIPS = {
    slip.__name__: slip
    for slip in (
        cells.types, cells.merges, cells.formulas, cells.hidden, cells.wrong_sheets, cells.renamed_headers,
        archive.zip_bombs, archive.lying_headers, archive.macros, archive.external_links,
        archive.truncated, archive.flipped, archive.locked, archive.huge, archive.entities, archive.missing_parts,
        archive.broken_xml, archive.no_workbook,
    )
}  # fmt: skip
MANY = {
    "types": 40, "formulas": 24, "renamed_headers": 30, "wrong_sheets": 24, "merges": 16, "hidden": 16, "flipped": 90,
    "truncated": 40, "broken_xml": 60, "no_workbook": 12, "lying_headers": 40, "zip_bombs": 4,
}  # fmt: skip
USUAL = 18


def corpus() -> list[tuple[str, int]]:
    """Each slip with its numbers: five hundred and more in all."""
    return [(name, number) for name in SLIPS for number in range(MANY.get(name, USUAL))]


def corrupted(good: Good, name: str, number: int, path: Path) -> Path:
    """Write the workbook of a slip and a number."""
    path.write_bytes(SLIPS[name](good, random.Random(f"{name} {number}")))
    return path
