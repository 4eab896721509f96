"""A sentence in both languages, as the page's templates show it."""

from __future__ import annotations

from typing import NamedTuple


class Said(NamedTuple):
    """Chinese, and English."""

    zh: str
    en: str


def sides(text: str) -> Said:
    """What stands as "中文 / English"; a text without a slash is the same in both."""
    chinese, slash, english = text.partition(" / ")
    return Said(chinese, english) if slash else Said(text, text)


def english(kind: str) -> str:
    """A kind as words: total-rank → total rank."""
    return kind.replace("-", " ").replace("_", " ")
