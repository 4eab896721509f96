"""Synthesis: a scenario on real villages with made-up people; the same seed gives the same scenario."""

from __future__ import annotations

from typing import Any

import numpy as np

from optimizer.errors import UsageError
from optimizer.scenario import places
from optimizer.scenario.model import Scenario
from optimizer.scenario.people import make_people
from optimizer.scenario.wishing import make_wishes

_LARGEST = 100_000
_PER_VILLAGE = 1.05


def generate(
    *,
    graduates: int = 668,
    villages: int = 620,
    wishes: int = 10,
    seed: int = 20241124,
    name: str = "阳泉一村一名大学生",
) -> Scenario:
    """A synthetic scenario: `graduates` people, posts in `villages` of the 620, `wishes` a person.

    Every village is to be filled where there are people enough to hope for it. Raises UsageError for
    numbers that make no sense.
    """
    _check(graduates, villages, wishes, seed)
    rng = np.random.default_rng(seed)
    people = make_people(graduates, places.villages(), places.majors()["code"].tolist(), rng)
    posts = places.make_posts(villages, people["major"].tolist(), rng)
    people["county"] = people["county"].where(people["county"].isin(posts["area"].str.slice(0, 6)), "")
    wished = make_wishes(people, posts, wishes, rng)
    settings = _settings(name, seed, filled=graduates >= _PER_VILLAGE * villages)
    return Scenario.from_frames(people, posts, wished, settings=settings)


def _check(graduates: int, posts: int, wishes: int, seed: int) -> None:
    limits = (
        ("graduates", graduates, 1, _LARGEST),
        ("villages", posts, 1, 620),
        ("wishes", wishes, 1, 620),
        ("seed", seed, 0, 2**63 - 1),
    )
    wrong = [
        f"{name} = {value} 应在 {low}–{high} 之间 / must be from {low} to {high}"
        for name, value, low, high in limits
        if not low <= value <= high
    ]
    if wrong:
        raise UsageError("\n".join(wrong))


def _settings(name: str, seed: int, *, filled: bool) -> dict[str, Any]:
    rules: list[dict[str, Any]] = [
        {"kind": "eligible-major"},
        {"kind": "avoid-home", "level": "village"},
        {"kind": "applied-county"},
        {"kind": "reserved-post"},
    ]
    if filled:
        rules.append({"kind": "fill-every-post"})
    return {
        "scenario": {"name": name, "seed": seed},
        "assignment": {
            "mechanism": "choice-then-allocation",
            "options": {"share": 0.5, "guard": True},
            "rules": rules,
            "goals": [{"kind": "most-placed"}, {"kind": "total-rank"}, {"kind": "major-fit"}],
        },
    }
