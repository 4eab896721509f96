"""A workbook's archive, measured before anything reads it: a small file can unpack to any size.

What is read later is a copy made of the parts that were measured, so that no header of the archive can lie.
"""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

from optimizer.errors import Fault, InputFaults

LARGEST_FILE = 256 * 2**20
LARGEST = 512 * 2**20
_SMALL = 64 * 2**20
_RATIO = 200  # tables of text shrink to a fifth or a fiftieth, never to a thousandth
_CHUNK = 2**20
_READ = (".xml", ".rels", "mimetype")
_DECLARED = tuple(
    text.encode(code) for text in ("<!DOCTYPE", "<!ENTITY") for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_AGAIN = "用 Excel/WPS 打开后另存为 .xlsx（不加密） / save it again as .xlsx without a password"
_SMALLER = "只留要填的表，另存为 .xlsx / keep the tables alone and save as .xlsx"


def refused(path: Path, problem: str, mend: str = _AGAIN) -> InputFaults:
    """The one fault of a file that cannot be read at all."""
    return InputFaults([Fault(path.name, 0, "", "", problem, mend)])


def cannot_open(path: Path) -> InputFaults:
    """That a file is no workbook, or a broken one."""
    return refused(path, "打不开：不是工作簿，或已损坏 / cannot be opened: no workbook, or a damaged one")


def parts(path: Path) -> Mapping[str, bytes]:
    """Every XML part of an .xlsx, .xlsm or .ods by its name; nothing for the older .xls.

    Raises InputFaults where the archive is broken, locked, or unpacks to more than a workbook needs.
    """
    if path.stat().st_size > LARGEST_FILE:
        raise refused(path, f"文件超过 {LARGEST_FILE >> 20} MB / larger than that", _SMALLER)
    if not zipfile.is_zipfile(path):
        return {}
    try:
        with zipfile.ZipFile(path) as archive:
            return _unpacked(path, archive)
    except (
        zipfile.BadZipFile,
        zlib.error,
        EOFError,
        OSError,
        NotImplementedError,  # zipfile's word for a compression it does not know
        RuntimeError,  # and for a password
        ValueError,
    ) as wrong:
        raise cannot_open(path) from wrong


def _unpacked(path: Path, archive: zipfile.ZipFile) -> dict[str, bytes]:
    found: dict[str, bytes] = {}
    room = LARGEST
    for member in archive.infolist():
        if not member.filename.endswith(_READ):
            continue
        most = min(room, max(_SMALL, _RATIO * member.compress_size))
        content = bytearray()
        with archive.open(member) as part:
            while chunk := part.read(_CHUNK):
                content += chunk
                if len(content) > most:
                    problem = f"解压后过大，像是压缩炸弹 / unpacks to far more than a workbook holds: {member.filename}"
                    raise refused(path, problem, _SMALLER)
        if any(text in content for text in _DECLARED):
            problem = f"含有实体声明，不是表格软件写的 / declares entities, which no spreadsheet writes: {member.filename}"
            raise refused(path, problem)
        found[member.filename.replace("\\", "/").lstrip("/")] = bytes(content)
        room -= len(content)
    return found


def archive(measured: Mapping[str, bytes]) -> io.BytesIO:
    """The parts as an archive again, not packed."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as written:
        for name, part in measured.items():
            written.writestr(name, part)
    content.seek(0)
    return content
