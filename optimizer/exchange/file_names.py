"""Names that every system takes for a file and every spreadsheet for a sheet, the same each time."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^\w\-.@]+")
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)
_LONGEST = 60
_SHEET_UNSAFE = re.compile(r"[\[\]:*?!/\\\x00-\x1f]+")
_SHEET_LONGEST = 31


def file_names(names: Iterable[str]) -> dict[str, str]:
    """A file name for each of these different names, without ending; readable, and none alike but for case.

    A name that has to be changed, or that only case tells from another, gets eight digits of its digest, so
    that the file name of each hangs on the names alone, never on their order.
    """
    every = sorted(set(names))
    safe = {name: _safe(name) for name in every}
    alike = Counter(text.casefold() for text in safe.values())
    return {
        name: text if text == name and alike[text.casefold()] == 1 else f"{text}-{_digest(name)}"
        for name, text in safe.items()
    }


def sheet_names(names: Iterable[str], taken: Iterable[str] = ()) -> dict[str, str]:
    """A sheet name for each of these different names: at most 31 letters, none alike but for case, nor as `taken`."""
    every = sorted(set(names))
    safe = {name: _SHEET_UNSAFE.sub("_", name).strip("' ") for name in every}
    alike = Counter(text.casefold() for text in (*safe.values(), *taken, "history"))
    return {
        name: text
        if text and len(text) <= _SHEET_LONGEST and alike[text.casefold()] == 1
        else f"{text[: _SHEET_LONGEST - 9]}-{_digest(name)}"
        for name, text in safe.items()
    }


def _safe(name: str) -> str:
    text = _UNSAFE.sub("_", unicodedata.normalize("NFC", name)).strip("._")[:_LONGEST]
    return f"_{text}" if not text or _DEVICES.fullmatch(text) else text


def _digest(name: str) -> str:
    return hashlib.sha256(name.encode()).hexdigest()[:8]
