"""The day done again: every line of the diary, every refusal with its witness, and who chose what."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from optimizer.assignment.offer import Offer, offered
from optimizer.assignment.refusal import said
from optimizer.evidence.assigned import Case
from optimizer.evidence.choosing.lines import Line, compared
from optimizer.evidence.choosing.mechanism import SERIAL, Chooser
from optimizer.evidence.choosing.serial import serial
from optimizer.evidence.refusals import Refuter
from optimizer.solver.program import Integers

_ADDED_UP = "经计算，各项保障不能再同时满足 / the guarantees can no longer be met together, by adding up"
_SEARCHED = "由搜索证明；"
_SHOWN = 6

Told = Mapping[str, Any] | None


@dataclass
class Day:
    """A diary and the prices of its refusals, being looked through; `wrong` and `unproved` collect what is found."""

    case: Case
    lines: Sequence[Line]
    prices: Sequence[Told]
    wrong: list[str] = field(default_factory=list)
    unproved: list[str] = field(default_factory=list)
    refused: int = 0

    def __post_init__(self) -> None:
        self._chooser = Chooser(self.case.market, self.case.scenario.settings.assignment)
        self._pins = self.case.market.pins.copy()
        self._refuter = Refuter(self.case, self._pins)

    def chosen(self) -> Integers:
        """A post for everybody pinned or choosing (-1 = none), as the day should have ended."""
        offer = offered(self.case.task, self._pins)
        if any(line.action == "refused" for line in self.lines) and not self._chooser.guard:
            self.wrong.append("guard = false，却有未获准的选岗 / refusals although there is no guard")
        placed = self._serial(offer) if self._chooser.kind in SERIAL else self._rounds(offer)
        if self.refused != len(self.prices):
            self.wrong.append(
                f"{self.refused} 次未获准，证书列出 {len(self.prices)} 次 / refusals in the diary and in the certificate"
            )
        return np.where(self._pins >= 0, self._pins, np.array(placed, np.int64))

    def _serial(self, offer: Offer) -> list[int]:
        waiting = [line for line in self.lines if line.action == "refused"]

        def refusal(placed: Sequence[int], person: int, post: int) -> str | None:
            if not waiting or (waiting[0].graduate, waiting[0].post) != (person, post):
                return None
            line = waiting.pop(0)
            self._look(np.array(placed, np.int64), line)
            return line.witness

        done = serial(offer, self._chooser.turn(), refusal)
        names, posts = self.case.market.graduates, self.case.market.posts
        self.wrong += compared(names, posts, self.lines, done.lines or [])
        return done.placed

    def _rounds(self, offer: Offer) -> list[int]:
        """The choice made again without what was refused, until nothing is."""
        at = 0
        while True:
            placed, lost = self._chooser.picked(offer), list[Line]()
            booked = np.full(len(placed), -1)
            for person, post in enumerate(placed):
                line = self.lines[at] if at < len(self.lines) else None
                if post < 0:
                    continue
                if line is not None and (line.graduate, line.post, line.action) == (person, post, "refused"):
                    self._look(booked, line)
                    lost.append(line)
                    at += 1
                else:
                    booked[person] = post
            if not lost:
                break
            gone = np.array([(line.graduate, line.post) for line in lost], np.int64)
            offer = offer.without(gone[:, 0], gone[:, 1])
        self.wrong += self._chooser.wrong(offer, self.lines[at:])
        return placed

    def _look(self, placed: Integers, line: Line) -> None:
        """Whether a refusal is proved by its prices, and its sentence says what they add up."""
        told = self.prices[self.refused] if self.refused < len(self.prices) else None
        self.refused += 1
        name = f"{self.case.market.graduates[line.graduate]} → {self.case.market.posts[line.post]}"
        if told is None:
            if not self.case.task.summing:
                self.wrong.append(f"{name}: 没有证据 / no witness, and without sums there is always one")
            elif not line.witness.startswith(_SEARCHED):
                self.wrong.append(f"{name}: 理由应以此开头 / the reason should begin with {_SEARCHED}")
            self.unproved.append(f"{name}: 只由搜索证明 / proved by search only")
            return
        fixed = np.where(self._pins >= 0, self._pins, placed)
        fixed[line.graduate] = line.post
        if self._refuter.left_over(fixed, told) <= 0:
            self.wrong.append(f"{name}: 拒绝没有根据 / the refusal is not proved by its witness")
        elif line.witness not in self._sentences(fixed, told):
            self.wrong.append(f"{name}: 理由与算得的不符 / the reason is not what adds up")

    def _sentences(self, fixed: Integers, told: Mapping[str, Any]) -> list[str]:
        """What may be said of these prices."""
        return [_ADDED_UP, self._by_posts(fixed, told), self._by_sums(fixed, told)]

    def _by_posts(self, fixed: Integers, told: Mapping[str, Any]) -> str:
        """Posts that need more people than may go there."""
        market, task = self.case.market, self.case.task
        number = {post: at for at, post in enumerate(market.posts)}
        posts = [number[post] for post in told["posts"]]
        need = np.maximum(task.minimum() - task.taken(fixed), 0)
        wanted = int(need[posts].sum())
        people = wanted - self._refuter.left_over(fixed, told)
        names = "、".join(market.posts[post] for post in posts[:_SHOWN])
        more = f" 等 {len(posts)} 个岗位" if len(posts) > _SHOWN else ""
        return (
            f"岗位 {names}{more} 还须 {wanted} 人，能去的只剩 {people} 人 / "
            f"{len(posts)} posts still need {wanted} people, only {people} who may go there remain"
        )

    def _by_sums(self, fixed: Integers, told: Mapping[str, Any]) -> str:
        """Sums that cannot be supplied."""
        if not self.case.task.summing:
            return ""
        crowd = self._refuter.crowd
        duals = np.zeros(crowd.program.rows.count, np.int64)
        number = {post: at for at, post in enumerate(self.case.market.posts)}
        seat = {int(post): len(crowd.shy) + at for at, post in enumerate(crowd.posts)}
        for post, price in told["posts"].items():
            duals[seat[number[post]]] = price
        rows = {name: row for row, name in enumerate(self.case.row_names())}
        for name, price in told["sums"].items():
            duals[crowd.first_sum + rows[name]] = price
        return said(crowd, duals, fixed, self.case.books.activity(fixed))
