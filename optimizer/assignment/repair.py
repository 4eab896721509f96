"""Repair (递补调整): after withdrawals, no-shows, late posts or corrected data, change as little as must be."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.assign import assign
from optimizer.assignment.departed import Left, after, leaving
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.assignment.outcome import Outcome
from optimizer.errors import Impossible
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import AssignmentSettings

_OURS = ("most-placed", "least-change", "keep-placed", "reserve-order")


@dataclass(frozen=True)
class Repair:
    """The plan after the repair, and everybody whose placement differs from the published one.

    `changes` has a row per person: `graduate`, `name`, `before` and `after` (posts, "" = none), `kind` (left, gone =
    had left before, moved, lost, reserve), `why`.
    """

    outcome: Outcome
    changes: pd.DataFrame


def repair(
    scenario: Scenario,
    published: pd.DataFrame,
    *,
    withdrawn: Sequence[str] = (),
    absent: Sequence[str] = (),
    announced: Sequence[str] = (),
    gone: Sequence[str] = (),
    reasons: Mapping[str, str] | None = None,
    **how: Any,
) -> Repair:
    """The least change of a published plan that fills as many posts as can be filled.

    `scenario` holds the data as they are now, with late posts and corrections; `published` is the
    placements table of a run (`graduate`, `post`, `stage`). `withdrawn` and `absent` have given their place
    up (`reasons` say why, by id), `announced` may not move; `gone` left in earlier repairs and take no part unless they have a post again.
    Goals, in order: most placed, least change (weights from the table `earlier`), as few as can be without the
    post they had, the reserve list by priority where `[repair]` says so, then the scenario's own. `how` is
    passed to `assign`.

    Raises UsageError for ids that nobody has, and as `assign` does.
    """
    left = leaving(scenario, published, withdrawn, absent, announced, gone, reasons or {})
    now = after(scenario, published, left)
    settings = _settings(scenario, left)
    outcome = assign(now, settings=settings, **how)
    outcome = _remembering(outcome, published)
    return Repair(outcome, _changes(scenario, now, outcome, published, left, settings, how))


def _settings(scenario: Scenario, left: Left) -> AssignmentSettings:
    """Everybody is allocated, nobody chooses a second time; rules no longer name who left."""
    given = scenario.settings
    goals: list[dict[str, Any]] = [{"kind": kind} for kind in _OURS[:3]]
    if given.repair.reserve == "priority":
        goals.append({"kind": "reserve-order"})
    own = [goal for goal in given.assignment.goals if goal.get("kind") not in _OURS]
    rules = [
        rule for given_rule in given.assignment.rules if (rule := _staying(given_rule, left)) is not None
    ]
    if any("weight" in rule for rule in rules) and all(goal.get("kind") != "mild-rules" for goal in own):
        goals.append({"kind": "mild-rules"})  # unnamed they would stand before the least change
    goals += own
    changed = {"mechanism": "optimal", "options": {}, "rules": rules, "goals": goals}
    return given.assignment.model_copy(update=changed)


def _staying(rule: dict[str, Any], left: Left) -> dict[str, Any] | None:
    """The rule about those who stay; None where it named only people who left."""
    if not rule.get("people"):
        return rule
    people = [name for name in rule["people"] if name not in left.names]
    return {**rule, "people": people} if people else None


def _remembering(outcome: Outcome, published: pd.DataFrame) -> Outcome:
    """Who keeps the post keeps the way it was got: chosen, allocated or pinned."""
    if "stage" not in published:
        return outcome
    table = outcome.placements.merge(
        published[["graduate", "post", "stage"]], on="graduate", how="left", suffixes=("", "_before")
    )
    kept = (table["post"] == table["post_before"]) & (table["post"] != "")
    stage = table["stage_before"].where(kept, table["stage"])
    return replace(outcome, placements=outcome.placements.assign(stage=stage.to_numpy(object)))


def _changes(
    scenario: Scenario,
    now: Scenario,
    outcome: Outcome,
    published: pd.DataFrame,
    left: Left,
    settings: AssignmentSettings,
    how: dict[str, Any],
) -> pd.DataFrame:
    """Everybody whose placement differs, those who left first, then by priority."""
    before = dict(zip(published["graduate"], published["post"], strict=True))
    rows = [(name, before.get(name, ""), "", "left", left.why(name)) for name in left.now]
    rows += [(name, "", "", "gone", left.why(name)) for name in left.gone]
    for name, post in zip(outcome.placements["graduate"], outcome.placements["post"], strict=True):
        earlier = before.get(name, "")
        if post == earlier:
            continue
        if not earlier:
            rows.append((name, "", post, "reserve", _vacated(post, before, left)))
        else:
            kind = "moved" if post else "lost"
            rows.append((name, earlier, post, kind, _forced(now, outcome, name, earlier, settings, how)))
    changes = pd.DataFrame(rows, columns=["graduate", "before", "after", "kind", "why"])
    names: dict[str, str] = {}
    for table in (published, scenario.graduates):
        if "name" in table:
            names.update(zip(table["graduate"], table["name"], strict=True))
    changes.insert(1, "name", [names.get(who, "") for who in changes["graduate"]])
    return changes


def _vacated(post: str, before: dict[str, str], left: Left) -> str:
    """Whose place somebody from the reserve list takes."""
    free = [name for name in left.now if before.get(name) == post]
    if free:
        return f"递补 {'、'.join(free)} 空出的岗位 / takes the place given up"
    return "递补空岗 / fills a post that was empty or became free"


def _forced(
    now: Scenario,
    outcome: Outcome,
    name: str,
    post: str,
    settings: AssignmentSettings,
    how: dict[str, Any],
) -> str:
    """Why somebody cannot keep the post: forbidden now, or what keeping it would cost, solved anew."""
    market = outcome.market
    forbidden = next(_forbidden(market, settings, name, post), None)
    if forbidden is not None:
        return forbidden
    pin = pd.DataFrame(
        {"graduate": [name], "post": [post], "reason": ["试 trial"], "author": ["雏雁"], "time": [""]}
    )
    trial = replace(now, pins=pd.concat([now.pins, pin], ignore_index=True))
    try:
        other = assign(trial, settings=settings, **{**how, "progress": None})
    except Impossible as no:
        return "若不动则无可行方案 / keeping the post makes the rules impossible: " + "；".join(
            no.witnesses[:2]
        )
    for mine, theirs in zip(outcome.stages, other.stages, strict=False):
        if mine.value != theirs.value:
            goals = {goal.kind: goal.chinese for goal in build(settings).goals}
            name = f"{goals.get(mine.name.split(' ')[0], '')}（{mine.name}）"
            return (
                f"若留在原岗，{name}的最优值由 {mine.value} 变为 {theirs.value} / keeping the post would change the "
                f"best {mine.name} from {mine.value} to {theirs.value}"
            )
    return "与不动者各项目标相同，由抽签决定 / as good as keeping it in every goal: the lottery decided"


def _forbidden(market: Market, settings: AssignmentSettings, name: str, post: str) -> Iterator[str]:
    """What forbids the earlier post by itself: it is gone, it has no seats left, or a rule."""
    if post not in market.posts:
        yield f"岗位 {post} 已撤销 / the post no longer exists"
        return
    person, seat = np.array([market.graduates.index(name)]), np.array([market.posts.index(post)])
    if not market.capacity[seat[0]]:
        yield f"岗位 {post} 已无名额 / the post has no seats any more"
    for rule in build(settings).rules:
        if not rule.allows(market, person, seat)[0]:
            yield f"{post}：{rule.meaning}"
