"""A sweep that is under way, or was interrupted: a folder beside its results with what is swept and the rows so far."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

from optimizer.errors import UsageError
from optimizer.fairness.inputs import flat
from optimizer.sweeping.crew import versions
from optimizer.sweeping.request import Request

_MARK, _ROWS, _SHOWN = "sweep.json", "rows", 12


def beside(out: Path) -> Path:
    """Where the rows of a sweep are kept until it is finished."""
    return out.with_name(f"{out.name}.unfinished")


def opened(out: Path, request: Request, force: bool) -> Path:
    """The folder for the rows of this sweep, with those that are there already.

    Raises UsageError where the rows there are of another sweep: grids, metrics, scenario or versions changed.
    With `force` those are thrown away.
    """
    folder, mine = beside(out), _identity(request)
    if folder.exists() and not (folder / _MARK).is_file() and any(folder.iterdir()):
        raise UsageError(f"{folder} 里有别的文件 / holds other files; 换一个 --out / choose another --out")
    theirs = _read(folder / _MARK)
    if theirs is not None and theirs != mine:
        if not force:
            raise UsageError(_changed(folder, theirs, mine))
        close(out)
    folder.mkdir(parents=True, exist_ok=True)
    part = folder / f".{_MARK}-{os.getpid()}"
    part.write_text(json.dumps(mine, ensure_ascii=False, indent=2) + "\n", "utf-8")
    os.replace(part, folder / _MARK)
    return folder / _ROWS


def close(out: Path) -> None:
    """Throw the rows away, once they stand in the finished table or are not wanted any more."""
    shutil.rmtree(beside(out), ignore_errors=True)


def _identity(request: Request) -> dict[str, Any]:
    """All that a row hangs on."""
    settings = request.settings.model_dump(mode="json", exclude={"scenario", "name", "frontier"})
    return {"scenario": request.scenario.digest(), "sweep": settings, "versions": versions()}


def _read(path: Path) -> dict[str, Any] | None:
    try:
        found: dict[str, Any] = json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None
    return found


def _changed(folder: Path, theirs: dict[str, Any], mine: dict[str, Any]) -> str:
    """What differs, and the two ways on."""
    before, after = flat(theirs), flat(mine)
    differ = [
        f"  {path}: {before.get(path, '—')} → {after.get(path, '—')}"
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]
    rows = len(list((folder / _ROWS).glob("[0-9]*.parquet")))
    return "\n".join(
        (
            f"{folder} 里有 {rows} 行是另一次扫描的，不会混在一起 / holds {rows} rows of another sweep, which are never mixed:",
            *differ[:_SHOWN],
            *([f"  … ({len(differ)})"] if len(differ) > _SHOWN else []),
            "    → 改回去再继续；或加 --force 丢弃这些行；或换一个 --out / change it back to resume; or add --force to throw "
            "those rows away; or choose another --out",
        )
    )
