"""What a mechanism is given: the market, what must hold, what to aim at, and how hard to try."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers, Limits
from optimizer.solver.solution import StageResult


def _quiet(stage: StageResult) -> None:
    """Tell nobody."""


@dataclass(frozen=True)
class Task:
    """A market to be assigned; `progress` is told every stage as it is solved."""

    market: Market
    rules: Sequence[Rule]
    goals: Sequence[Goal]
    limits: Limits = field(default_factory=Limits)
    engine: str | None = None
    progress: Callable[[StageResult], None] = _quiet

    @property
    def summing(self) -> bool:
        """Whether any rule sums over placements, so that the market is no network."""
        return any(rule.classes(self.market) is not None for rule in self.rules)

    @property
    def guaranteeing(self) -> bool:
        """Whether any rule asks for more than single pairs, so that one choice can stand against another."""
        return self.summing or bool(self.minimum().any())

    def minimum(self) -> Integers:
        """The people that each post must get, over all rules."""
        least = np.zeros(len(self.market.capacity), np.int64)
        for rule in self.rules:
            wanted = rule.minimum(self.market)
            if wanted is not None:
                least = np.maximum(least, wanted)
        return least

    def taken(self, placed: Integers) -> Integers:
        """The people that each post has."""
        return np.bincount(placed[placed >= 0], minlength=len(self.market.capacity)).astype(np.int64)

    def remaining(self, placed: Integers, goals: Sequence[Goal] = ()) -> Formulation:
        """What is open once these people are placed."""
        taken = self.taken(placed)
        seats, least = self.market.capacity - taken, np.maximum(self.minimum() - taken, 0)
        return Formulation(self.market, placed, seats, least, self.rules, goals)
