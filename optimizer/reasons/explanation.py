"""What is said to somebody: the post they have, every post they wished more, and what would have to be different."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "forbidden", "unlisted", "closed", "pinned", "taken", "refused", "price", "lower", "impossible"
]


@dataclass(frozen=True)
class Move:
    """One person's change of post ("" = none); the ranks at which they listed them (None = not listed)."""

    graduate: str
    before: str
    after: str
    rank_before: int | None
    rank_after: int | None


@dataclass(frozen=True)
class Price:
    """What it would cost if this person got the post: the goals that would be missed, and who would have to move.

    `goals` hold name, value now and value then, of every goal that changes. Of all plans with the fewest such
    losses the one with the fewest `moves` is told. `proof`: "certified" (no path of exchanges is cheaper, by integer
    potentials), "proved by search", or "open" where a limit was hit.
    """

    goals: tuple[tuple[str, int, int], ...]
    moves: tuple[Move, ...]
    proof: str


@dataclass(frozen=True)
class Need:
    """What would have had to be different, the smallest change that works.

    `what`: score (the first column of priority; `value`, `more` than now), place (`value` in the order of the day),
    lot (`value` in the drawn order), list-first, relax (a rule gives way by `value`), nothing (none of these would
    do). `gets` is the post that then is got.
    """

    what: Literal["score", "place", "lot", "list-first", "relax", "nothing"]
    sentence: str
    value: float | None = None
    more: float | None = None
    gets: str = ""


@dataclass(frozen=True)
class WhyNot:
    """Why somebody did not get a post: `kind`, the sentence, who holds it, and what would have to be different."""

    post: str
    rank: int | None
    kind: Kind
    sentence: str
    holders: tuple[str, ...] = ()
    need: Need | None = None
    price: Price | None = None


@dataclass(frozen=True)
class Explanation:
    """A person's post ("" = none), its rank among the wishes, why, and the reasons for the posts asked about.

    `pin` is what would change without the pin of somebody pinned, None for the others.
    """

    graduate: str
    post: str
    rank: int | None
    stage: str
    why: str
    refused: tuple[WhyNot, ...]
    pin: Price | None = None
