"""Free text without identities: numbers of graduates are masked in it, and names left out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from optimizer.report.masking import masks, without_scores
from optimizer.scenario.settings import PublicationSettings

_NOBODY = "***"


@dataclass(frozen=True)
class Hidden:
    """What stands for each number and name in a text, and whether scores may stand there."""

    known: Mapping[str, str]
    scores: bool = True

    @staticmethod
    def of(numbers: Sequence[str], names: Sequence[str], settings: PublicationSettings) -> Hidden:
        """Numbers are shown as the publication says; names of two signs or more become stars."""
        stars = {name: _NOBODY for name in names if len(name) > 1}
        mask = masks(settings)[1]
        return Hidden({**stars, **{number: mask(number) for number in numbers}}, settings.open_scores)

    def number(self, number: str) -> str:
        """How a graduate's number is shown."""
        return self.known[number]

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
        hidden = "".join(told)
        return hidden if self.scores else without_scores(hidden)

    def _here(self, said: str, at: int, size: int) -> bool:
        """Whether something known stands at a place, not within a longer number or Latin word."""
        if said[at : at + size] not in self.known:
            return False
        return not (_joined(said[at - 1 : at + 1]) or _joined(said[at + size - 1 : at + size + 1]))


def _joined(pair: str) -> bool:
    """Whether two neighbouring signs belong to one number or Latin word."""
    return len(pair) == 2 and all(sign.isascii() and sign.isalnum() for sign in pair)
