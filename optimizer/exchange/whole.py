"""A folder written whole or not at all: filled beside its place, flushed to disk, then moved there in one step."""

from __future__ import annotations

import ctypes
import glob
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

from optimizer.errors import UsageError

MARK = "manifest.json"
PLANNED = "planned"
"""In the folder of an honest no: the run of the townships that are possible."""
_EXCHANGE = 2  # RENAME_EXCHANGE of Linux' renameat2
_HERE = -100  # AT_FDCWD


def refuse_existing(folder: Path, force: bool) -> None:
    """Raise UsageError where a run may not be written; asked before any work is done."""
    _sweep(folder)
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder} 不是文件夹 / is not a folder; 换一个 --out / choose another --out")
    if not folder.exists() or not any(folder.iterdir()):
        return
    written = _written(folder)
    if written is None:
        raise UsageError(
            f"{folder} 里有别的文件，不会覆盖 / holds other files and is never overwritten; 换一个 --out"
        )
    if not force:
        raise UsageError(
            f"{folder} 已有结果；加 --force 覆盖 / holds a run already; add --force to replace it"
        )
    foreign = _foreign(folder, written)
    if foreign:
        raise UsageError(
            f"{folder} 里有不属于结果的文件，请先移走 / holds files that are not of the run, "
            f"move them away first: {', '.join(foreign)}"
        )


def write_whole(folder: Path, fill: Callable[[Path], None], force: bool = False) -> None:
    """Let `fill` write into an empty folder, then put it in place; a reader sees the old, the new or nothing."""
    refuse_existing(folder, force)
    folder = Path(os.path.abspath(folder))
    folder.parent.mkdir(parents=True, exist_ok=True)
    part = folder.with_name(f".{folder.name}.part-{os.getpid()}")
    part.mkdir()
    try:
        fill(part)
        for path in sorted(part.rglob("*"), reverse=True):
            _flush(path)
        _flush(part)
        _move(part, folder, force)
        _flush(folder.parent)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _written(folder: Path) -> set[str] | None:
    """The files that a run's manifest names; None where the folder is no run."""
    try:
        outputs = json.loads((folder / MARK).read_text(encoding="utf-8"))["outputs"]
        return {MARK, *outputs}
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _foreign(folder: Path, written: set[str]) -> list[str]:
    """What somebody else put into a run; the marks that desktops and open workbooks leave do not count."""
    there = [
        path for path in folder.rglob("*") if not path.is_dir() and not path.name.startswith((".", "~$"))
    ]
    return sorted({path.relative_to(folder).as_posix() for path in there} - written)


def _move(part: Path, folder: Path, force: bool) -> None:
    """Put `part` where `folder` is; afterwards `part` holds what was there, or is gone. Without `force` nothing is
    replaced, not even what came there since it was asked."""
    if not force or not folder.exists() or not any(folder.iterdir()):
        try:
            os.replace(part, folder)  # the system refuses a folder that holds anything
        except OSError:
            refuse_existing(folder, force)
            raise
    elif not _exchange(part, folder):
        aside = part.with_name(f"{part.name}.old")
        os.replace(folder, aside)
        os.replace(part, folder)
        shutil.rmtree(aside)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders in one step, where the system can."""
    call = getattr(ctypes.CDLL(None), "renameat2", None) if os.name == "posix" else None
    return call is not None and call(_HERE, os.fsencode(one), _HERE, os.fsencode(other), _EXCHANGE) == 0


def _flush(path: Path) -> None:
    """Make sure that a file, or a folder's list of names, is on the disk."""
    if path.is_dir() and os.name != "posix":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _sweep(folder: Path) -> None:
    """Put back or remove what a killed run left behind; the parts of runs that are alive stay."""
    folder = Path(os.path.abspath(folder))
    for left in folder.parent.glob(f".{glob.escape(folder.name)}.part-*"):
        pid, _, old = left.name.rpartition("part-")[2].partition(".")
        if not pid.isdigit() or _alive(int(pid)):
            continue
        if old and not folder.exists():
            os.replace(left, folder)
        else:
            shutil.rmtree(left, ignore_errors=True)


def _alive(pid: int) -> bool:
    if pid == os.getpid():
        return False  # left by an earlier process of that number, as in a container started again
    if os.name != "posix":
        return True  # signal 0 would end a process there
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
