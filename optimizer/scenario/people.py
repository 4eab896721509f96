"""The graduates of a synthetic scenario: nobody here is real."""

from __future__ import annotations

import numpy as np
import pandas as pd

_CATEGORIES = {
    "01": 0.2, "02": 6, "03": 6, "04": 6, "05": 11, "06": 1, "07": 6, "08": 32, "09": 4, "10": 6, "12": 17, "13": 5,
}  # fmt: skip
"""Per cent of graduates by category of their major, roughly as universities admit."""


def make_people(
    count: int, places: pd.DataFrame, catalogue: list[str], rng: np.random.Generator
) -> pd.DataFrame:
    """Graduates with scores, majors, homes in `places`, party membership, education, and a few couples."""
    gender = np.where(rng.random(count) < 0.56, "女", "男")
    ability = rng.normal(0, 1, count)
    written = np.clip(72 + 7 * ability + rng.normal(0, 3, count), 50, 98).round(1)
    interview = np.clip(80 + 4 * ability + rng.normal(0, 3, count), 60, 97).round(1)
    everywhere = places["area"].to_numpy(object)
    home = rng.choice(everywhere, count)
    digits = rng.choice([12, 9, 6], count, p=[0.72, 0.13, 0.15])
    ids = [f"{2024}{number:0{max(4, len(str(count)))}d}" for number in range(1, count + 1)]
    return pd.DataFrame(
        {
            "graduate": ids,
            "name": _names(gender, rng),
            "gender": gender,
            "score": (0.6 * written + 0.4 * interview).round(2),
            "written_score": written,
            "lottery": rng.permutation(count) + 1,
            "major": _majors(count, catalogue, rng),
            "party_member": rng.random(count) < 0.26,
            "home": [code[:many] for code, many in zip(home, digits.tolist(), strict=True)],
            "county": np.where(rng.random(count) < 0.15, [code[:6] for code in home], ""),
            "accepts_allocation": rng.random(count) < 0.92,
            "partner": _couples(ids, gender, rng),
            "学历": rng.choice(["本科", "硕士研究生"], count, p=[0.9, 0.1]),
        }
    )


def _names(gender: np.ndarray, rng: np.random.Generator) -> list[str]:
    from faker import Faker

    faker = Faker("zh_CN")
    faker.seed_instance(int(rng.integers(2**31)))
    return [faker.name_female() if one == "女" else faker.name_male() for one in gender.tolist()]


def _majors(count: int, catalogue: list[str], rng: np.random.Generator) -> list[str]:
    """Majors by category shares; within a category early ones, the common ones, more often."""
    weights = np.array([_CATEGORIES.get(code[:2], 0.0) for code in catalogue])
    category = np.array([code[:2] for code in catalogue])
    for name in np.unique(category):
        members = np.flatnonzero(category == name)
        weights[members] /= np.arange(1, len(members) + 1) ** 0.7
        weights[members] *= _CATEGORIES.get(str(name), 0.0) / max(weights[members].sum(), 1e-9)
    chosen = rng.choice(len(catalogue), count, p=weights / weights.sum())
    return [catalogue[at] for at in chosen.tolist()]


def _couples(ids: list[str], gender: np.ndarray, rng: np.random.Generator) -> list[str]:
    """About one couple in eighty people, each naming the other."""
    partner = [""] * len(ids)
    women, men = (rng.permutation(np.flatnonzero(gender == one)).tolist() for one in ("女", "男"))
    for one, other in zip(women[: len(ids) // 80], men, strict=False):
        partner[one], partner[other] = ids[other], ids[one]
    return partner
