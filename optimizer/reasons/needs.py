"""What would have had to be different: a score, a place, a lot, another order of wishes, a guarantee that gives way."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.assignment.mechanisms.staged import Ordering, Staged
from optimizer.assignment.relaxations import mild
from optimizer.assignment.rules.base import Rule
from optimizer.reasons import words
from optimizer.reasons.case import Case
from optimizer.reasons.choosing_again import chosen_by, last_that_works, listing_first
from optimizer.reasons.explanation import Need
from optimizer.reasons.extra_people import extra_people
from optimizer.reasons.queue_day import QueueDay
from optimizer.reasons.scores import Scores
from optimizer.scenario.members import said
from optimizer.solver.program import Integers

_NOTHING = Need("nothing", "成绩再高也得不到 / no score would have been enough")


@dataclass(frozen=True, eq=False)
class Needs:
    """The smallest change that gives a person this post, or one listed before it.

    In a day of turns it is looked up; other mechanisms choose again with the change made, which is left out unless
    `searching` is allowed.
    """

    case: Case
    searching: bool = True

    @cached_property
    def scores(self) -> Scores:
        """How scores decide who comes first."""
        return Scores.of_case(self.case)

    @property
    def looked_up(self) -> bool:
        """Whether needs cost next to nothing."""
        return self._day is not None and not (self.case.guarded and self.case.task.summing)

    @cached_property
    def _day(self) -> QueueDay | None:
        day = QueueDay.of(self.case)
        return day if day is None or self.searching else replace(day, searching=False)

    def of(self, person: int, post: int) -> Need | None:
        """What would have had to be different; None where it was not worked out, or where no standing counts."""
        mechanism = self.case.kinds.mechanism
        if self.case.rank(person, post) is None or not isinstance(mechanism, Staged):
            return None
        if self._day is not None:
            unsettled = self.case.guarded and self.case.task.summing and not self.searching
            return None if unsettled else self._by_turn(self._day, person, post)
        if not self.searching or not isinstance(mechanism, Ordering):
            return None
        return self._by_score(person, post) or self._by_listing(person, post) or _NOTHING

    def _by_turn(self, day: QueueDay, person: int, post: int) -> Need:
        turn = day.latest(person, post)
        if turn is None:
            return Need("nothing", "最先选岗也得不到 / not even the first turn would have been enough")
        if day.by_lot:
            return self._lot(turn, self._got(day, person, post, turn))
        value = self._turn_as_score(day, person, turn)
        if value is None:
            return self._place(turn, self._got(day, person, post, turn))
        place = self.scores.place(person, value)  # whoever has more than somebody may come before others too
        return self._score(person, value, self._got(day, person, post, min(turn, place)))

    def _got(self, day: QueueDay, person: int, post: int, turn: int) -> str:
        got = day.gets(person, post, turn)
        return self.case.market.posts[got if got is not None else post]

    def _lot(self, turn: int, gets: str) -> Need:
        said = f"抽签次序在第 {turn + 1} 位或更前，可得 {gets} / a lot no later than {turn + 1} would have given {gets}"
        return Need("lot", said, turn + 1, None, gets)

    def _place(self, turn: int, gets: str) -> Need:
        said = f"排在第 {turn + 1} 位或更前，可得 {gets} / place {turn + 1} or better would have given {gets}"
        return Need("place", said, turn + 1, None, gets)

    def _turn_as_score(self, day: QueueDay, person: int, turn: int) -> float | None:
        """The lowest score that brings this person to this turn; None where places alone can be told."""
        if self.scores.column is None or self.scores.of(person) is None:
            return None
        if turn >= day.count and day.cutoff is not None:
            return self.scores.rounded(day.cutoff)
        others = day.turns[day.turns != person]
        value = self.scores.before(person, int(others[turn]))
        return value if value is None or day.cutoff is None else self.scores.rounded(max(value, day.cutoff))

    def _score(self, person: int, value: float, gets: str) -> Need:
        more = round(value - (self.scores.of(person) or 0.0), 6)
        said = words.more(more, self.scores.unit)
        told = f"成绩再高 {said}，即 {value:g}，可得 {gets} / a score of {value:g} would have given {gets}"
        return Need("score", told, value, more, gets)

    def _by_score(self, person: int, post: int) -> Need | None:
        """Choose again with the score that brings this person before each of the others, by halves."""
        if self.scores.column is None or self.scores.of(person) is None:
            return None

        def works(at: int, guarded: bool = True) -> bool:
            return self._as_good(self._with_score(person, at, guarded), person, post)

        def guesses() -> Iterator[int]:
            yield max((one for one in self.case.holders(post) if one < person), default=-1)
            if self.case.guarded:
                found = last_that_works(person, lambda at: works(at, guarded=False))
                yield -1 if found is None else found

        place = last_that_works(person, works, guesses())
        value = None if place is None else self.scores.before(person, place)
        gets = None if place is None else self._with_score(person, place)
        return None if value is None or not gets else self._score(person, value, gets)

    def _with_score(self, person: int, place: int, guarded: bool = True) -> str | None:
        """What this person would choose with the lowest score that brings them before whoever is at this place."""
        value = self.scores.before(person, place)
        if value is None:
            return None
        key = (person, value, guarded)
        if key not in self._tried:
            name, changed = self.case.market.graduates[person], self.scores.scored(person, value)
            self._tried[key] = chosen_by(self.case, changed, name, guarded)
        return self._tried[key]

    @cached_property
    def _tried(self) -> dict[tuple[int, float, bool], str | None]:
        return {}

    def _by_listing(self, person: int, post: int) -> Need | None:
        """Choose again with this post listed before all others; only where that can matter it ever does."""
        name, wanted = self.case.market.graduates[person], self.case.market.posts[post]
        if chosen_by(self.case, listing_first(self.case, person, post), name) != wanted:
            return None
        said = f"若把 {wanted} 填在第 1 志愿，可得 / had it been listed first, it would have been got"
        return Need("list-first", said, 1, None, wanted)

    def _as_good(self, got: str | None, person: int, post: int) -> bool:
        """Whether this is the post, or one listed before it."""
        order = [self.case.market.posts[wish] for wish, _ in self.case.wishes(person)]
        wanted = self.case.market.posts[post]
        return bool(got) and got in order[: order.index(wanted) + 1]

    def when_refused(self, person: int, post: int) -> Need | None:
        """What would have let a refused pick through: in a day of turns a guarantee that gives way, else a score."""
        return self.of(person, post) if self._day is None else self.relaxing(self._day, person, post)

    def relaxing(self, day: QueueDay, person: int, post: int) -> Need | None:
        """By how much a single guarantee would have to give way at that turn so that the pick is granted; the least."""
        plan, task = self._at_turn(day, person, post), self.case.task
        wide = [
            rule
            for rule in task.rules
            if rule.classes(self.case.market) is not None or rule.minimum(self.case.market) is not None
        ]
        open_: list[str] = []
        ways = [
            (way.cost, at)
            for at, rule in enumerate(wide)
            if (way := mild(task, plan, [rule], open_)) is not None and way.least
        ]
        if not ways:
            return None
        cost, at = min(ways)
        return self._give_way(wide[at], cost, plan, self.case.market.posts[post])

    def _give_way(self, rule: Rule, cost: int, plan: Integers, post: str) -> Need:
        more = extra_people(self.case, rule, cost, plan)
        told = f"“{said(rule)}”放宽 {cost}，当时此志愿即可获准 / the pick is granted where this rule gives way by {cost}"
        return Need("relax", f"{told}{f'；{more}' if more else ''}", cost, None, post)

    def _at_turn(self, day: QueueDay, person: int, post: int) -> Integers:
        """The picks that stood when the guard was asked, and this one."""
        market = self.case.market
        plan = np.where(market.pins >= 0, market.pins, -1)
        before = day.turns[: day.turn[person]]
        plan[before] = self.case.kept[before]
        plan[person] = post
        return plan
