"""Probabilistic serial (概率均分): all eat at once from their best post that is left; shares are chances.

Bogomolnaia and Moulin, "A New Solution to the Random Assignment Problem", Journal of Economic Theory 100
(2001). The plan is drawn from a decomposition of the chances (Birkhoff 1946; von Neumann 1953) by one
number of the committed lottery.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from math import lcm
from typing import ClassVar

import numpy as np

from optimizer.assignment import lottery
from optimizer.assignment.chances import Chances
from optimizer.assignment.decomposition import Shares, plan_at
from optimizer.assignment.diary import Diary, Entry
from optimizer.assignment.eating import eaten
from optimizer.assignment.mechanisms.staged import Choice, Staged
from optimizer.assignment.offer import Offer
from optimizer.solver.program import Integers

_SHORT = 1000
"""Shares with a larger denominator are told as decimals."""


class ProbabilisticSerial(Staged):
    """Chances that no other chances beat for all, and nobody prefers another's chances.

    No score counts. Listing otherwise may pay for single people, ever less so in large markets (Kojima and
    Manea 2010). Tied wishes are eaten in the order of the committed lottery.
    """

    kind: ClassVar[str] = "probabilistic-serial"
    chinese: ClassVar[str] = "概率均分"
    promise: ClassVar[str] = (
        "机会分布没有人能更好而无人更差，也没有人羡慕他人的机会 / ordinally efficient and free of envy"
    )
    story: ClassVar[str] = (
        "分得份额：名额按相同速度分给想去的人，理由栏为所得份额（即机会）；抽中：由公布的种子按份额抽签"
    )

    def pick(self, offer: Offer) -> Choice:
        """Eat, then draw."""
        meal = eaten(offer)
        share = [part for _, part in meal]
        wish = np.array([number for number, _ in meal], np.int64)
        graduate, post = offer.graduate[wish], offer.post[wish]
        placed = _drawn(offer, graduate, post, share)
        told = np.array([_told(part) for part in share], object)
        got = np.flatnonzero(placed >= 0)
        diary = Diary.same(graduate, post, "eaten", told).then(Diary.same(got, placed[got], "drawn"))
        missed = np.flatnonzero((placed < 0) & (np.diff(offer.start) > 0))
        diary = diary.then(Diary.of([Entry(person, -1, "passed") for person in missed.tolist()]))
        order = np.argsort(wish)
        chance = np.array([float(part) for part in share])[order]
        return Choice(placed, diary, Chances(graduate[order], post[order], chance, None))


def _drawn(offer: Offer, graduate: Integers, post: Integers, share: Sequence[Fraction]) -> Integers:
    """The plan of the decomposition at the moment that the lottery draws."""
    people, who = np.unique(graduate, return_inverse=True)
    posts, where = np.unique(post, return_inverse=True)
    whole = lcm(*(part.denominator for part in share))
    parts = [part.numerator * (whole // part.denominator) for part in share]
    seats = offer.seats[posts].tolist()
    number = int(lottery.numbers(offer.market.seed, "draw", ["plan"])[0])
    plan = plan_at(
        Shares(len(people), seats, who.tolist(), where.tolist(), parts, whole), number * whole >> 64
    )
    placed = np.full(offer.market.size, -1)
    placed[people] = np.where(plan >= 0, np.append(posts, -1)[plan], -1)
    return placed


def _told(share: Fraction) -> str:
    """A share as a fraction, or as a decimal where the fraction is long."""
    return str(share) if share.denominator < _SHORT else f"≈{float(share):.6f}"
