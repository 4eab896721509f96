"""Small markets in which many want the same: most reasons come up in a handful of them."""

from __future__ import annotations

from typing import Any

import numpy as np
from builders import scenario

from optimizer import Scenario

_QUOTA = {"kind": "group-quota", "group": {"party_member": True}, "areas": ["140321101"], "minimum": 1}
_RULES: tuple[list[dict[str, Any]], ...] = (
    [],
    [{"kind": "eligible-major"}],
    [{"kind": "fill-every-post"}, {"kind": "eligible-major"}],
    [_QUOTA],
)


def contested(seed: int, mechanism: str, **options: Any) -> Scenario:
    """Seven people, five posts, three wishes each, mostly for the first two posts; rules by the seed."""
    rng = np.random.default_rng(seed)
    people = [
        {
            "graduate": f"G{number}",
            "name": f"张{number}三",
            "score": float(rng.integers(60, 80)),
            "written_score": float(rng.integers(1, 4)),
            "major": ("080901", "120203")[int(rng.integers(2))],
            "party_member": bool(rng.integers(3) == 0),
            "accepts_allocation": bool(rng.integers(4)),
        }
        for number in range(7)
    ]
    posts = [
        {
            "post": f"P{number}",
            "village": f"{number}村",
            "township": f"14032110{1 + number // 2}",
            "county": "平定县",
            "area": f"14032110{1 + number // 2}00{number}",
            "capacity": 1 + int(number == 3),
            "majors": "08" if number == 4 else "",
        }
        for number in range(5)
    ]
    odds = np.array([0.35, 0.25, 0.15, 0.15, 0.1])
    wishes = [
        (f"G{who}", rank + 1, f"P{post}")
        for who in range(7)
        for rank, post in enumerate(rng.choice(5, 3, replace=False, p=odds).tolist())
    ]
    own = [("P0", f"G{one}", at + 1) for at, one in enumerate(rng.permutation(7)[:2].tolist())]
    rules = _RULES[seed % len(_RULES)]
    return scenario(
        people, posts, wishes, priorities=own, mechanism=mechanism, options=options, rules=rules, seed=seed
    )
