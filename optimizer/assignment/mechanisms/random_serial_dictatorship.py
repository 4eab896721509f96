"""Random serial dictatorship (抽签依次选岗): lots decide the order, then each in turn takes the best post left.

Abdulkadiroğlu and Sönmez 1998; the chances are hard to count exactly (Aziz, Brandt and Brill 2013), so on
larger markets they are counted over drawn orders, with their standard errors.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.assignment import lottery
from optimizer.assignment.drawn_orders import chances
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.staged import Choice, Staged
from optimizer.assignment.mechanisms.turns import in_turn
from optimizer.assignment.offer import Offer
from optimizer.assignment.task import Task
from optimizer.solver.program import Integers


class RandomSerialDictatorship(Staged):
    """The order is drawn from the committed seed: no score counts, equals are treated equally.

    `samples` are the drawn orders over which chances are counted where they cannot be exact; 0 = no chances.
    """

    kind: ClassVar[str] = "random-serial-dictatorship"
    chinese: ClassVar[str] = "抽签依次选岗"
    promise: ClassVar[str] = "没有人能更好而无人更差，如实填报最好 / efficient and strategy-proof"
    story: ClassVar[str] = (
        "选岗次序由公布的种子抽签决定，按抽签次序逐人列出；每人得到志愿中最靠前、还有名额的岗位"
    )

    samples: int = Field(default=1000, ge=0, le=1_000_000)

    def pick(self, offer: Offer) -> Choice:
        """One drawn order for the plan; all orders, or a sample of them, for the chances."""
        return replace(in_turn(offer, _turn(offer.market)), chances=chances(offer, self.samples))

    def guarded(self, task: Task, placed: Integers, offer: Offer, choice: Choice) -> Choice:
        """The same order, the guard being asked at every pick."""
        told = in_turn(offer, _turn(offer.market), self.watch(task, placed))
        return replace(told, chances=choice.chances)


def _turn(market: Market) -> Integers:
    """The graduates in the order of their lots."""
    draw = lottery.numbers(market.seed, "order", market.graduates)
    return np.argsort(draw, kind="stable").astype(np.int64)
