"""An honest no in full: which demands quarrel, in words, and the cheapest ways out that work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Protocol

UNSETTLED = (
    "时限内未能证明每一条都必不可少，或未能由第二个引擎复核 / "
    "not proved in time that every member is needed, or not proved again by the second engine"
)
"""What is left open of a conflict whose quarrel is not settled."""

TOGETHER = "规则不能同时满足 / the rules cannot be met together"
"""A witness that says no more than that there is a conflict."""


class Named(Protocol):
    """A rule, as a planner names it."""

    kind: ClassVar[str]
    chinese: ClassVar[str]


@dataclass(frozen=True)
class Member:
    """One demand of a conflict: its rule, the row of it ("" = a rule over pairs), a sentence with its numbers."""

    rule: Named
    row: str
    sentence: str


@dataclass(frozen=True)
class WayOut:
    """If the named rules give way at these places, a plan exists: it was found and checked.

    `cost` counts the people, places or months by which they give way; `least` says that no smaller number
    will do.
    """

    rules: tuple[str, ...]
    cost: int
    places: tuple[str, ...]
    least: bool


@dataclass(frozen=True)
class Conflict:
    """Why nothing is possible: members that cannot hold together, but can without any one of them.

    `proof`: "counting" (the members refute each other by adding up) or "search". `relaxations` are ways
    out, each with a plan that works, the cheapest first. `left_open` says what a limit did not settle.
    `apart` is set where every member is impossible by itself.
    """

    members: tuple[Member, ...]
    proof: str
    relaxations: tuple[WayOut, ...]
    left_open: tuple[str, ...]
    apart: bool = False

    @property
    def unsettled(self) -> bool:
        """Whether the quarrel of these members, or of those of one township among them, is not settled."""
        return any(sentence.endswith(UNSETTLED) for sentence in self.left_open)
