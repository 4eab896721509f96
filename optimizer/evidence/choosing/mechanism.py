"""What each mechanism's stage of choice comes to, by the settings: whose turn it is, which bands, which plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Any

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.market import Market
from optimizer.assignment.offer import Offer
from optimizer.assignment.orders import Orders
from optimizer.evidence.choosing.bands import Band, banded, posts_propose, wrong_in_bands, wrong_in_offers
from optimizer.evidence.choosing.cycles import cycles
from optimizer.evidence.choosing.lines import Done, Line, compared
from optimizer.evidence.choosing.popularity import popular
from optimizer.evidence.choosing.serial import serial
from optimizer.evidence.choosing.shares import drawn, lines, shares
from optimizer.evidence.findings import Unsound
from optimizer.scenario.settings import AssignmentSettings
from optimizer.solver.program import Integers

SERIAL = ("choice-then-allocation", "random-serial-dictatorship")
OPTIMAL, CYCLES = "optimal", "top-trading-cycles"
BANDED = ("deferred-acceptance", "immediate-acceptance", "parallel")
PROMISES = {
    "choice-then-allocation": "依次选岗，每人得到最靠前而仍可得的志愿 / each in turn gets the best that was left",
    "random-serial-dictatorship": "依抽签次序选岗，每人得到最靠前而仍可得的志愿 / in the drawn order, each gets the best left",
    "deferred-acceptance": "没有合理的嫉妒（稳定） / no blocking pair",
    "immediate-acceptance": "逐志愿录取，志愿之内没有合理的嫉妒 / rank by rank, no blocking pair at a rank",
    "parallel": "逐段录取，段内没有合理的嫉妒 / band by band, no blocking pair within a band",
    "top-trading-cycles": "每个循环都成立 / every cycle is one",
    "probabilistic-serial": "份额与抽中的方案都由公布的种子算出 / shares and the drawn plan follow from the seed",
    "popular": "首选与备选、人数最多 / first wishes and second resorts, as many as can be",
    "optimal": "没有选岗一环 / nobody chooses",
}


@dataclass(frozen=True, eq=False)
class Chooser:
    """A mechanism and its options, in a market; raises Unsound for one that is not known here."""

    market: Market
    settings: AssignmentSettings

    @property
    def kind(self) -> str:
        """The mechanism's name."""
        if self.settings.mechanism not in PROMISES:
            raise Unsound(f"没有方式 {self.settings.mechanism} / no such mechanism")
        return self.settings.mechanism

    def option(self, name: str, default: Any) -> Any:
        """An option as set, or what is usual."""
        return self.settings.options.get(name, default)

    @property
    def guard(self) -> bool:
        """Whether a pick may be refused."""
        return bool(self.option("guard", True))

    def turn(self) -> Sequence[int]:
        """Who chooses, in which order, where people choose in turn."""
        size = self.market.size
        if self.settings.mechanism == "random-serial-dictatorship":
            draw = lottery.numbers(self.market.seed, "order", self.market.graduates)
            order: list[int] = np.argsort(draw, kind="stable").tolist()
            return order
        cutoff, share = self.option("cutoff", None), self.option("share", None)
        if cutoff is not None:
            scores = self.market.graduate_table["score"].tolist()
            return range(next((at for at, score in enumerate(scores) if score < cutoff), size))
        return range(size if share is None else int(share * size + 0.5))

    def picked(self, offer: Offer) -> list[int]:
        """What is chosen where nobody's pick is refused, by a mechanism that is no serial one."""
        return self._done(offer).placed

    def wrong(self, offer: Offer, told: Sequence[Line]) -> list[str]:
        """What is false in the diary of such a mechanism."""
        names, posts = self.market.graduates, self.market.posts
        if self.kind == "deferred-acceptance" and self._posts_propose:
            return wrong_in_offers(offer, self._orders, told)
        if self.kind in BANDED:
            named = self.kind != "deferred-acceptance"
            return wrong_in_bands(offer, self._orders, self.bands(offer.rank), told, named=named)
        if self.kind == "probabilistic-serial":
            eaten = shares(offer)
            begin, end = lines(offer, eaten, drawn(offer, eaten))
            many = len(begin)
            if len(told) != many + len(end) or {*told[:many]} != begin or list(told[many:]) != end:
                return ["份额或抽中的人不对 / shares or drawn people are wrong"]
            return []
        return compared(names, posts, told, self._done(offer).lines or [])

    def lines(self, offer: Offer) -> list[Line]:
        """The diary of a mechanism that neither goes in turn nor by proposals; none where there is no such plan."""
        if self.settings.mechanism == "probabilistic-serial":
            eaten = shares(offer)
            begin, end = lines(offer, eaten, drawn(offer, eaten))
            order = {(person, post): at for at, (person, post, _) in enumerate(eaten)}
            return [*sorted(begin, key=lambda line: order[line.graduate, line.post]), *end]
        if self.settings.mechanism != "popular":
            return []
        try:
            return popular(offer).lines or []
        except Unsound:
            return []

    def _done(self, offer: Offer) -> Done:
        if self.kind == "deferred-acceptance" and self._posts_propose:
            return Done(posts_propose(offer, self._orders), None)
        if self.kind in BANDED:
            return Done(banded(offer, self._orders, self.bands(offer.rank)), None)
        if self.kind == "top-trading-cycles":
            return cycles(offer, self._orders)
        if self.kind == "popular":
            return popular(offer)
        if self.kind == "probabilistic-serial":
            return Done(drawn(offer, shares(offer)), None)
        return serial(offer, self.turn()) if self.kind in SERIAL else Done([-1] * self.market.size, [])

    @cached_property
    def _orders(self) -> Orders:
        return Orders(self.market, self.option("order", "priority"))

    @property
    def _posts_propose(self) -> bool:
        return bool(self.option("proposing", "graduates") == "posts")

    def bands(self, ranks: Integers) -> list[Band]:
        """The first and the last rank of every band, where these ranks are wished."""
        if self.settings.mechanism == "deferred-acceptance":
            return [(1, self.market.longest)]
        if self.settings.mechanism == "immediate-acceptance":
            return [(rank, rank) for rank in np.unique(ranks).tolist()]
        lengths = self.option("bands", (3, 3, 4))
        ends = accumulate(lengths)
        return [(end - length + 1, end) for length, end in zip(lengths, ends, strict=True)]
