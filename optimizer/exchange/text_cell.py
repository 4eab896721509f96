"""Writing a cell of an existing workbook: text stays text, and holds nothing that a workbook cannot."""

from __future__ import annotations

import re
from typing import Any

_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_LETTERS = 32_767


def clean(text: str) -> str:
    """The text with a mark in place of every character that no XML may hold, cut to what a cell takes."""
    return _NOT_XML.sub("\ufffd", text)[:_LETTERS]


def write(cell: Any, value: Any) -> None:
    """Write a value into a cell of openpyxl; a text that looks like a formula or a number is still a text."""
    if isinstance(value, str):
        cell.value = clean(value)
        cell.data_type = "s"
        cell.number_format = "@"
    else:
        cell.value = value
