"""Why here this month (为何本月在此): what the cell counts, and why not each other unit.

For every other unit the plain exchanges are tried (two months of the same person, two people in a month, two
people in two months); asked about one unit, the kernel plans the township anew with this person there.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np

from optimizer.errors import UsageError
from optimizer.reasons.explanation import Kind
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.goals.least_change import LeastChange
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.rotation.timetable import Timetable, Town
from optimizer.scenario.members import said
from optimizer.scenario.nearest import advice
from optimizer.solver.program import Limits

Cell = tuple[str, str, str, str]
"""Who, when, from which unit, to which one."""


@dataclass(frozen=True)
class OtherUnit:
    """Why somebody is not in a unit this month.

    `kind`: closed, forbidden, price (an exchange that keeps every rule, with the goals that change and the cells that
    move), impossible. `exact`: of all plans with this person there none is better; otherwise the best plain exchange.
    """

    unit: str
    kind: Kind
    sentence: str
    goals: tuple[tuple[str, int, int], ...] = ()
    moves: tuple[Cell, ...] = ()
    exact: bool = False


@dataclass(frozen=True)
class MonthExplanation:
    """Where somebody is in a month, why, and why not elsewhere."""

    graduate: str
    township: str
    month: str
    unit: str
    why: tuple[str, ...]
    others: tuple[OtherUnit, ...]


def explain_month(
    timetable: Timetable, graduate: str, month: str, unit: str | None = None, *, seconds: float = 60.0
) -> MonthExplanation:
    """Why this person is in this unit this month, and why not in the others, or in `unit` alone by an exact search.

    Raises UsageError for people, months and units that nobody knows, with the nearest one.
    """
    before = _before_transfer(timetable, graduate, month)
    if before is not None:
        return before
    town = _town(timetable, graduate)
    case = _Cell(
        timetable,
        town,
        list(town.cohort.people).index(graduate),
        _place(month, list(town.cohort.months), "没有月份 {} / no such month"),
        seconds,
    )
    asked = (
        [_place(unit, list(town.cohort.units), "没有单位 {} / no such unit")] if unit else case.other_units()
    )
    others = tuple(case.why_not(one, exact=unit is not None) for one in asked if one != case.here)
    return MonthExplanation(graduate, town.cohort.township, month, case.name(case.here), case.why(), others)


def _town(timetable: Timetable, graduate: str) -> Town:
    found = [town for town in timetable.towns if graduate in town.cohort.people]
    if not found:
        known = [name for town in timetable.towns for name in town.cohort.people]
        raise UsageError(f"轮岗表里没有 {graduate} / nobody with this id; {advice(graduate, sorted(known))}")
    return found[0]


def _before_transfer(timetable: Timetable, graduate: str, month: str) -> MonthExplanation | None:
    """What is to be said of a month that somebody spent in another township than they serve in now; None = it is none."""
    for cohort in (town.cohort for town in timetable.towns if month in town.cohort.months):
        former, at = cohort.former, list(cohort.months).index(month)
        if former is not None and graduate in former.people:
            person = list(former.people).index(graduate)
            if former.here[person, at]:
                unit = int(former.plan[person, at])
                name = cohort.units[unit] if unit >= 0 else ""
                return MonthExplanation(graduate, cohort.township, month, name, (_SETTLED,), ())
    return None


_SETTLED = "调动之前在此乡镇，已过去或已公布，不再变动 / before a transfer: this month had passed or was announced, and stays"


def _place(name: str, known: list[str], words: str) -> int:
    if name not in known:
        raise UsageError(f"{words.format(name)}; {advice(name, known)}")
    return known.index(name)


@dataclass(frozen=True, eq=False)
class _Cell:
    """One person's month in a finished plan."""

    timetable: Timetable
    town: Town
    person: int
    month: int
    seconds: float

    @property
    def cohort(self) -> Cohort:
        """The township's people, units and months."""
        return self.town.cohort

    @property
    def plan(self) -> Plan:
        """Where everybody is."""
        return self.town.plan

    @property
    def here(self) -> int:
        """The unit of this cell, -1 = absent."""
        return int(self.plan[self.person, self.month])

    def name(self, unit: int) -> str:
        """A unit's id, "" = none."""
        return self.cohort.units[unit] if unit >= 0 else ""

    def other_units(self) -> list[int]:
        """Every unit, where the cell could still be planned; none where it could not."""
        settled = self.here < 0 or self.cohort.fixed[self.person, self.month] >= 0
        return [] if settled or self.month < self.cohort.first else list(range(len(self.cohort.units)))

    def _parts(self) -> list[Goal]:
        return [part for goal in self.timetable.kinds.goals for part in goal.parts(self.cohort)]

    def why(self) -> tuple[str, ...]:
        """Whether the cell was open at all, what it counts in the goals, and what would be missed in this unit."""
        cohort, at = self.cohort, (self.person, self.month)
        if self.here < 0:
            return ("本月不在岗 / absent this month",)
        if cohort.past <= self.month < cohort.first:
            return ("已公布，不再变动 / announced: it does not change any more",)
        if self.month < cohort.first:
            return ("已经发生，不能再变 / past: it can no longer change",)
        if cohort.fixed[at] >= 0:
            return ("已定轮岗：事先固定 / fixed beforehand",)
        before = int((self.plan[self.person, : self.month] == self.here).sum())
        told = [f"此前在此 {before} 个月 / months here before: {before}"]
        month_wish, wish = (
            int(cohort.wished_month[(*at, self.here)]),
            int(cohort.wished[self.person, self.here]),
        )
        if month_wish:
            told.append(f"本月第 {month_wish} 志愿 / wished for this month, choice {month_wish}")
        if wish:
            told.append(f"第 {wish} 志愿的单位 / a unit wished for, choice {wish}")
        if cohort.fit[self.person, self.here]:
            told.append("专业对口 / the major fits")
        for part in self._parts():
            counts = part.counts(cohort)[at]
            if counts.any():
                told.append(
                    f"目标 {part.chinese} {part.name}：此单位计 {counts[self.here]}，各单位 "
                    f"{int(counts.min())}–{int(counts.max())} / what it counts here, and in all units"
                )
        return tuple(told)

    def why_not(self, unit: int, exact: bool) -> OtherUnit:
        """What keeps this person out of a unit this month, or what it would cost."""
        cohort, name = self.cohort, self.cohort.units[unit]
        if self.here < 0 or cohort.fixed[self.person, self.month] >= 0 or self.month < cohort.first:
            return OtherUnit(name, "pinned", self.why()[0])
        if cohort.high[unit, self.month] < 1:
            return OtherUnit(name, "closed", "此单位本月停办 / the unit is closed this month")
        for rule in self.timetable.kinds.rules:
            allowed = rule.allows(cohort)
            if allowed is not None and not allowed[self.person, self.month, unit]:
                return OtherUnit(name, "forbidden", f"规则 rule {said(rule)}：{rule.meaning}")
        return self._planned_anew(unit) if exact else self._exchanged(unit)

    def _key(self, plan: Plan) -> tuple[int, ...]:
        """The goals' values in order, smaller is better, and how many cells move."""
        values = ((-1 if part.maximise else 1) * part.value(self.cohort, plan) for part in self._parts())
        return (*values, int((plan != self.plan).sum()))

    def _told(self, unit: int, plan: Plan, words: str, exact: bool) -> OtherUnit:
        """A plan with this person in the unit: the goals that change and the cells that move."""
        cohort = self.cohort
        changed = [
            (part.name, part.value(cohort, self.plan), part.value(cohort, plan)) for part in self._parts()
        ]
        goals = tuple((name, now, then) for name, now, then in changed if now != then)
        moves = tuple(
            (cohort.people[p], cohort.months[m], self.name(self.plan[p, m]), self.name(plan[p, m]))
            for p, m in np.argwhere(plan != self.plan).tolist()
        )
        chinese = {part.name: part.chinese for part in self._parts()}
        lost = "；".join(f"{chinese[name]} {name} {now} → {then}" for name, now, then in goals)
        what = (
            f"目标 goals: {lost}"
            if lost
            else "各项目标相同，由抽签决定 / every goal is the same: the lottery decided"
        )
        steps = "，".join(f"{who} {when} {a} → {b}" for who, when, a, b in moves)
        return OtherUnit(cohort.units[unit], "price", f"{words}：{what}；{steps}", goals, moves, exact)

    def _exchanged(self, unit: int) -> OtherUnit:
        """The best plain exchange that keeps every rule; otherwise what the plain change breaks."""
        rules = self.timetable.kinds.rules
        legal = [plan for plan in self._exchanges(unit) if not breaches(self.cohort, rules, plan)]
        if legal:
            best = min(legal, key=self._key)
            return self._told(unit, best, "最好的简单对调 the best plain exchange", exact=False)
        alone = self.plan.copy()
        alone[self.person, self.month] = unit
        broken = breaches(self.cohort, rules, alone)
        told = f"简单对调都违反规则 / every plain exchange breaks a rule: {'；'.join(broken[:2])}"
        return OtherUnit(self.cohort.units[unit], "impossible", told)

    def _exchanges(self, unit: int) -> Iterator[Plan]:
        """The plain change; with another month; with another person; with another person in two months."""
        months = np.arange(self.cohort.first, len(self.cohort.months))
        yield self._with([(self.person, self.month, unit)])
        own = [int(m) for m in months if self.plan[self.person, m] == unit]
        for other in own:
            yield self._with([(self.person, self.month, unit), (self.person, other, self.here)])
        for holder in np.flatnonzero(self.plan[:, self.month] == unit).tolist():
            swap = [(self.person, self.month, unit), (holder, self.month, self.here)]
            yield self._with(swap)
            for other in own:
                if self.plan[holder, other] == self.here:
                    yield self._with([*swap, (self.person, other, self.here), (holder, other, unit)])

    def _with(self, cells: list[tuple[int, int, int]]) -> Plan:
        plan = self.plan.copy()
        for person, month, unit in cells:
            plan[person, month] = unit
        return plan

    def _planned_anew(self, unit: int) -> OtherUnit:
        """The best plan with this person there, and of equally good ones the nearest to the one at hand."""
        fixed = self.cohort.fixed.copy()
        fixed[self.person, self.month] = unit
        kinds, goals = self.timetable.kinds, list(self.timetable.kinds.goals)
        cohort = replace(self.cohort, fixed=fixed)
        if not any(isinstance(goal, LeastChange) for goal in goals):
            cohort = replace(cohort, earlier=self.plan.copy())
            goals.append(LeastChange(person=0, notice=0))
        found = plan_one(Task(cohort, kinds.rules, goals, Limits(seconds=self.seconds)))
        name = self.cohort.units[unit]
        if found.status == "infeasible":
            told = f"没有可行方案 / no plan is possible: {'；'.join(found.witnesses[:2])}"
            return OtherUnit(name, "impossible", told, exact=True)
        if found.plan is None:
            return OtherUnit(name, "impossible", "时限内未能算出 / not settled within the limit")
        proved = found.status == "proved"
        words = "确切代价 the exact price" if proved else "时限内找到的代价 the price found within the limit"
        return self._told(unit, found.plan, words, proved)
