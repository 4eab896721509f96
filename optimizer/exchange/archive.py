"""A zip of files whose bytes hang on nothing but their names and content: no clock, no machine."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from pathlib import Path

_MOMENT = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can tell
_UNIX, _READABLE = 3, 0o644 << 16


def write_archive(files: Mapping[str, bytes], path: Path) -> None:
    """Write the files, by name, in the order of their names."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in sorted(files):
            entry = zipfile.ZipInfo(name, _MOMENT)
            entry.create_system, entry.external_attr = _UNIX, _READABLE
            archive.writestr(entry, files[name], zipfile.ZIP_DEFLATED)
