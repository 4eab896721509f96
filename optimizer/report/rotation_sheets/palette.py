"""The look of units: a light colour each, the same in every sheet; the text in the cell says it without colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from optimizer.exchange.sheets import Book
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.timetable import Timetable, Town
from optimizer.scenario.standard_units import units_or_standard

# light enough for black text (contrast above 8), and eight lightnesses that a black-and-white printer tells apart
_COLOURS = (
    "#EE9C62", "#FFE38A", "#A8D58A", "#C6E2F7", "#B09CDB", "#F1F7DF", "#7FC6CC", "#F9C0C6", "#D9D9D9", "#D6C48F",
    "#EADCF5", "#FFF7D6",
)  # fmt: skip
_KINDS = ("办", "office", "站", "station", "中心", "centre", "center")
_STATES: dict[str, dict[str, Any]] = {
    "planned": {},
    "fixed": {"bold": True},
    "past": {"italic": True},
    "seat": {"pattern": 16, "fg_color": "#808080"},
}
_CHANGED = {"border": 5, "border_color": "#C00000"}  # thick
_UNKNOWN = "#FFFFFF"


@dataclass(frozen=True)
class Palette:
    """All units of a timetable in their customary order: offices, stations, centres; the standard ones first, then by id."""

    units: tuple[str, ...]

    @staticmethod
    def of(timetable: Timetable) -> Palette:
        """The units of all townships."""
        kinds = {
            unit: kind
            for town in timetable.towns
            for unit, kind in zip(town.cohort.units, _column(town.cohort, "kind"), strict=True)
        }
        standard = units_or_standard(timetable.scenario.units.iloc[:0])["unit"].tolist()
        usual = {unit: at for at, unit in enumerate(standard)}
        return Palette(
            tuple(sorted(kinds, key=lambda unit: (_place(kinds[unit]), usual.get(unit, len(usual)), unit)))
        )

    def order(self, cohort: Cohort) -> list[int]:
        """The township's units in this order, as positions in its cohort."""
        place = {unit: at for at, unit in enumerate(self.units)}
        return sorted(range(len(cohort.units)), key=lambda at: place[cohort.units[at]])

    def colour(self, unit: str) -> str:
        """The light colour of a unit, #RRGGBB."""
        return _COLOURS[self.units.index(unit) % len(_COLOURS)]

    def style(self, book: Book, unit: str, state: str = "planned", *, changed: bool = False) -> str:
        """The style of a cell with this unit; from the thirteenth unit on colours come again with dots."""
        known = unit in self.units
        at = self.units.index(unit) if known else 0
        look: dict[str, Any] = {
            "bg_color": _COLOURS[at % len(_COLOURS)] if known else _UNKNOWN,
            "align": "center",
            "shrink": True,
        }
        if at >= len(_COLOURS):
            look |= {"pattern": 18, "fg_color": "#7F7F7F"}
        name = f"unit {at if known else '-'} {state}{' changed' if changed else ''}"
        return book.style(name, look | _STATES.get(state, {}) | (_CHANGED if changed else {}))


def absent_style(book: Book, *, changed: bool = False) -> str:
    """The style of a month in which somebody is not there."""
    look = {"align": "center", "font_color": "#7F7F7F"}
    return book.style(f"absent{' changed' if changed else ''}", look | (_CHANGED if changed else {}))


def states(town: Town) -> list[list[str]]:
    """What is special of each cell: planned, fixed, past, seat or absent; people × months."""
    cohort = town.cohort
    return [
        [_state(town, person, month) for month in range(len(cohort.months))]
        for person in range(len(cohort.people))
    ]


def _state(town: Town, person: int, month: int) -> str:
    cohort = town.cohort
    if town.plan[person, month] < 0:
        return "absent"
    if cohort.seated[person, month]:
        return "seat"
    if month < cohort.past:
        return "past"
    return "fixed" if cohort.fixed[person, month] >= 0 else "planned"


def _column(cohort: Cohort, name: str) -> Sequence[str]:
    return cohort.unit_table[name].tolist() if name in cohort.unit_table else [""] * len(cohort.units)


def _place(kind: str) -> int:
    """Where a kind of unit stands; others come last."""
    word = kind.strip().lower()
    return _KINDS.index(word) // 2 if word in _KINDS else len(_KINDS)
