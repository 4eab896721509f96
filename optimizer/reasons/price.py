"""The price of a post for a person: every plan in which they have it, and the best of those by the goals."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment.allocation import allocate
from optimizer.errors import Impossible, LimitReached
from optimizer.reasons.as_published import AsPublished
from optimizer.reasons.case import DENSE, Case
from optimizer.reasons.exchanges import NOBODY, Exchanges
from optimizer.reasons.explanation import Move, Price
from optimizer.reasons.joint_costs import joint_costs, summed
from optimizer.solver.program import Integers

NOT_SETTLED = "时限内未能算出代价 / the price was not settled within the limit"


@dataclass(frozen=True, eq=False)
class Prices:
    """The prices of posts in the allocation, all other people and seats of it being free to move.

    Without sums over placements a price is a shortest chain of moves; otherwise the kernel plans anew with this
    person at the post.
    """

    case: Case

    @cached_property
    def _now(self) -> dict[str, int]:
        """The value of every goal in the plan as it is."""
        return self._values(self.case.placed)

    def _values(self, placed: Integers) -> dict[str, int]:
        market = self.case.market
        parts = (part for goal in self.case.kinds.goals for part in goal.parts(market))
        return {part.name: part.value(market, placed) for part in parts}

    @cached_property
    def people(self) -> Integers:
        """Whoever the allocation could place anywhere."""
        return np.flatnonzero(~self.case.fixed)

    @cached_property
    def exchanges(self) -> Exchanges | None:
        """The moves of those who were allocated; None where the rules or goals are no sums over single placements."""
        case, people = self.case, self.people
        market, task = case.market, case.task
        if task.summing or not summed(market, case.kinds.goals) or len(people) * len(market.capacity) > DENSE:
            return None
        taken = task.taken(case.kept)
        where = np.where(case.placed[people] >= 0, case.placed[people], len(market.capacity))
        seats, least = market.capacity - taken, np.maximum(task.minimum() - taken, 0)
        costs = joint_costs(market, case.kinds.goals, people, case.placed)
        legal = case.legal[people] & (seats > 0)
        found = Exchanges(costs, legal, where, seats, least) if costs is not None else None
        return found if found is not None and found.settled else None

    def open_seats(self, post: int) -> bool:
        """Whether the allocation has any seat of this post to give."""
        return bool(self.case.task.taken(self.case.kept)[post] < self.case.market.capacity[post])

    def price(self, person: int, post: int, search: bool = True) -> Price | str | None:
        """The price, why no plan gives this person the post, or None where a search would be needed and is not wanted."""
        if self.exchanges is not None:
            return self._by_chain(self.exchanges, person, post)
        return self._by_kernel(person, post) if search else None

    def cheapest(self, post: int) -> int | None:
        """Who could come to this post at the least price; None = nobody, or not known without a search."""
        at = self.exchanges.cheapest(post) if self.exchanges is not None and self.open_seats(post) else None
        return None if at is None else int(self.people[at])

    def _by_chain(self, exchanges: Exchanges, person: int, post: int) -> Price | str:
        at = int(np.searchsorted(self.people, person))
        steps = exchanges.chain(post, int(exchanges.where[at]))
        if steps is None:
            return "没有任何方案能腾出此岗位 / no plan makes room at this post"
        plan = self.case.placed.copy()
        plan[person] = post
        moved = [person]
        for mover, _, to in steps:
            if mover != NOBODY:
                moved.append(int(self.people[mover]))
                plan[moved[-1]] = to if to < exchanges.outside else -1
        return self._told(plan, moved, "certified")

    def _by_kernel(self, person: int, post: int) -> Price | str:
        """Plan anew with this person at the post: the goals in order, then as few moves as can be."""
        case = self.case
        fixed = case.kept.copy()
        fixed[person] = post
        goals = (*case.kinds.goals, AsPublished(placed=tuple(case.placed.tolist())))
        task = replace(case.task, goals=goals, limits=case.limits.renewed())
        try:
            found = allocate(task, fixed)
        except Impossible as no:
            return "；".join(no.witnesses[:2])
        except LimitReached:
            return NOT_SETTLED
        goals_of = {part.name for goal in case.kinds.goals for part in goal.parts(case.market)}
        stages = [stage for stage in found.stages if stage.name in goals_of]
        proofs = {stage.proof for stage in stages} or {"certified"}
        proof = next(one for one in ("open", "proved by search", "certified") if one in proofs)
        return self._told(found.placed, [person, *self._order(found.placed, person)], proof)

    def _order(self, plan: Integers, first: int) -> Iterator[int]:
        """Everybody else who moves, each after whoever comes to their post where that can be."""
        before = self.case.placed
        left = [one for one in np.flatnonzero(plan != before).tolist() if one != first]
        last = first
        while left:
            nxt = next((one for one in left if before[one] == plan[last] >= 0), left[0])
            left.remove(nxt)
            yield nxt
            last = nxt

    def _told(self, plan: Integers, moved: list[int], proof: str) -> Price:
        case, names = self.case, [*self.case.market.posts, ""]
        then = self._values(plan)
        goals = tuple((name, now, then[name]) for name, now in self._now.items() if now != then[name])
        moves = tuple(
            Move(
                case.market.graduates[one],
                names[case.placed[one]],
                names[plan[one]],
                case.rank(one, int(case.placed[one])),
                case.rank(one, int(plan[one])),
            )
            for one in moved
        )
        return Price(goals, moves, proof)
