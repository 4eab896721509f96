"""How far the sheets of an .ods reach: a cell or row may be written once and repeated a million times."""

from __future__ import annotations

import io
from collections.abc import Mapping
from xml.etree import ElementTree

from optimizer.exchange.sheet_xml import Told

_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"


def reached(parts: Mapping[str, bytes]) -> dict[str, Told]:
    """Height and width of every sheet by its name; nothing where the archive is not that of an .ods."""
    found: dict[str, Told] = {}
    name, at, height, width = "", 0, 0, 0
    try:
        for event, node in ElementTree.iterparse(
            io.BytesIO(parts.get("content.xml", b"<none/>")), ("start", "end")
        ):
            if event == "start":
                if node.tag == f"{_TABLE}table":
                    name, at, height, width = node.get(f"{_TABLE}name", ""), 0, 0, 0
            elif node.tag == f"{_TABLE}table":
                found[name] = Told(height, width)
            elif node.tag == f"{_TABLE}table-row":
                at += _times(node, "rows")
                filled = _filled(node)
                height, width = (at, max(width, filled)) if filled else (height, width)
                node.clear()
    except (ElementTree.ParseError, ValueError):
        return {}  # the reader says what is broken
    return found


def _filled(row: ElementTree.Element) -> int:
    """The last column of a row that holds anything, from 1; 0 = none does."""
    at = last = 0
    for cell in row:
        at += _times(cell, "columns")
        last = at if len(cell) else last
    return last


def _times(node: ElementTree.Element, what: str) -> int:
    return int(node.get(f"{_TABLE}number-{what}-repeated", "1"))
