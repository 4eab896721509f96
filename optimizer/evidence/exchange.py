"""Whether two people could exchange posts, or one could move to a free seat, and the plan be better by the goals in order.

A plan that is best has no such exchange. So where only a search proved a stage, this is what anybody can still try.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.ledger import Ledger
from optimizer.evidence.options import FAR, Options
from optimizer.solver.program import Integers

_MOST = 1_000


@dataclass(frozen=True, eq=False)
class Exchanges:
    """A plan whose people in `form` were allocated, some by the pool; `drawn` is how often the lottery was drawn."""

    form: Formulation
    books: Ledger
    placed: Integers
    pooled: Integers
    drawn: int

    @property
    def unseen(self) -> str:
        """Why no exchange is looked at; empty where all are."""
        if self._soft:
            return "有目标不是逐人相加，未试对调 / not looked at: a goal is no sum over people"
        many = len(self._options.people)
        return f"{many} 人，太多，未试对调 / not looked at: too many people" if many > _MOST else ""

    def better(self) -> Iterator[tuple[int, str]]:
        """Exchanges that keep every rule and make the plan better, in words, each with the first stage that gets better."""
        people = self._options.people
        names, posts = self.form.market.graduates, [*self.form.market.posts, "–"]
        for stage, one, other in self._candidates():
            plan = self.placed.copy()
            first = people[one]
            second = people[other] if other < len(people) else -1
            where = self.placed[second] if second >= 0 else self._options.posts[other - len(people)]
            plan[first] = where
            if second >= 0:
                plan[second] = self.placed[first]
            if self._keeps(plan):
                told = names[second] if second >= 0 else posts[where]
                yield stage, f"{names[first]} ↔ {told}: 对换后更好 / the plan would be better"

    @cached_property
    def _options(self) -> Options:
        return Options.of(self.form)

    @property
    def _soft(self) -> bool:
        none = np.zeros(0, np.int64)
        return any(
            goal.targets(self.form.market, none, none) or goal.steps(self.form.market)
            for goal in self.form.goals
        )

    @cached_property
    def _costs(self) -> list[tuple[Integers, Integers]]:
        """What everybody counts at every post and nowhere, stage by stage, a post on the own list by its rank; and what
        everybody counts in the plan."""
        options, found = self._options, []
        for place in range(len(self.form.goals) + self.drawn):
            goals = len(self.form.goals)
            listed, pooled, nowhere = (
                options.goal_costs(place) if place < goals else options.drawn_costs(place - goals)
            )
            some = np.where(options.listed, listed, np.where(options.pooled, pooled, FAR))
            cost = np.column_stack([some, nowhere])
            here = np.arange(len(cost))
            sent = np.column_stack([pooled, nowhere])[here, self._own]
            found.append((cost, np.where(np.isin(options.people, self.pooled), sent, cost[here, self._own])))
        return found

    @cached_property
    def _own(self) -> Integers:
        """Where everybody is, by number among the open posts; their number = nowhere."""
        there, posts = self.placed[self._options.people], self._options.posts
        return np.where(there >= 0, np.searchsorted(posts, there), len(posts))

    def _candidates(self) -> Iterator[tuple[int, int, int]]:
        """The first stage that changes, and gets better, and the pair: a person, and a person or a free seat."""
        options, own = self._options, self._own
        posts, people = len(options.posts), len(options.people)
        taken = np.bincount(own, minlength=posts + 1)[:-1]
        free = np.flatnonzero(taken < self.form.seats[options.posts])
        where = np.concatenate([own, free])
        undecided = np.ones((people, len(where)), bool)
        better = np.full(undecided.shape, -1)
        for stage, (cost, mine) in enumerate(self._costs):
            change = cost[:, where] - mine[:, None]
            back = np.zeros_like(change)
            back[:, :people] = cost[:, own].T - mine[None, :]
            possible = (cost[:, where] < FAR) & np.concatenate(
                [cost[:, own].T < FAR, np.ones((people, len(free)), bool)], axis=1
            )
            total = np.where(possible, change + back, FAR)
            better[undecided & (total < 0)] = stage
            undecided &= total == 0
        pairs = np.argwhere(better >= 0)
        for a, b in pairs[(pairs[:, 1] >= people) | (pairs[:, 0] < pairs[:, 1])].tolist():
            yield int(better[a, b]), a, b

    def _keeps(self, plan: Integers) -> bool:
        """Whether every sum and every post's least still holds."""
        sums = self.books.activity(plan)
        taken = np.bincount(plan[plan >= 0], minlength=len(self.form.seats))
        least = self.form.least + np.bincount(
            self.form.placed[self.form.placed >= 0], minlength=len(self.form.seats)
        )
        fine = bool((self.books.low <= sums).all() and (sums <= self.books.high).all())
        return fine and bool((taken >= np.where(self.form.least > 0, least, 0)).all())
