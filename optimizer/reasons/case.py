"""A finished outcome as arrays to ask questions of: who was open to allocation, who may go where, who holds what."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment.kinds import Kinds, build
from optimizer.assignment.market import Flags, Market
from optimizer.assignment.mechanisms.staged import Staged
from optimizer.assignment.outcome import Outcome
from optimizer.assignment.pool import allowed
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.errors import UsageError
from optimizer.remembering import Remembering
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice
from optimizer.solver.program import Integers, Limits

DENSE = 4_000_000
"""Up to so many pairs of graduates and posts are looked at side by side."""


@dataclass(frozen=True, eq=False)
class Case(Remembering):
    """An outcome with its rules, goals and mechanism; everything else is worked out when it is asked for."""

    outcome: Outcome
    scenario: Scenario
    kinds: Kinds
    limits: Limits

    @staticmethod
    def of(outcome: Outcome, seconds: float = 60.0) -> Case:
        """Raises UsageError for the outcome of a bare market, whose rules and goals are not known."""
        if outcome.scenario is None:
            raise UsageError(
                "数组市场的结果没有规则和目标，不能说明理由 / the outcome of a bare market knows no rules: assign a scenario"
            )
        kinds = build(outcome.scenario.settings.assignment)
        return Case(outcome, outcome.scenario, kinds, Limits(seconds=seconds))

    @property
    def market(self) -> Market:
        """The market that was assigned."""
        return self.outcome.market

    @property
    def placed(self) -> Integers:
        """The plan: a post per graduate, -1 = none."""
        return self.outcome.placed

    @cached_property
    def task(self) -> Task:
        """What was asked of the mechanism."""
        return Task(self.market, self.kinds.rules, self.kinds.goals, self.limits)

    @cached_property
    def fixed(self) -> Flags:
        """Whose post was settled before the allocation: pins, and in a stage of choice whoever chose."""
        stage = self.outcome.placements["stage"].to_numpy(object)
        chosen = isinstance(self.kinds.mechanism, Staged) & (stage == "choice")
        result: Flags = (self.market.pins >= 0) | chosen
        return result

    @cached_property
    def kept(self) -> Integers:
        """The plan when the allocation begins."""
        return np.where(self.fixed, self.placed, -1)

    @property
    def guarded(self) -> bool:
        """Whether a choice could be refused because of a guarantee."""
        mechanism = self.kinds.mechanism
        return isinstance(mechanism, Staged) and mechanism.guard and self.task.guaranteeing

    @cached_property
    def numbers(self) -> dict[str, int]:
        """The number of every graduate."""
        return {name: at for at, name in enumerate(self.market.graduates)}

    @cached_property
    def post_numbers(self) -> dict[str, int]:
        """The number of every post."""
        return {name: at for at, name in enumerate(self.market.posts)}

    def person(self, graduate: str) -> int:
        """The number of a graduate; raises UsageError with the nearest id where there is none."""
        return _known(graduate, self.numbers, "没有毕业生 {} / no such graduate")

    def seat(self, post: str) -> int:
        """The number of a post; raises UsageError with the nearest id where there is none."""
        return _known(post, self.post_numbers, "没有岗位 {} / no such post")

    def holders(self, post: int) -> list[int]:
        """Who is at a post, by priority."""
        return np.flatnonzero(self.placed == post).tolist()

    def wishes(self, person: int) -> list[tuple[int, int]]:
        """The posts that somebody listed with their ranks, best first."""
        start, end = self.market.start[person : person + 2].tolist()
        posts, ranks = self.market.wish_post[start:end], self.market.wish_rank[start:end]
        return list(zip(posts.tolist(), ranks.tolist(), strict=True))

    def rank(self, person: int, post: int) -> int | None:
        """The rank at which somebody listed a post; None = not listed, or no post."""
        found = int(self.market.ranks(np.array([person]), np.array([post]))[0]) if post >= 0 else 0
        return found or None

    def forbidding(self, person: int, post: int) -> list[Rule]:
        """The rules that forbid this person this post by itself."""
        who, where = np.array([person]), np.array([post])
        return [rule for rule in self.kinds.rules if not rule.allows(self.market, who, where)[0]]

    def willing(self, person: int, post: int) -> bool:
        """Whether somebody accepts allocation or listed the post."""
        return bool(self.market.accepts[person]) or self.rank(person, post) is not None

    @cached_property
    def legal(self) -> Flags:
        """Who may be at which post, shape (graduates, posts): by the rules over pairs and by their own word."""
        people, posts = self.market.size, len(self.market.capacity)
        who, where = np.divmod(np.arange(people * posts), max(posts, 1))
        found = allowed(self.market, self.kinds.rules, who, where)
        found &= self.market.accepts[who] | (self.market.ranks(who, where) > 0)
        result: Flags = found.reshape(people, posts)
        return result

    @cached_property
    def _lines(self) -> dict[tuple[str, str, str], str]:
        """The last witness in the diary of each graduate, post and action."""
        columns = (self.outcome.diary[name].tolist() for name in ("graduate", "post", "action", "witness"))
        return {(who, post, action): witness for who, post, action, witness in zip(*columns, strict=True)}

    def line(self, person: int, post: int, action: str) -> str | None:
        """The witness of this action in the diary; None where it did not happen."""
        return self._lines.get((self.market.graduates[person], self.market.posts[post], action))


def _known(name: str, numbers: dict[str, int], words: str) -> int:
    if name not in numbers:
        raise UsageError(f"{words.format(name)}; {advice(name, sorted(numbers))}")
    return numbers[name]
