"""The reasons as lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.reasons import words
from optimizer.reasons.explanation import Explanation, WhyNot
from optimizer.reasons.post import PostExplanation

_MOST = 12


def person_lines(told: Explanation) -> Iterator[str]:
    """Why this post, and why not each other one."""
    yield f"{told.graduate} → {told.post or '未落实 no post'}：{told.why}"
    if told.pin is not None:
        yield f"  代价 price: {words.without_pin(told.pin)}"
    for at, reason in enumerate(told.refused):
        if at == _MOST:
            left = len(told.refused) - _MOST
            yield f"其余 {left} 个志愿用 --post 逐个问 / {left} more wishes: ask with --post"
            return
        yield from _reason(reason)


def post_lines(told: PostExplanation) -> Iterator[str]:
    """Who is at a post and why, who wished for it, why it is empty."""
    yield f"{told.post}：名额 {told.seats} seats, 到岗 {len(told.holders)} people"
    yield from (f"  · {name}：{why}" for name, why in told.holders)
    if told.wishing:
        yield f"更想来而未得者 {told.wishing} 人 / wished more for it in vain: {told.wishing}"
    for name, reason in told.refused:
        yield f"  · {name}（{words.wish(reason.rank)}）：{reason.sentence}"
    yield from (f"  · {sentence}" for sentence in told.empty)


def _reason(reason: WhyNot) -> Iterator[str]:
    yield f"  · {words.wish(reason.rank)} {reason.post}：{reason.sentence}"
    if reason.need is not None:
        yield f"    → {reason.need.sentence}"
    if reason.price is not None and reason.kind != "price":
        yield f"    → {words.if_pinned(reason.price)}"
