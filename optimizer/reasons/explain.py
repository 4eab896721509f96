"""Explain: why somebody has this post and not another, why a post has these people or none."""

from __future__ import annotations

from dataclasses import replace

from optimizer.assignment.mechanisms.optimal import Optimal
from optimizer.assignment.outcome import Outcome
from optimizer.reasons import words
from optimizer.reasons.case import Case
from optimizer.reasons.explanation import Explanation, WhyNot
from optimizer.reasons.pin_price import pin_price, price_if_pinned
from optimizer.reasons.queue_day import QueueDay
from optimizer.reasons.why_not import Reasons


def explain(
    outcome: Outcome, graduate: str, post: str | None = None, *, seconds: float = 60.0
) -> Explanation:
    """Why this graduate has their post, and why not another one.

    Without `post` every wish better than the post they have is accounted for, and for the first that no rule forbids
    (in a day of turns for each) what would have had to be different, and for somebody pinned what would
    change without the pin; with `post` that one alone, wished or not. A price is exact: the goals that
    would be missed and the chain of moves that harms least. Under rules with sums it takes a search, which `seconds`
    limits, and is worked out for that first wish or the post asked about. Of a post that others got by choice, asked
    about alone, the price is what would change if this person were pinned there, the day being repeated.

    Raises UsageError for ids that nobody has, with the nearest one, and for the outcome of a bare market.
    """
    case = Case.of(outcome, seconds)
    reasons = Reasons(case)
    person = case.person(graduate)
    if post is None:
        pin = pin_price(case, person) if case.market.pins[person] >= 0 else None
        return replace(of_person(reasons, person), pin=pin)
    seat = case.seat(post)
    asked = () if case.placed[person] == seat else (_asked(reasons, person, seat),)
    return _explanation(case, person, asked)


def _asked(reasons: Reasons, person: int, post: int) -> WhyNot:
    """The reason with its price also where others came first: what would change if this person were pinned there."""
    found = reasons.why_not(person, post)
    if found.kind not in ("taken", "refused", "unlisted", "lower"):
        return found
    return replace(found, price=price_if_pinned(reasons.case, person, post))


def of_person(reasons: Reasons, person: int, first_only: bool = False) -> Explanation:
    """Why this person has this post, and why none of the wishes before it; or only the first that no rule forbids."""
    case, found, asked = reasons.case, list[WhyNot](), False
    got = case.rank(person, int(case.placed[person]))
    for post, rank in case.wishes(person):
        if got is not None and rank >= got:
            break
        plain = bool(case.forbidding(person, post)) or not case.market.capacity[post]
        if first_only and plain:
            continue
        found.append(reasons.why_not(person, post, need=not asked or reasons.needs.looked_up))
        asked = asked or not plain
        if first_only:
            break
    return _explanation(case, person, tuple(found))


def _explanation(case: Case, person: int, refused: tuple[WhyNot, ...]) -> Explanation:
    post, market = int(case.placed[person]), case.market
    return Explanation(
        market.graduates[person],
        market.posts[post] if post >= 0 else "",
        case.rank(person, post),
        str(case.outcome.placements["stage"].iloc[person]),
        why(case, person),
        refused,
    )


def why(case: Case, person: int) -> str:
    """Why this post, or why none."""
    row, post = case.outcome.placements.iloc[person], int(case.placed[person])
    if post < 0:
        return str(row["reason"])
    rank = words.wish(case.rank(person, post))
    if row["stage"] == "pin":
        return f"组织指定 pinned: {_pin(case, person)}"
    if not case.fixed[person]:
        goals = " → ".join(words.goal(goal.kind) for goal in case.kinds.goals)
        if int(case.market.earlier[0][person]) == post:
            return f"保留原安置的岗位 keeps the post published before；目标 goals: {goals}；{rank}"
        how = "按目标统一分配" if isinstance(case.kinds.mechanism, Optimal) else "由组织分配"
        return f"{how} allocated by the goals in this order: {goals}；{rank}"
    day = QueueDay.of(case)
    if day is not None:
        turn = int(day.turn[person]) + 1
        return f"第 {turn} 个选岗，选到{rank} / chose as number {turn}"
    witness = case.line(person, post, "traded") or case.line(person, post, "admitted") or ""
    return f"{case.kinds.mechanism.chinese} {case.kinds.mechanism.kind}：{rank}{f'，{witness}' if witness else ''}"


def _pin(case: Case, person: int) -> str:
    """The reason, the author and the time of a pin."""
    pins = case.scenario.pins
    mine = pins[pins["graduate"] == case.market.graduates[person]]
    if not len(mine):
        return ""
    row = mine.iloc[0]
    when = f"；时间 on: {row['time']}" if row["time"] else ""
    return f"理由 reason: {row['reason']}；批准人 by: {row['author']}{when}"
