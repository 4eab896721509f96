"""Random serial dictatorship (抽签依次选岗): lots decide the order, then each in turn takes the best post left.

Abdulkadiroğlu and Sönmez 1998; the chances are hard to count exactly (Aziz, Brandt and Brill 2013), so on
larger markets they are counted over drawn orders, with their standard errors.
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np
from pydantic import Field

from optimizer.assignment import lottery
from optimizer.assignment.diary import Diary
from optimizer.assignment.mechanisms.staged import Choice, Staged
from optimizer.assignment.offer import Offer
from optimizer.assignment.turns import chances
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
        market = offer.market
        draw = lottery.numbers(market.seed, "order", market.graduates)
        turn = np.argsort(draw, kind="stable")
        placed = _in_turn(offer, turn)
        some = turn[np.diff(offer.start)[turn] > 0]
        action = np.where(placed[some] >= 0, "picked", "passed").astype(object)
        diary = Diary(some, placed[some], action, np.full(len(some), "", object))
        return Choice(placed, diary, chances(offer, self.samples), turn)


def _in_turn(offer: Offer, turn: Integers) -> Integers:
    """Each in turn takes the best offered post with a seat."""
    start, posts, seats = offer.start.tolist(), offer.post.tolist(), offer.seats.tolist()
    placed = np.full(offer.market.size, -1)
    for person in turn.tolist():
        for post in posts[start[person] : start[person + 1]]:
            if seats[post]:
                placed[person] = post
                seats[post] -= 1
                break
    return placed
