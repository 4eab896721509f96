"""What a rule is: parameters, what it looks at, which pairs, how many, which sums, and its plain check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from optimizer.assignment.market import Flags, Market
from optimizer.errors import Fault
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class Sums:
    """Linear rows over placements: `low[r] <= sum of value over the pairs of row r <= high[r]`.

    `pair`, `row` and `value` are the non-zeros, `pair` counting the pairs that were asked about; `labels`
    say each row in words. `unit` is by how much a row is missed where one thing is wrong: what is missed counts
    in units, rounded up.
    """

    pair: Integers
    row: Integers
    value: Integers
    low: Integers
    high: Integers
    labels: Sequence[str]
    unit: int = 1


@dataclass(frozen=True)
class Breach:
    """What is wrong in a plan, and how the rule would have to give way for it, a sentence each."""

    sentence: str
    mend: str


class Rule(BaseModel):
    """A guarantee of the organisation. One file each; `kind` is its name in `scenario.toml`, `usage` tells
    planners in Chinese what it and its parameters mean.

    A rule over pairs overrides `traits` and `allows`; a rule over posts overrides `minimum`; a rule that
    counts over many placements overrides `classes` and `sums`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    usage: ClassVar[str] = ""
    sense: ClassVar[str] = ""
    """What it asks for, where its parameters stand beside it with their values; "" = as `usage` has it."""
    meaning: ClassVar[str]

    weight: int | None = Field(default=None, ge=1, le=1000)
    """None = it must hold; a number = the mild form: what each breach counts in the goal mild-rules."""

    def traits(self, market: Market) -> tuple[Integers, Integers] | None:
        """All that `allows` looks at: one code per graduate and one per post; None = nothing."""
        return None

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """Whether each graduate may be placed at each post, elementwise."""
        return np.ones(len(graduate), bool)

    def minimum(self, market: Market) -> Integers | None:
        """How many people each post must get at least; None = the rule says nothing of it."""
        return None

    def classes(self, market: Market) -> tuple[Integers, Integers] | None:
        """All that `sums` looks at: one code per graduate and one per post; None = the rule has no sums."""
        return None

    def sums(self, market: Market, graduate: Integers, post: Integers) -> Sums | None:
        """The rule's rows, with the coefficient of each of these pairs; None = the rule has no sums."""
        return None

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """What in the tables this rule cannot read; a fault's column is the parameter, its place is added."""
        return ()

    def notices(self, market: Market) -> tuple[str, ...]:
        """What is written well and yet says nothing in this market, in sentences."""
        return ()

    def breaches(self, market: Market, placed: Integers) -> Iterator[Breach]:
        """Every breach in a finished plan (a post per graduate, -1 = unplaced), by plain arithmetic."""
        raise TypeError(f"{self.kind} does not say what breaks it")

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Every breach in a finished plan as a sentence."""
        return tuple(breach.sentence for breach in self.breaches(market, placed))

    def concessions(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """What would have to be changed in the rule so that it passes this plan, as a sentence each."""
        return tuple(breach.mend for breach in self.breaches(market, placed))
