"""Sentences of the reasons, Chinese and English side by side; everybody is named by id, which a report may mask."""

from __future__ import annotations

from collections.abc import Sequence

from optimizer.assignment.goals import GOALS
from optimizer.plural import counted
from optimizer.reasons.case import Case
from optimizer.reasons.explanation import Move, Price
from optimizer.reasons.scores import Scores

_SHOWN = 3
_MOVES = 6
_GOALS = {goal.kind: goal.chinese for goal in GOALS}


def goal(name: str) -> str:
    """A goal in both languages."""
    chinese = _GOALS.get(name.split(" ")[0])
    return f"{chinese} {name}" if chinese else name


def standing(case: Case, person: int) -> str:
    """Somebody by id, place in the order of priority, and score: 20240001（第 3 位，成绩 88.5 / no. 3, score 88.5)."""
    scores = Scores.of_case(case)
    value = scores.of(person) if scores.column else None
    name = case.market.graduates[person]
    if value is None:
        return f"{name}（第 {person + 1} 位 no. {person + 1}）"
    return f"{name}（第 {person + 1} 位，成绩 {value:g} / no. {person + 1}, score {value:g}）"


def wish(rank: int | None) -> str:
    """A rank in words."""
    return f"第 {rank} 志愿 choice {rank}" if rank else "志愿外 not listed"


def several(told: Sequence[str]) -> str:
    """The first of them, and how many there are."""
    more = f" 等 {len(told)} 人 ({len(told)} people)" if len(told) > _SHOWN else ""
    return "、".join(told[:_SHOWN]) + more


def price(found: Price) -> str:
    """What goals would be missed, and the chain of moves that harms least."""
    if found.goals:
        lost = "；".join(f"{goal(name)} {now} → {then}" for name, now, then in found.goals)
        what = f"若改到此岗位，目标变为 / with this post the goals become: {lost}"
    else:
        what = "各项目标与此相同，由抽签决定 / every goal would be the same: the lottery decided"
    proof = {
        "certified": "没有更好的 none is better (certified)",
        "proved by search": "没有更好的 none is better (proved by search)",
        "open": "时限内未证最优 not proved in time",
    }[found.proof]
    return f"{what}；变动最少的做法 the fewest moves: {chain(found.moves)}（{proof}）"


def if_pinned(found: Price) -> str:
    """What would change with one more pin."""
    return _repeated("若由组织指定到此 / if pinned there", found)


def without_pin(found: Price) -> str:
    """What would change without a pin."""
    return _repeated("若无此指定 / without this pin", found)


def _repeated(what: str, found: Price) -> str:
    """The goals and people that change when the whole assignment is made again."""
    lost = "；".join(f"{goal(name)} {now} → {then}" for name, now, then in found.goals)
    goals = f"目标变为 the goals become: {lost}" if lost else "各项目标不变 no goal changes"
    first, rest = found.moves[:_MOVES], len(found.moves) - _MOVES
    who = chain(first) if found.moves else "人人不变 nobody moves"
    who += f" 等 {len(found.moves)} 人 ({len(found.moves)} people)" if rest > 0 else ""
    return f"{what}: {goals}；{who}"


def chain(moves: Sequence[Move]) -> str:
    """The moves one after the other."""
    return "，".join(
        f"{move.graduate} {move.before or '无 none'}（{wish(move.rank_before) if move.before else '—'}）→ "
        f"{move.after or '无 none'}（{wish(move.rank_after) if move.after else '—'}）"
        for move in moves
    )


def more(value: float, unit: float) -> str:
    """A number of points, without the noise of floating point."""
    decimals = max(0, len(f"{unit:.6f}".rstrip("0").partition(".")[2]))
    said = f"{value:.{decimals}f}"
    return f"{said} 分 ({counted(1, 'point') if said == '1' else said + ' points'})"
