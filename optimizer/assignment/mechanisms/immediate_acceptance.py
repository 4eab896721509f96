"""Immediate acceptance (顺序志愿): all first wishes are settled for good, then all second ones, and so on.

Known as the Boston mechanism (Abdulkadiroğlu and Sönmez 2003, section II.A).
"""

from __future__ import annotations

from typing import ClassVar

import numpy as np

from optimizer.assignment.mechanisms.bands import admit
from optimizer.assignment.mechanisms.staged import Choice, Ordering
from optimizer.assignment.offer import Offer


class ImmediateAcceptance(Ordering):
    """Rank by rank, each post admits those who put it at that rank, in its order, while it has seats.

    Who listed several posts at one rank (an area) tries them in the order of the lottery before the rank is
    closed. Most people at their first wish; but a first wish that fails can cost the second, so listing
    otherwise may pay.
    """

    kind: ClassVar[str] = "immediate-acceptance"
    chinese: ClassVar[str] = "顺序志愿"
    promise: ClassVar[str] = "先录满第一志愿，再录第二志愿…… / first wishes are settled first"
    story: ClassVar[str] = (
        "逐志愿录取：第 n 段即第 n 志愿，录取后不再变动；已满：此前各段已录满；未被接受时理由栏为岗位留下者中的最后一名"
    )

    def pick(self, offer: Offer) -> Choice:
        """A band for every rank."""
        ranks = np.unique(offer.rank).tolist()
        return admit(offer, self.orders(offer.market), [(rank, rank) for rank in ranks])
