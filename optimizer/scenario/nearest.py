"""The nearest known name for a misspelt one, said as advice."""

from __future__ import annotations

from collections.abc import Sequence

_CLOSE = 60.0
_CLOSE_CHINESE = 50.0  # one of two characters
_SHOWN = 8


def nearest(name: str, known: Sequence[str]) -> str | None:
    """The known name most like this one; None where none is like it, or several are equally: numbers in series."""
    from rapidfuzz import fuzz, process, utils

    cutoff = _CLOSE if name.isascii() else _CLOSE_CHINESE
    found = process.extract(
        name,
        list(dict.fromkeys(known)),
        scorer=fuzz.ratio,
        processor=utils.default_process,
        score_cutoff=cutoff,
        limit=2,
    )
    return None if not found or len({score for _, score, _ in found}) < len(found) else found[0][0]


def advice(name: str, known: Sequence[str]) -> str:
    """What to write instead: the nearest known name, else what there is to choose from, each name once."""
    known = list(dict.fromkeys(known))
    bare = name.lstrip("0")
    same = next((one for one in known if bare and one != name and one.lstrip("0") == bare), None)
    if same is not None:
        return (
            f"是否应为“{same}”？前面的 0 不同：两张表的这一列都设为文本 / did you mean “{same}”? Zeros in front differ: "
            "format the column as text in both sheets"
        )
    near = nearest(name, known) if name else None
    if near is not None:
        return f"是否应为“{near}”？ / did you mean “{near}”?"
    if not known:
        return "请删去 / delete it"
    more = f" … ({len(known)})" if len(known) > _SHOWN else ""
    shown = f"{', '.join(known[:_SHOWN])}{more}"
    return f"可用 {shown} / choose from: {shown}"
