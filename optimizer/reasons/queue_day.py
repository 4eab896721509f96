"""A day of choosing in turn, looked up: what would have been free for somebody who had come up earlier."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.conflict import completed
from optimizer.assignment.market import Flags
from optimizer.assignment.mechanisms.choice_then_allocation import ChoiceThenAllocation
from optimizer.assignment.mechanisms.random_serial_dictatorship import RandomSerialDictatorship
from optimizer.assignment.pool import allowed
from optimizer.reasons.case import DENSE, Case
from optimizer.solver.program import Integers


@dataclass(frozen=True, eq=False)
class QueueDay:
    """Everybody in the order of their turns; `count` had a turn, those at or above a cut-off score even if last.

    `searching` allows the kernel to be asked whether guarantees with sums could still be met.
    """

    case: Case
    turns: Integers
    count: int
    by_lot: bool
    cutoff: float | None = None
    searching: bool = True

    @staticmethod
    def of(case: Case) -> QueueDay | None:
        """The day of a mechanism in which people choose in turn; None for all others."""
        return case.remember(QueueDay, lambda: QueueDay._made(case))

    @staticmethod
    def _made(case: Case) -> QueueDay | None:
        mechanism, market = case.kinds.mechanism, case.market
        if isinstance(mechanism, RandomSerialDictatorship):
            draw = lottery.numbers(market.seed, "order", market.graduates)
            turns = np.argsort(draw, kind="stable").astype(np.int64)
            return QueueDay(case, turns, market.size, by_lot=True)
        if isinstance(mechanism, ChoiceThenAllocation):
            count = mechanism.choosers(market)
            return QueueDay(case, np.arange(market.size), count, False, mechanism.cutoff)
        return None

    @cached_property
    def turn(self) -> Integers:
        """The turn of everybody, 0 = first."""
        place = np.empty(len(self.turns), np.int64)
        place[self.turns] = np.arange(len(self.turns))
        return place

    def latest(self, person: int, post: int) -> int | None:
        """The last turn at which this person would have got the post, or one listed before it; None = at none."""
        last = min(int(self.turn[person]), self._last_turn(person))
        wishes = self._offered(person, post)
        free = [self._free_until(wish, person, last) for wish in wishes]
        high = max(free, default=-1)
        if high < 0 or not (
            self.gets(person, post, high) is not None or self.gets(person, post, 0) is not None
        ):
            return None
        low = high if self.gets(person, post, high) is not None else 0
        while high - low > 1:
            middle = (low + high) // 2
            low, high = (middle, high) if self.gets(person, post, middle) is not None else (low, middle)
        return low

    def gets(self, person: int, post: int, turn: int) -> int | None:
        """What this person would pick at an earlier turn, down to this wish: the best that is left and not refused."""
        earlier = self.turns[:turn]
        earlier = earlier[earlier != person]
        plan = np.where(self.case.market.pins >= 0, self.case.market.pins, -1)
        plan[earlier] = self.case.kept[earlier]
        taken = self.case.task.taken(plan)
        for wish in self._offered(person, post):
            if taken[wish] < self.case.market.capacity[wish] and self._granted(plan, person, wish):
                return wish
        return None

    def _last_turn(self, person: int) -> int:
        """The last turn that still lets somebody choose: with a cut-off score behind all others, else within the share."""
        if self.cutoff is not None:
            return self.count
        return self.count - 1

    def _offered(self, person: int, post: int) -> list[int]:
        """The wishes that rules over pairs allow, best first, down to this one."""
        posts = [wish for wish, _ in self.case.wishes(person)]
        posts = posts[: posts.index(post) + 1] if post in posts else []
        who, where = np.full(len(posts), person), np.array(posts, np.int64)
        may = allowed(self.case.market, self.case.kinds.rules, who, where)
        return [wish for wish, fine in zip(posts, may.tolist(), strict=True) if fine]

    def _free_until(self, post: int, person: int, last: int) -> int:
        """The last turn up to which the post has a seat; -1 = at no turn."""
        case = self.case
        pinned = int((case.market.pins == post).sum())
        seats = int(case.market.capacity[post]) - pinned
        there = case.fixed & (case.placed == post) & (case.market.pins < 0)
        there[person] = False
        picks = np.sort(self.turn[there])
        if seats <= 0:
            return -1
        return last if len(picks) < seats else min(last, int(picks[seats - 1]))

    def _granted(self, plan: Integers, person: int, post: int) -> bool:
        """Whether all guarantees can still be met after these picks and this one."""
        if not self.case.guarded:
            return True
        plan = plan.copy()
        plan[person] = post
        if not self.case.task.summing and plan.size * len(self.case.market.capacity) <= DENSE:
            return room(self.case, plan >= 0, person, post)
        return self.searching and completed(self.case.task, plan) is not None


def room(case: Case, fixed: Flags, person: int, post: int) -> bool:
    """Whether others who are not fixed can make room at a post, every post keeping the people it must have.

    The finished plan honours every rule, so only moves away from it are looked for (rules without sums).
    """
    placed, legal, posts = case.placed, case.legal, len(case.market.capacity)
    taken, least = case.task.taken(placed), case.task.minimum()
    free, spare = taken < case.market.capacity, taken > least
    home = int(placed[person]) if placed[person] >= 0 else posts
    movers = ~fixed
    movers[person] = False
    reached = np.zeros(posts + 1, bool)
    fresh = np.zeros(posts + 1, bool)
    reached[post] = fresh[post] = True
    where = np.where(placed >= 0, placed, posts)
    while fresh.any() and not reached[home]:
        going = np.flatnonzero(movers & fresh[where])
        further = np.zeros(posts + 1, bool)
        further[:posts] = legal[going].any(axis=0)
        further[posts] = (where[going] < posts).any() or (fresh[:posts] & free).any()
        if fresh[posts]:
            further[:posts] |= spare
        fresh = further & ~reached
        reached |= fresh
    return bool(reached[home])
