"""A workbook looked through for the page: every fault with its cell and what stands around it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from optimizer.assignment.kinds import notices
from optimizer.errors import Fault, InputFaults
from optimizer.exchange.fault_spots import Spot, spots
from optimizer.exchange.load import read
from optimizer.exchange.spreadsheet import Sheet, read_sheets
from optimizer.rotation.kinds import notices as rotation_notices
from optimizer.scenario.headers import column_letters
from optimizer.scenario.model import Scenario

_SHOWN = 500
_AROUND, _WIDE = 1, 3
_LETTERS = 80


def looked_through(path: Path) -> dict[str, Any]:
    """What is in the workbook, or everything that is wrong with it."""
    try:
        taken = read(path)
    except InputFaults as wrong:
        return _wrong(path.name, [Spot(fault) for fault in wrong.faults], {}, ())
    mends = [str(mend) for mend in taken.mends[:_SHOWN]]
    if taken.scenario is None:
        sheets = read_sheets(path)
        return _wrong(path.name, spots(taken.faults, sheets), sheets, mends)
    return {"name": path.name, "faults": [], "many": 0, "mends": mends, "scenario": told(taken.scenario)}


def told(scenario: Scenario) -> dict[str, Any]:
    """What a sound scenario holds, for the form to begin with."""
    settings = scenario.settings
    return {
        "title": settings.scenario.name,
        "people": len(scenario.graduates),
        "posts": len(scenario.posts),
        "wishes": len(scenario.wishes),
        "mechanism": settings.assignment.mechanism,
        "options": settings.assignment.options,
        "places": scenario.places,
        "rotates": settings.rotation is not None,
        "notices": [*notices(scenario), *rotation_notices(scenario)],
    }


def _wrong(
    name: str, found: Sequence[Spot], sheets: Mapping[str, Sheet], mends: Sequence[str]
) -> dict[str, Any]:
    shown = [_fault(spot, sheets) for spot in found[:_SHOWN]]
    return {"name": name, "faults": shown, "many": len(found), "mends": list(mends), "scenario": None}


def _fault(spot: Spot, sheets: Mapping[str, Sheet]) -> dict[str, Any]:
    fault = spot.fault
    return {
        "sheet": spot.sheet or fault.place,
        "cell": spot.cell,
        "column": fault.column,
        "value": fault.value[:_LETTERS],
        "problem": _both(fault, "problem"),
        "mend": _both(fault, "mend"),
        "excerpt": _excerpt(spot, sheets[spot.sheet]) if spot.row and spot.sheet in sheets else None,
    }


def _both(fault: Fault, part: str) -> dict[str, str]:
    chinese, _, english = str(getattr(fault, part)).partition(" / ")
    return {"zh": chinese, "en": english or chinese}


def _excerpt(spot: Spot, sheet: Sheet) -> dict[str, Any]:
    """The cells around a fault as they stand in the sheet, with the names of rows and columns."""
    first = max(1, spot.row - _AROUND)
    rows = range(first, min(len(sheet.cells), spot.row + _AROUND) + 1) or range(spot.row, spot.row + 1)
    left = max(1, spot.column - _WIDE)
    columns = range(left, max(spot.column, min(left + 2 * _WIDE, _width(sheet))) + 1)
    return {
        "columns": [column_letters(column) for column in columns],
        "rows": [{"row": row, "cells": [_text(sheet, row, column) for column in columns]} for row in rows],
        "at": [spot.row, column_letters(spot.column)],
    }


def _width(sheet: Sheet) -> int:
    return max((len(row) for row in sheet.cells[:1]), default=1)


def _text(sheet: Sheet, row: int, column: int) -> str:
    cells = sheet.cells[row - 1] if row <= len(sheet.cells) else ()
    cell = cells[column - 1] if column <= len(cells) else ""
    shown = int(cell) if isinstance(cell, float) and cell.is_integer() else cell
    return "" if shown is None else str(shown)[:_LETTERS]
