"""Deferred acceptance (延迟接受): proposals are held, never final before the end (Gale and Shapley 1962)."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np

from optimizer.assignment.diary import Diary
from optimizer.assignment.mechanisms.bands import admit
from optimizer.assignment.mechanisms.staged import Choice, Ordering
from optimizer.assignment.offer import Offer
from optimizer.assignment.proposals import Pairs, propose


class DeferredAcceptance(Ordering):
    """Nobody prefers a post that has an empty seat or somebody who comes later in the post's order.

    With `proposing = "graduates"` no such plan is better for any graduate, and no graduate gains by listing
    otherwise (Dubins and Freedman 1981; Roth 1982); with "posts" none is better for any post, and none worse
    for any graduate. Tied wishes and equal places are settled by the committed lottery first.
    """

    kind: ClassVar[str] = "deferred-acceptance"
    chinese: ClassVar[str] = "延迟接受"
    promise: ClassVar[str] = "没有合理的嫉妒，也没有人想去的空岗 / stable"
    story: ClassVar[str] = (
        "申请：向下一志愿申请；未被接受：岗位留下了排序在前的人（理由栏为留下者中的最后一名）；录取：到最后仍保留。"
        "岗位邀约时：邀约、谢绝（理由栏为此人留下的更靠前的岗位）"
    )

    proposing: Literal["graduates", "posts"] = "graduates"

    def pick(self, offer: Offer) -> Choice:
        """Proposals until nobody is rejected."""
        if self.proposing == "graduates":
            return admit(offer, self.orders(offer.market), [(1, offer.market.longest)], named=False)
        return self._posts_propose(offer)

    def _posts_propose(self, offer: Offer) -> Choice:
        """Each post offers its seats in its order to those who listed it."""
        market, posts = offer.market, len(offer.seats)
        by_post = np.lexsort((self.orders(market).place(offer.graduate, offer.post), offer.post))
        graduate, post = offer.graduate[by_post], offer.post[by_post]
        start = np.searchsorted(post, np.arange(posts + 1))
        one_each = np.ones(market.size, np.int64)
        found = propose(Pairs(start, graduate, by_post, one_each, offer.seats))
        placed = np.full(market.size, -1)
        placed[graduate[found.held]] = post[found.held]
        steps = Diary.proposals(found, graduate, post, ("offered", "declined"), (market.posts, post))
        got = np.flatnonzero(placed >= 0)
        return Choice(placed, steps.then(Diary.same(got, placed[got], "admitted")))
