"""An honest no in words: what quarrels, how that is known, what would settle it at which cost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from optimizer.errors import Impossible
from optimizer.solver.conflict import TOGETHER, Conflict, WayOut

_PROOFS = {
    "counting": "由计算可验 / refuted by adding up",
    "search": "由搜索证明，并经第二个引擎复核 / proved by search, and again by a second engine",
}

_SHOWN = 8


def lines(conflict: Conflict) -> Iterator[str]:
    """The conflict as lines for a terminal."""
    yield f"{headline(conflict)}; {proof(conflict)}:"
    yield from (f"  · {member.sentence}" for member in conflict.members)
    yield (
        "出路，代价小者在前 / ways out, the cheapest first:"
        if conflict.relaxations
        else "没有单独可行的放宽 / no single rule that gives way settles it"
    )
    for way in conflict.relaxations:
        yield f"  · 代价 cost {cost(way)}: {way_out(way.rules, way.places[:_SHOWN])}{_more(len(way.places))}"
    yield from (f"未定 left open: {sentence}" for sentence in conflict.left_open)


def _more(places: int) -> str:
    return (
        f" …… 等 {places} 处，工作簿和 conflict.json 列全 / {places} places in all, in the run's files"
        if places > _SHOWN
        else ""
    )


def headline(conflict: Conflict) -> str:
    """What the members are to each other."""
    if conflict.apart:
        return "以下各条单独看就不可能 / each of these is impossible by itself"
    if conflict.unsettled:
        return "冲突（未必最小） / a conflict, perhaps not the smallest"
    return (
        "最小冲突（去掉其中任何一条，其余各条就能同时满足；别处可能还有冲突） / the smallest conflict "
        "(without any one of them the others can hold together; there may be conflicts elsewhere)"
    )


def proof(conflict: Conflict) -> str:
    """How it is known that these quarrel; a second engine is named only where it was asked."""
    if conflict.unsettled and conflict.proof == "search":
        return "由搜索证明 / proved by search"
    return _PROOFS[conflict.proof]


def reasons(wrong: Impossible, conflict: Conflict | None) -> list[str]:
    """Why nothing is possible, a line each: what adding up says; a witness that says no more than the conflict's
    members is left out where there are some."""
    told = [word for word in wrong.witnesses if conflict is None or not word.endswith(TOGETHER)]
    return [line for word in told for line in word.splitlines()]


def cost(way: WayOut) -> str:
    """The cost, and where it is not proved the least."""
    return str(way.cost) if way.least else f"{way.cost}（未证明最省 not proved the least）"


def way_out(rules: Sequence[str], places: Sequence[str]) -> str:
    """Which rules give way, and where."""
    if not places:
        return "；".join(rules)
    return f"放宽 let give way {' ＋ '.join(rules)}: {'；'.join(places)}"
