"""A comparison as lines for a terminal: the table, then the paragraph in Chinese and in English."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence

from optimizer.fairness.compare import Comparison
from optimizer.fairness.ways import chinese

_GAP = "  "
_WIDEST = 60


def lines(comparison: Comparison) -> Iterator[str]:
    """What `chuyan compare` prints."""
    yield from table(comparison)
    yield from comparison.notes
    yield ""
    yield comparison.chinese
    yield ""
    yield comparison.english


def table(comparison: Comparison) -> Iterator[str]:
    """A header, and a line per metric with a figure per plan and the verdict; Chinese counts two columns a letter."""
    letters = [chr(65 + at) if at < 26 else f"#{at + 1}" for at in range(len(comparison.names))]
    yield from (f"{letter} = {name}" for letter, name in zip(letters, comparison.names, strict=True))
    rows = [["指标 metric", *letters, "更好的是谁 better for whom"]]
    named = {chinese(name): letter for name, letter in zip(comparison.names, letters, strict=True)}
    for row in comparison.table.to_dict("records"):
        figures = [figure(row[name], row["unit"]) for name in comparison.names]
        rows.append([row["title"], *figures, _lettered(row["verdict"].split(" / ")[0], named)])
    widths = [min(max(map(wide, column)), _WIDEST) for column in zip(*rows, strict=True)]
    for cells in rows:
        yield _GAP.join(_padded(cells, widths)).rstrip()


def figure(value: float, unit: str) -> str:
    """A figure as people read it: whole where it counts, two digits else, three for shares."""
    if value != value:
        return "—"
    if unit == "0–1":
        return f"{value:.3f}"
    return str(int(value)) if value == int(value) else f"{value:.2f}"


def wide(text: str) -> int:
    """How many columns of a terminal a text takes."""
    return sum(1 + (unicodedata.east_asian_width(letter) in "WF") for letter in text)


def _lettered(text: str, named: dict[str, str]) -> str:
    """The text with letters for the names, the longest names first."""
    for name in sorted(named, key=len, reverse=True):
        text = text.replace(name, named[name])
    return text


def _padded(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    """The first and last to the left, figures to the right."""
    for at, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        room = " " * max(width - wide(cell), 0)
        yield cell + room if at in (0, len(cells) - 1) else room + cell
