"""What a workbook's XML tells and its values do not: how far a sheet reaches, hidden rows, errors, formulas without a
result, and which sheets are results of ours."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any
from xml.etree import ElementTree

RESULT = "chuyan_result"
"""The name, local to its sheet, that says that a sheet is a result and no table of a scenario."""

_MAIN = "{*}"
_LINK = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_STRICT = "{http://purl.oclc.org/ooxml/officeDocument/relationships}id"
_CELL = re.compile(rb"<(?:\w+:)?c(?=[\s/>])([^>]*)>")
_ROW = re.compile(rb"<(?:\w+:)?row(?=[\s/>])([^>]*)>")
_NUMBER = re.compile(rb"""\br=["'](\d+)["']""")
_PLACE = re.compile(rb"""\br=["']\$?([A-Za-z]{1,3})\$?(\d+)["']""")
_HIDDEN = re.compile(rb"""\bhidden=["'](?:1|true)["']""")
_ERROR = re.compile(rb"""\bt=["']e["']""")
_UNSOLVED = re.compile(rb"<c([^>]*[^>/])><f(?:[^>]*/>|[^>]*>[^<]*</f>)(?:<v\s*/>)?</c>")


@dataclass(frozen=True)
class Told:
    """Height and width of a sheet, its hidden rows, and the cells (row, column; from 1) with an error or no result.

    `result` is true of a sheet that was written to be read by people, beside a scenario's own.
    """

    height: int = 0
    width: int = 0
    hidden: tuple[int, ...] = ()
    errors: tuple[tuple[int, int], ...] = ()
    unsolved: tuple[tuple[int, int], ...] = ()
    result: bool = False


def told(parts: Mapping[str, bytes]) -> dict[str, Told]:
    """What every sheet tells, by its name; nothing where the archive is not that of an .xlsx."""
    try:
        results = _results(parts)
        return {
            name: replace(_told(parts[part]), result=str(at) in results)
            for at, (name, part) in enumerate(_sheets(parts))
            if part in parts
        }
    except ElementTree.ParseError:
        return {}  # the reader says what is broken


def _sheets(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Every sheet's name and part."""
    book = next((name for name in parts if name.endswith("xl/workbook.xml")), None)
    if book is None:
        return
    folder, name = posixpath.split(book)
    links = parts.get(f"{folder}/_rels/{name}.rels", b"<none/>")
    targets = {link.get("Id"): link.get("Target", "") for link in ElementTree.fromstring(links)}
    for sheet in ElementTree.fromstring(parts[book]).iterfind(f"{_MAIN}sheets/{_MAIN}sheet"):
        target = targets.get(sheet.get(_LINK) or sheet.get(_STRICT), "")
        yield sheet.get("name", ""), posixpath.normpath(posixpath.join(folder, target)).lstrip("/")


def _results(parts: Mapping[str, bytes]) -> set[str | None]:
    """The numbers, from 0, of the sheets that carry the mark of a result: a name of their own."""
    book = next((part for name, part in parts.items() if name.endswith("xl/workbook.xml")), b"<none/>")
    names = ElementTree.fromstring(book).iterfind(f"{_MAIN}definedNames/{_MAIN}definedName")
    return {name.get("localSheetId") for name in names if name.get("name") == RESULT}


def _told(sheet: bytes) -> Told:
    columns: set[bytes] = set()
    height = nameless = 0
    errors = []
    for cell in _CELL.finditer(sheet):
        place = _PLACE.search(cell[1])
        if place is None:
            nameless += 1
            continue
        columns.add(place[1])
        height = max(height, int(place[2]))
        if _ERROR.search(cell[1]):
            errors.append(_at(place))
    rows = list(_rows(sheet))
    width = max(map(column_number, columns), default=0)
    if nameless:  # cells without a place follow the one before
        height = max(height, *(number for number, _ in rows), 0)
        width += _widest(sheet)
    hidden = tuple(number for number, shut in rows if shut)
    return Told(height, width, hidden, tuple(errors), tuple(_unsolved(sheet)))


def _rows(sheet: bytes) -> Iterator[tuple[int, bool]]:
    """The number of every row and whether it is hidden; a row without a number follows the one before."""
    number = 0
    for row in _ROW.finditer(sheet):
        said = _NUMBER.search(row[1])
        number = int(said[1]) if said else number + 1
        yield number, bool(_HIDDEN.search(row[1]))


def _widest(sheet: bytes) -> int:
    return max((len(_CELL.findall(row)) for row in _ROW.split(sheet)), default=0)


def _unsolved(sheet: bytes) -> Iterator[tuple[int, int]]:
    for cell in _UNSOLVED.finditer(sheet):
        place = _PLACE.search(cell[1])
        if place is not None:
            yield _at(place)


def _at(place: Any) -> tuple[int, int]:
    return int(place[2]), column_number(place[1])


def column_number(letters: bytes) -> int:
    """The number of a column: A is 1, AA is 27."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + letter - 64
    return number
