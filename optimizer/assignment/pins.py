"""Pins (指定): the plan that holds them and nothing else, and an honest no where they cannot stand by themselves."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np

from optimizer.assignment.conflict import completed
from optimizer.assignment.relaxations import mild
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.errors import Impossible, LimitReached
from optimizer.scenario.members import said
from optimizer.solver.conflict import Conflict, Member, WayOut
from optimizer.solver.program import Integers


@dataclass(frozen=True)
class _Seats:
    """What a post can hold, named like a rule."""

    kind: ClassVar[str] = "capacity"
    chinese: ClassVar[str] = "岗位名额"


@dataclass(frozen=True)
class _Broken:
    """Pins that no plan can keep: rules with the people whose pin each forbids, and posts with too many pins."""

    rules: tuple[tuple[Rule, Integers], ...]
    posts: Integers

    def members(self, task: Task) -> tuple[Member, ...]:
        """A sentence for each pin that a rule forbids, and for each post with too many."""
        market = task.market
        forbidden = [
            Member(
                rule,
                "",
                f"指定 {market.graduates[person]} → {market.posts[market.pins[person]]} 违反规则 "
                f"{said(rule)}：{rule.meaning} (a pin breaks it)",
            )
            for rule, people in self.rules
            for person in people.tolist()
        ]
        taken = task.taken(market.pins)
        crowded = [
            Member(
                _Seats(),
                "",
                f"岗位 {market.posts[post]} 指定 {taken[post]} 人，名额 {market.capacity[post]} / more pins than seats",
            )
            for post in self.posts.tolist()
        ]
        return (*forbidden, *crowded)

    def dropped(self, task: Task) -> Integers:
        """The fewest people whose pins have to go: the forbidden, and who comes last at a post with too many."""
        market = task.market
        gone = np.unique(np.concatenate([np.zeros(0, np.int64), *(people for _, people in self.rules)]))
        for post in self.posts.tolist():
            there = np.setdiff1d(np.flatnonzero(market.pins == post), gone)
            gone = np.concatenate([gone, there[market.capacity[post] :]])
        return np.sort(gone)


def pinned(task: Task) -> Integers:
    """The plan that holds the pins and nothing else; raises Impossible where a pin breaks a rule."""
    broken = _broken(task)
    members = broken.members(task)
    if members:
        raise Impossible([member.sentence for member in members], lambda: _explained(task, broken))
    return task.market.pins.copy()


def _broken(task: Task) -> _Broken:
    market = task.market
    people = np.flatnonzero(market.pins >= 0)
    forbidden = ((rule, people[~rule.allows(market, people, market.pins[people])]) for rule in task.rules)
    over = np.flatnonzero(task.taken(market.pins) > market.capacity)
    return _Broken(tuple((rule, who) for rule, who in forbidden if len(who)), over)


def _explained(task: Task, broken: _Broken) -> Conflict:
    """The pins against the rules, and two ways out: the pins go, or the rules give way for them."""
    task = replace(task, limits=task.limits.renewed())
    ways, open_ = _without_pins(task, broken.dropped(task))
    if not len(broken.posts):
        way = mild(task, task.market.pins, [rule for rule, _ in broken.rules], open_)
        ways += [way] if way is not None else []
    ways.sort(key=lambda way: way.cost)
    return Conflict(broken.members(task), "counting", tuple(ways), tuple(open_), apart=True)


def _without_pins(task: Task, gone: Integers) -> tuple[list[WayOut], list[str]]:
    """Dropping these pins, if a plan is possible then; otherwise that it is not."""
    market = task.market
    pins = market.pins.copy()
    pins[gone] = -1
    names = "、".join(f"{market.graduates[person]} → {market.posts[market.pins[person]]}" for person in gone)
    try:
        plan = completed(replace(task, market=replace(market, pins=pins)), pins)
    except LimitReached:
        return [], [f"取消指定 {names}：时限内未判断是否可行 / not settled in time"]
    if plan is None:
        others = "其余规则仍相互冲突 / without these pins the other rules still quarrel"
        return [], [f"取消指定 {names} 后，{others}"]
    return [WayOut((f"取消指定 {names} / drop these pins",), len(gone), (), True)], []
