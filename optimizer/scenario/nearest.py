"""The nearest known name for a misspelt one, said as advice."""

from __future__ import annotations

from collections.abc import Sequence

_CLOSE = 60.0
_CLOSE_CHINESE = 50.0  # one of two characters
_SHOWN = 8


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name most like this one, or None where none is like it."""
    from rapidfuzz import fuzz, process, utils

    cutoff = _CLOSE if name.isascii() else _CLOSE_CHINESE
    found = process.extractOne(
        name, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff
    )
    return found[0] if found else None


def advice(name: str, known: Sequence[str]) -> str:
    """What to write instead: the nearest known name, else what there is to choose from, each name once."""
    known = list(dict.fromkeys(known))
    near = nearest(name, known) if name else None
    if near is not None:
        return f"是否应为“{near}”？ / did you mean “{near}”?"
    if not known:
        return "请删去 / delete it"
    more = f" … ({len(known)})" if len(known) > _SHOWN else ""
    return f"可用 / choose from: {', '.join(known[:_SHOWN])}{more}"
