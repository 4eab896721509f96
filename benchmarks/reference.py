"""The reference instance of the guarantees: townships of 20 posts, quotas in each, couples, lists of 10 or 30."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
import pandas as pd

from optimizer import Scenario

RULES = [
    {"kind": "group-quota", "group": {"party_member": True}, "minimum": 3},
    {"kind": "group-quota", "group": {"gender": "女"}, "minimum": 8, "maximum": 15},
    {"kind": "group-quota", "group": {"major": "08"}, "minimum": 1, "maximum": 8},
    {"kind": "group-quota", "group": {"major": "12"}, "minimum": 1, "maximum": 8},
    {"kind": "partners"},
]


@lru_cache(maxsize=2)
def reference(people: int = 620, wishes: int = 10, seed: int = 0, couples: int = 15) -> Scenario:
    """As many posts as people; 58 % women, 22 % party members, a quarter of 工学, a fifth of 管理学.

    Every post asks for two of the four majors: an unlisted post counts 20, or 30 where the major does not fit;
    with lists of 30, 40 and 50.
    """
    rng = np.random.default_rng(seed)
    major = rng.choice(["080901", "120203", "050101", "020101"], people, p=[0.25, 0.2, 0.3, 0.25])
    partner = np.full(people, "", object)
    paired = rng.permutation(people)[: 2 * couples].reshape(-1, 2)
    names = np.array([f"G{number:05}" for number in range(people)], object)
    partner[paired[:, 0]], partner[paired[:, 1]] = names[paired[:, 1]], names[paired[:, 0]]
    graduates = pd.DataFrame(
        {
            "graduate": names,
            "gender": np.where(rng.random(people) < 0.58, "女", "男"),
            "score": np.round(rng.uniform(50, 95, people), 2),
            "major": major,
            "party_member": rng.random(people) < 0.22,
            "partner": partner,
        }
    )
    town = np.arange(people) // 20
    asked = np.array(["08、12", "08、05", "08、02", "12、05", "12、02", "05、02"], object)
    posts = pd.DataFrame(
        {
            "post": [f"P{number:05}" for number in range(people)],
            "township": [f"镇{number}" for number in town],
            "county": "示例县",
            "area": [f"140399{100 + at // 20 % 900:03}{at % 1000:03}" for at in range(people)],
            "majors": rng.choice(asked, people),
        }
    )
    if people > 18_000:
        raise ValueError("the area codes of the reference instance end at 900 townships")
    popularity = rng.exponential(size=people)
    drawn = np.argsort(-(np.log(popularity) + rng.gumbel(size=(people, people))), axis=1)[:, :wishes]
    wished = pd.DataFrame(
        {
            "graduate": np.repeat(names, wishes),
            "rank": np.tile(np.arange(1, wishes + 1), people),
            "target": posts["post"].to_numpy()[drawn.ravel()],
        }
    )
    goals = [
        {"kind": "most-placed"},
        {"kind": "total-rank", "unlisted": wishes + 10, "unfit": wishes + 20},
    ]
    settings = {
        "scenario": {"name": "reference", "seed": seed},
        "assignment": {"mechanism": "optimal", "rules": RULES, "goals": goals},
    }
    return Scenario.from_frames(graduates, posts, wished, settings=settings)
