"""How a table of a scenario is declared: its columns, their headers in both languages, their bounds."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal["text", "code", "integer", "number", "flag", "month"]
"""A code is text that identifies: an id, an area, a major. Full-width characters in it are mended. A month is
text such as 2024-07."""


@dataclass(frozen=True)
class Column:
    """One column: `field` is the English header and the name in code, `chinese` the Chinese header.

    A required column must be there and filled in every row; a blank cell of another column takes `default`
    (text "" and number NaN where it is None). `minimum` and `maximum` bound integers and numbers; the whole
    of a code has to match `pattern`.
    """

    field: str
    chinese: str
    kind: Kind
    meaning_zh: str
    meaning_en: str
    required: bool = False
    default: str | float | bool | None = None
    minimum: float | None = None
    maximum: float | None = None
    choices: tuple[str, ...] = ()
    pattern: str = ""


@dataclass(frozen=True)
class Table:
    """One table: sheet or file name in both languages, its columns, and the key no two rows may share.

    Further columns are kept after the declared ones, as text; planners use them as groups.
    """

    name: str
    chinese: str
    meaning_zh: str
    meaning_en: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    optional: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The declared fields, in their order."""
        return tuple(column.field for column in self.columns)

    def column(self, field: str) -> Column:
        """The declared column of that name; raises KeyError where there is none."""
        return {column.field: column for column in self.columns}[field]
