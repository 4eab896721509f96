"""Cells that no spreadsheet program may take for a formula, whatever somebody wrote into a name or a reason."""

from __future__ import annotations

from typing import Any

import pandas as pd

_RISKY = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def neutral(cell: Any) -> Any:
    """The cell; a text that could start a formula gets a leading apostrophe."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(_RISKY) else cell


def csv_text(table: pd.DataFrame) -> str:
    """A table as CSV: English headers, one newline a row, neutral cells, missing numbers blank."""
    safe = table.copy()
    for name in safe.columns:
        if not pd.api.types.is_numeric_dtype(safe[name]):
            safe[name] = safe[name].map(neutral)
    return safe.to_csv(index=False, lineterminator="\n")


def plain(cell: str) -> str:
    """The text that `neutral` was given."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_RISKY) else cell
