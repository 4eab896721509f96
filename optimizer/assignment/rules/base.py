"""What a rule is: parameters, what it looks at, which pairs or how many it wants, and its plain check."""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict

from optimizer.assignment.market import Flags, Market
from optimizer.errors import Fault
from optimizer.solver.program import Integers


class Rule(BaseModel):
    """A guarantee of the organisation. One file each; `kind` is its name in `scenario.toml`.

    A rule over pairs overrides `traits` and `allows`; a rule over posts overrides `minimum`.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    meaning: ClassVar[str]

    def traits(self, market: Market) -> tuple[Integers, Integers] | None:
        """All that `allows` looks at: one code per graduate and one per post; None = nothing."""
        return None

    def allows(self, market: Market, graduate: Integers, post: Integers) -> Flags:
        """Whether each graduate may be placed at each post, elementwise."""
        return np.ones(len(graduate), bool)

    def minimum(self, market: Market) -> Integers | None:
        """How many people each post must get at least; None = the rule says nothing of it."""
        return None

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """What in the tables this rule cannot read."""
        return ()

    def check(self, market: Market, placed: Integers) -> tuple[str, ...]:
        """Every breach in a finished plan (a post per graduate, -1 = unplaced), as a sentence each."""
        raise TypeError(f"{self.kind} has no check")
