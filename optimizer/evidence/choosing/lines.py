"""The lines of a diary, and what a stage of choice comes to when it is done again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from optimizer.assignment.offer import Offer


@dataclass(frozen=True)
class Line:
    """One line: graduate and post by number (-1 = none), what happened, and why."""

    graduate: int
    post: int
    action: str
    witness: str = ""


@dataclass(frozen=True)
class Done:
    """Who chose what (a post per graduate, -1 = none), and the diary that there should be; None = see `checked`."""

    placed: list[int]
    lines: list[Line] | None


def wishes(offer: Offer) -> list[list[int]]:
    """The posts that each graduate can choose among, best first."""
    start, post = offer.start.tolist(), offer.post.tolist()
    return [post[first:end] for first, end in pairwise(start)]


def compared(
    names: Sequence[str], posts: Sequence[str], found: Sequence[Line], right: Sequence[Line]
) -> list[str]:
    """Where a diary differs from what it should be, the first place only."""
    for step, (one, other) in enumerate(zip(found, right, strict=False), 1):
        if one != other:
            return [f"第 {step} 步应为 / step {step} should be: {told(names, posts, other)}"]
    if len(found) != len(right):
        return [
            f"选岗记录 {len(found)} 步，应有 {len(right)} 步 / {len(found)} steps, should be {len(right)}"
        ]
    return []


def told(names: Sequence[str], posts: Sequence[str], line: Line) -> str:
    """A line in words."""
    post = posts[line.post] if line.post >= 0 else "–"
    return f"{names[line.graduate]} {line.action} {post} {line.witness}".strip()
