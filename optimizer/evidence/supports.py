"""Prices of posts that support a plan: nobody's own placement is dearer than another that is still open to them.

They are a second, smaller form of the kernel's duals (Koopmans and Beckmann 1957), found by shortest paths between
posts (Bellman 1958). Where a gap remains there are none such; then they support what would be cheapest if the sums
were only paid for, which proves as much as the kernel's relaxation does.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.evidence.options import FAR
from optimizer.evidence.small import Small
from optimizer.evidence.step import Costs, Priced
from optimizer.solver.program import Bottleneck, Integers
from optimizer.solver.seating import seated
from optimizer.solver.solution import Dual, StageResult

_MOST = 1_000_000


class Supports(Small):
    """The small form being written: prices for every stage."""

    @staticmethod
    def fit(form: Formulation) -> bool:
        """Whether the small form can be written down: no sums that may be missed, and not too many pairs."""
        none = np.zeros(0, np.int64)
        soft = any(goal.targets(form.market, none, none) for goal in form.goals)
        return not soft and len(form.people) * int((form.seats > 0).sum()) <= _MOST

    def each(self, stages: Sequence[StageResult], duals: Sequence[Dual]) -> Iterator[dict[str, Any]]:
        """The prices of every stage as they stand in a certificate, each with the bound that it proves."""
        aims = self.form.stages()
        for place, (stage, dual) in enumerate(zip(stages, duals, strict=True)):
            aim = aims[place] if place < len(aims) else None
            if isinstance(aim, Bottleneck):
                yield self._level(place, stage, dual, aim)
                continue
            yield self._sum(stage, self.costs(place), dual)

    def _sum(self, stage: StageResult, costs: Costs, dual: Dual) -> dict[str, Any]:
        """A stage that is a sum: prices that support the plan, or what proves most."""
        state, value = self.state, self.value(costs)
        tried = [
            (*state.settled(stage.name, costs, priced, value), priced)
            for priced in self._candidates(costs, dual, tight=stage.bound == stage.value)
        ]
        bound, left, priced = max(tried, key=lambda one: one[0])
        told = self._told(priced, bound)
        self.state = left
        return told

    def _level(self, place: int, stage: StageResult, dual: Dual, aim: Bottleneck) -> dict[str, Any]:
        """A worst case: prices that prove somebody beyond the level before, then nobody beyond the level reached."""
        state, told = self.state, self._told(self._own(dual), 0)
        step = dual.step if dual.step is not None else -1
        if step >= 0:
            costs = state.options.beyond_costs(place, aim.levels[step])
            found = [
                (state.settled("", costs, one, self.value(costs))[0], one)
                for one in self._candidates(costs, dual, tight=False)
            ]
            bound, priced = max(found, key=lambda pair: pair[0])
            told = self._told(priced, bound) | {"beyond": aim.levels[step]}
        self.state = self.beyond(place, stage.value)
        return told

    def _candidates(self, costs: Costs, dual: Dual, *, tight: bool) -> Iterator[Priced]:
        """Prices to try: those that support the plan at the duals of the sums, then the kernel's own."""
        own = self._own(dual)
        listed, pooled, nowhere = self.state.reduced(costs, own)
        cost = np.column_stack([np.minimum(listed, pooled), nowhere])
        found = self._supporting(cost, self.post) if tight else None
        if found is None:  # a gap remains: support what would be cheapest if the sums were only paid for
            cheapest = seated(cost[:, :-1], nowhere, self.state.low, self.state.high, FAR)
            found = None if cheapest is None else self._supporting(cost, cheapest)
        if found is not None:
            yield Priced(own.scale, found, own.sums, own.kept)
        yield own

    def _own(self, dual: Dual) -> Priced:
        """The kernel's duals of posts and sums, and of the stages kept with a gap."""
        state, people = self.state, len(self.form.people)
        posts, sums, kept = len(state.options.posts), len(state.sum_low), len(state.kept)
        first = self.form.network().rows.count
        rows = dual.rows if dual.rows is not None else np.zeros(first + sums + kept, np.int64)
        more = rows[first + sums : first + sums + kept]
        more = np.concatenate([more, np.zeros(kept - len(more), np.int64)])
        return Priced(
            dual.scale, rows[people : people + posts], rows[first : first + sums], tuple(more.tolist())
        )

    def _supporting(self, cost: Integers, place: Integers) -> Integers | None:
        """Shortest paths between posts: an arc from each post to each other, as long as somebody's change would cost."""
        state, posts = self.state, len(self.state.options.posts)
        own = cost[np.arange(len(cost)), place]
        if (own >= FAR).any():
            return None
        arc = np.full((posts + 1, posts + 1), FAR)
        np.minimum.at(arc, place, np.where(cost < FAR, cost - own[:, None], FAR))
        taken = np.bincount(place, minlength=posts + 1)[:-1]
        free = state.low == state.high
        arc[:-1, -1][(taken < state.high) & ~free] = np.minimum(arc[:-1, -1][(taken < state.high) & ~free], 0)
        arc[-1, :-1][(taken > state.low) & ~free] = np.minimum(arc[-1, :-1][(taken > state.low) & ~free], 0)
        entry = np.zeros(posts + 1, np.int64)
        for _ in range(posts + 2):
            shorter = np.minimum(entry, np.where(arc < FAR, arc + entry, FAR).min(axis=1))
            if (shorter == entry).all():
                return np.asarray(entry[-1] - entry[:-1], np.int64)
            entry = shorter
        return None

    def _told(self, priced: Priced, bound: int) -> dict[str, Any]:
        """Prices as they stand in a certificate: of posts by id, of sums by rule and row, of stages by name."""
        posts = self.form.market.posts
        at = self.state.options.posts
        return {
            "scale": priced.scale,
            "bound": bound,
            "posts": {
                posts[at[one]]: int(priced.posts[one]) for one in np.flatnonzero(priced.posts).tolist()
            },
            "sums": {self.names[row]: int(priced.sums[row]) for row in np.flatnonzero(priced.sums).tolist()},
            "stages": {
                one.name: price for one, price in zip(self.state.kept, priced.kept, strict=False) if price
            },
        }
