"""A number with its English noun: 1 person, 2 people."""

from __future__ import annotations


def counted(number: int, one: str, several: str = "") -> str:
    """The number with the noun that goes with it; `several` where an s will not do."""
    return f"{number} {one if number == 1 else several or f'{one}s'}"
