"""The nearest known name for a misspelt one, said as advice."""

from __future__ import annotations

from collections.abc import Sequence

_CLOSE = 60.0
_CLOSE_CHINESE = 50.0  # one of two characters
_SHOWN = 8


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name most like this one, the first of several; None where none is like it."""
    return next(iter(_like(name, known)), None)


def _like(name: str, known: Sequence[str]) -> list[str]:
    """The known name most like this one, and a second one where it is just as like."""
    from rapidfuzz import fuzz, process, utils

    cutoff = _CLOSE if name.isascii() else _CLOSE_CHINESE
    found = process.extract(
        name, known, scorer=fuzz.ratio, processor=utils.default_process, score_cutoff=cutoff, limit=2
    )
    return [like for like, score, _ in found if score == found[0][1]]


def advice(name: str, known: Sequence[str]) -> str:
    """What to write instead: the nearest known name, else what there is to choose from, each name once; of several that
    are equally near, as numbers in a series are, none is guessed at."""
    known = list(dict.fromkeys(known))
    bare = name.lstrip("0")
    same = next((one for one in known if bare and one != name and one.lstrip("0") == bare), None)
    if same is not None:
        return (
            f"是否应为“{same}”？前面的 0 不同：两张表的这一列都设为文本 / did you mean “{same}”? Zeros in front differ: "
            "format the column as text in both sheets"
        )
    near = _like(name, known) if name else []
    if len(near) == 1:
        return f"是否应为“{near[0]}”？ / did you mean “{near[0]}”?"
    if not known:
        return "请删去 / delete it"
    more = f" … ({len(known)})" if len(known) > _SHOWN else ""
    shown = f"{', '.join(known[:_SHOWN])}{more}"
    return f"可用 {shown} / choose from: {shown}"
