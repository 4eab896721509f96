"""Free text without identities: numbers of graduates are masked in it, and names left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.report.masking import mask_id

_NOBODY = "***"


@dataclass(frozen=True)
class Hidden:
    """What stands for each number and name in a text."""

    known: Mapping[str, str]

    @staticmethod
    def of(numbers: Sequence[str], names: Sequence[str]) -> Hidden:
        """Numbers become their mask; names of two signs or more become stars."""
        stars = {name: _NOBODY for name in names if len(name) > 1}
        return Hidden({**stars, **{number: mask_id(number) for number in numbers}})

    @cached_property
    def _lengths(self) -> list[int]:
        return sorted({len(text) for text in self.known if text}, reverse=True)

    def text(self, said: str) -> str:
        """The text with everything known replaced, the longest first; parts of longer numbers and words stay."""
        told, at = [], 0
        while at < len(said):
            found = next((size for size in self._lengths if self._here(said, at, size)), 0)
            told.append(self.known[said[at : at + found]] if found else said[at])
            at += found or 1
        return "".join(told)

    def _here(self, said: str, at: int, size: int) -> bool:
        """Whether something known stands at a place, not within a longer number or Latin word."""
        if said[at : at + size] not in self.known:
            return False
        return not (_joined(said[at - 1 : at + 1]) or _joined(said[at + size - 1 : at + size + 1]))


def _joined(pair: str) -> bool:
    """Whether two neighbouring signs belong to one number or Latin word."""
    return len(pair) == 2 and all(sign.isascii() and sign.isalnum() for sign in pair)
