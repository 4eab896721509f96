"""One site per folder: two queues on one folder would take the same number for two jobs and overwrite one of them."""

from __future__ import annotations

import errno
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from optimizer.site.shelf import ASKED

_HELD = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
_WAIT, _PATIENCE = 0.1, 5.0  # seconds


@contextmanager
def alone(home: Path) -> Iterator[bool]:
    """Whether this process is the only site of the folder; it is until the block, or the process, ends.

    The lock is the system's own, so a crash or a power failure leaves none behind.
    """
    (home / ASKED).mkdir(parents=True, exist_ok=True)
    number = os.open(home / ASKED / "lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        mine = _locked(number)
        if mine:  # the address of a site that is gone leads nowhere
            _address_file(home).unlink(missing_ok=True)
        yield mine
    finally:
        os.close(number)


def keep_address(home: Path, address: str) -> None:
    """Leave the address, token included, for who starts the site once more; nobody else may read it."""
    path = _address_file(home)
    path.unlink(missing_ok=True)
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(address)


def kept_address(home: Path) -> str:
    """The address of the site that has the folder open; it may have begun this very moment. Empty where none is told."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            address = _address_file(home).read_text("utf-8")
        except OSError:
            address = ""
        if address:
            return address
        time.sleep(_WAIT)
    return ""


def _address_file(home: Path) -> Path:
    return home / ASKED / "address"


def _locked(number: int) -> bool:
    """Lock an open file for this process, without waiting; False where another holds it."""
    try:
        if sys.platform == "win32":
            import msvcrt

            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        else:
            import fcntl

            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as wrong:
        return wrong.errno not in _HELD  # a network drive that knows no locks keeps nobody out
    return True
