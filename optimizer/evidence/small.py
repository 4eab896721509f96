"""The small form of the chain, worked out again: each stage's prices prove the bound that is written beside them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np

from optimizer.assignment.formulation import Formulation
from optimizer.assignment.ledger import Ledger
from optimizer.evidence.chain import whole
from optimizer.evidence.findings import Unsound
from optimizer.evidence.options import Options
from optimizer.evidence.step import Costs, Priced, State
from optimizer.solver.program import Bottleneck, Integers

_MOST = 2**44


class Small:
    """What is open stage by stage, for a plan some of whose people were sent by the pool."""

    def __init__(
        self, form: Formulation, books: Ledger, names: Sequence[str], plan: Integers, pooled: Integers
    ) -> None:
        self.form, self.names = form, names
        options, activity = Options.of(form), books.activity(form.placed)
        self.state = State(
            options,
            form.least[options.posts],
            form.seats[options.posts],
            books.low - activity,
            books.high - activity,
            books.entries(*options.pairs),
        )
        there = plan[options.people]
        self.post = np.where(there >= 0, np.searchsorted(options.posts, there), len(options.posts))
        self.pooled = np.isin(options.people, pooled)

    def costs(self, place: int) -> Costs:
        """What every option counts in a stage."""
        goals = len(self.form.goals)
        options = self.state.options
        return options.goal_costs(place) if place < goals else options.drawn_costs(place - goals)

    def value(self, costs: Costs) -> int:
        """What the plan comes to."""
        listed, pooled, nowhere = costs
        posts = len(self.state.options.posts)
        if not posts:
            return int(nowhere.sum())
        here, at = np.arange(len(self.post)), np.minimum(self.post, posts - 1)
        placed = np.where(self.pooled, pooled[here, at], listed[here, at])
        return int(np.where(self.post < posts, placed, nowhere).sum())

    def beyond(self, place: int, level: int) -> State:
        """What is left where nobody is beyond this level."""
        costs, state = self.state.options.beyond_costs(place, level), self.state
        left = state.options.without(*(part > 0 for part in costs))
        return State(left, state.low, state.high, state.sum_low, state.sum_high, state.entries, state.kept)

    def read(self, told: Mapping[str, Any]) -> Priced:
        """Prices as written; raises Unsound for posts, rows, stages or numbers that cannot be."""
        market, state = self.form.market, self.state
        seat = {market.posts[post]: at for at, post in enumerate(state.options.posts.tolist())}
        row = {name: at for at, name in enumerate(self.names)}
        kept = {one.name: at for at, one in enumerate(state.kept)}
        posts, sums = np.zeros(len(seat), np.int64), np.zeros(len(row), np.int64)
        stages = [0] * len(kept)
        for known, prices, given in ((seat, posts, "posts"), (row, sums, "sums"), (kept, stages, "stages")):
            for name, price in told[given].items():
                if name not in known or abs(whole(price)) > _MOST:
                    raise Unsound(f"{name}: {price} 不能是价 / can be no price")
                prices[known[name]] = price
        if not 0 < whole(told["scale"]) <= _MOST:
            raise Unsound("scale 不能如此 / cannot be so")
        return Priced(told["scale"], posts, sums, tuple(stages))

    def wrong(self, stages: Sequence[Mapping[str, Any]]) -> list[str]:
        """The stages whose prices do not prove what is written."""
        found, aims = [], self.form.stages()
        for place, stage in enumerate(stages):
            told, aim = stage["prices"], aims[place] if place < len(aims) else None
            priced = self.read(told)
            if isinstance(aim, Bottleneck):
                level = told.get("beyond")
                costs = self.state.options.beyond_costs(place, level) if level is not None else None
                bound = self.state.settled("", costs, priced, self.value(costs))[0] if costs else 0
                self.state = self.beyond(place, stage["value"])
            else:
                costs = self.costs(place)
                bound, self.state = self.state.settled(stage["name"], costs, priced, self.value(costs))
            if bound != told["bound"]:
                found.append(f"{stage['name']}: 价证到 / the prices prove {bound}, not {told['bound']}")
        return found
