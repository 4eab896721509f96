"""Parallel admission (平行志愿): wishes in bands, deferred acceptance in a band, final at its end.

Chen and Kesten, "Chinese College Admissions and School Choice Reforms: A Theoretical Analysis", Journal of
Political Economy 125 (2017): the family of application-rejection mechanisms, here with bands of any length.
"""

from __future__ import annotations

from itertools import accumulate
from typing import Annotated, ClassVar

from pydantic import Field

from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.bands import admit
from optimizer.assignment.mechanisms.staged import Choice, Ordering
from optimizer.assignment.offer import Offer


class Parallel(Ordering):
    """`bands` are the ranks of each band: [3, 3, 4] puts wishes 1 to 3, 4 to 6 and 7 to 10 together.

    One band over all is deferred acceptance, bands of one are immediate acceptance. Within a band a wish
    that fails costs nothing; across bands it may.
    """

    kind: ClassVar[str] = "parallel"
    chinese: ClassVar[str] = "平行志愿"
    promise: ClassVar[str] = "同一段志愿之内没有合理的嫉妒 / stable within a band"
    story: ClassVar[str] = (
        "逐段录取：段内未被接受可再申请下一志愿，每段结束时录取，不再变动；已满：此前各段已录满；未被接受时理由栏为岗位留下者中的最后一名"
    )

    bands: tuple[Annotated[int, Field(ge=1)], ...] = Field(default=(3, 3, 4), min_length=1)

    def objections(self, market: Market) -> tuple[str, ...]:
        """Every wish must be in some band."""
        covered, longest = sum(self.bands), market.longest
        if covered >= longest:
            return super().objections(market)
        return (
            f"各段共 {covered} 个志愿，有人填到第 {longest} 志愿 / "
            f"bands cover {covered} ranks, somebody wrote rank {longest}",
            *super().objections(market),
        )

    def pick(self, offer: Offer) -> Choice:
        """Band after band."""
        ends = list(accumulate(self.bands))
        bands = [(end - length + 1, end) for length, end in zip(self.bands, ends, strict=True)]
        return admit(offer, self.orders(offer.market), bands)
