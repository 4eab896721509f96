"""The placements that a run published, read back."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.errors import UsageError
from optimizer.exchange.neutral import plain

PLACEMENTS = "placements.csv"
_NEEDED = ("graduate", "post")


def read_placements(path: Path) -> pd.DataFrame:
    """The placements in a run folder, or in its file: all cells as text, "" = blank.

    Raises UsageError where there is no such table, a column is missing or somebody stands there twice.
    """
    file = path / PLACEMENTS if path.is_dir() else path
    if not file.is_file():
        raise UsageError(f"{path} 里没有 {PLACEMENTS} / no {PLACEMENTS} there: name a run folder")
    try:
        table = pd.read_csv(file, dtype="str", keep_default_na=False, encoding="utf-8-sig")
    except (UnicodeDecodeError, pd.errors.ParserError, pd.errors.EmptyDataError) as wrong:
        raise UsageError(f"{file} 不是安置结果 / is no table of placements: {wrong}") from wrong
    missing = [name for name in _NEEDED if name not in table]
    if missing:
        raise UsageError(f"{file} 缺少列 / columns are missing: {', '.join(missing)}")
    table = table.assign(**{name: table[name].map(plain) for name in _NEEDED})
    doubled = table["graduate"][table["graduate"].duplicated()].tolist()
    if doubled:
        raise UsageError(f"{file}: {'、'.join(doubled[:8])} 出现不止一次 / stands there more than once")
    return table
