"""Mild rules (柔性规则): rules with a weight are kept as far as can be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, ClassVar

import numpy as np
from pydantic import SkipValidation, field_validator

from optimizer.assignment.codes import combined
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule, Sums
from optimizer.scenario.members import unwritten
from optimizer.solver.program import Integers


class MildRules(Goal):
    """Minimise the breaches of all rules that have a `weight`, each times its weight.

    A breach is one placement that is not allowed, one couple apart, one person too few or too many in an area,
    at a post or at hard posts, one point by which the scores of an area sum to too much or too little. A
    scenario need not list it: it comes first then, after most-placed.
    """

    kind: ClassVar[str] = "mild-rules"
    chinese: ClassVar[str] = "柔性规则违反最少"
    usage: ClassVar[str] = "写了 weight 的规则违反最少；不写则排在安置人数最多之后"
    sense: ClassVar[str] = "违反下列柔性规则最少"

    rules: SkipValidation[tuple[Rule, ...]] = ()

    @field_validator("rules", mode="before")
    @classmethod
    def _not_written(cls, value: Any) -> Any:
        return unwritten(value, Rule)

    def traits(self, market: Market) -> tuple[Integers, Integers] | None:
        """What any of them looks at."""
        return combined([rule.traits(market) for rule in self.rules])

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """The weights of the rules that do not allow the placement."""
        total = np.zeros(len(graduate), np.int64)
        for rule in self.rules:
            total += (rule.weight or 0) * ~rule.allows(market, graduate, post)
        return total

    def classes(self, market: Market) -> tuple[Integers, Integers] | None:
        """What any of their sums looks at, and the posts that need somebody."""
        needs = [
            np.flatnonzero(wanted) for rule in self.rules if (wanted := rule.minimum(market)) is not None
        ]
        seat = np.zeros(len(market.capacity), np.int64)
        for posts in needs:
            seat[posts] = 1 + posts
        own = [(np.zeros(market.size, np.int64), seat)] if needs else []
        return combined([*own, *(rule.classes(market) for rule in self.rules)])

    def targets(self, market: Market, graduate: Integers, post: Integers) -> Sequence[tuple[int, Sums]]:
        """The sums of each, and a sum per post that needs somebody."""
        found = []
        for rule in self.rules:
            sums, least = rule.sums(market, graduate, post), rule.minimum(market)
            if sums is not None:
                found.append((rule.weight or 0, sums))
            if least is not None:
                found.append((rule.weight or 0, _people(market, post, least)))
        return found


def _people(market: Market, post: Integers, least: Integers) -> Sums:
    """The people at each post that needs some."""
    wanted = np.flatnonzero(least)
    number = np.full(len(least), -1)
    number[wanted] = np.arange(len(wanted))
    pair = np.flatnonzero(number[post] >= 0)
    most = np.maximum(market.capacity, least)[wanted]
    labels = [f"{market.posts[at]} 不少于 {least[at]} 人" for at in wanted.tolist()]
    return Sums(pair, number[post[pair]], np.ones(len(pair), np.int64), least[wanted], most, labels)
