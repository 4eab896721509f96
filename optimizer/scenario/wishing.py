"""What synthetic graduates wish for: the same popular villages, something near home, what suits their major."""

from __future__ import annotations

import re

import numpy as np
import pandas as pd

_CHUNK = 2_000
_TIED = 0.12
_WITH_AREA = 0.12
_CARELESS = 0.02


def make_wishes(
    people: pd.DataFrame, posts: pd.DataFrame, length: int, rng: np.random.Generator
) -> pd.DataFrame:
    """`length` wishes a person (fewer where there are fewer posts), best first, now and then tied.

    One person in eight ends the list with the home township or a county instead of single posts.
    """
    parts = []
    popular = rng.normal(0, 1, len(posts)) - 0.5 * (posts["hardship"].to_numpy(float) - 3)
    for first in range(0, len(people), _CHUNK):
        some = people.iloc[first : first + _CHUNK]
        liking = _liking(some, posts, popular, rng)
        best = np.argsort(-liking, axis=1, kind="stable")[:, :length]
        parts.append(_listed(some, posts, best, rng))
    return pd.concat(parts, ignore_index=True)


def _liking(
    people: pd.DataFrame, posts: pd.DataFrame, popular: np.ndarray, rng: np.random.Generator
) -> np.ndarray:
    """How much everyone likes every post, shape (people, posts); what the rules forbid hardly at all."""
    home, area = people["home"].to_numpy(object), posts["area"].to_numpy(object)
    liking = popular + rng.gumbel(0, 0.9, (len(people), len(posts)))
    for digits, bonus in ((6, 0.9), (9, 1.4)):
        liking += bonus * _same([code[:digits] for code in home], [code[:digits] for code in area])
    asked = [re.split("、", text) if text else [] for text in posts["majors"]]
    suits = np.array(
        [[any(major.startswith(code) for code in codes) for codes in asked] for major in people["major"]]
    )
    open_ = np.array([not codes for codes in asked])
    liking += 0.8 * suits
    careful = (rng.random(len(people)) > _CARELESS)[:, None]
    party = people["party_member"].to_numpy(bool)[:, None]
    forbidden = ~suits & ~open_ | ((posts["reserved_for"] != "").to_numpy() & ~party)
    county = people["county"].to_numpy(object)
    forbidden |= (county != "")[:, None] & ~_same(county, [code[:6] for code in area])
    return np.asarray(liking - 20.0 * (careful & forbidden) - 20.0 * _same(home, area), float)


def _same(left: object, right: object) -> np.ndarray:
    """Which pairs are equal, shape (left, right)."""
    return np.asarray(np.asarray(left, object)[:, None] == np.asarray(right, object)[None, :], bool)


def _listed(
    people: pd.DataFrame, posts: pd.DataFrame, best: np.ndarray, rng: np.random.Generator
) -> pd.DataFrame:
    many, length = best.shape
    tied = rng.random((many, length)) < _TIED
    tied[:, :1] = False
    rank = np.cumsum(~tied, axis=1)
    target = posts["post"].to_numpy(object)[best]
    with_area = np.flatnonzero(rng.random(many) < _WITH_AREA)
    if length > 1:
        homes = people["home"].to_numpy(object)[with_area]
        known = set(posts["area"].str.slice(0, 9)) | set(posts["county"])
        towns = [
            code[:9] if code[:9] in known else county
            for code, county in zip(homes, _counties(posts, len(homes), rng), strict=True)
        ]
        target[with_area, -1] = towns
        rank[with_area, -1] = rank[with_area, -2] + 1
    return pd.DataFrame(
        {
            "graduate": np.repeat(people["graduate"].to_numpy(object), length),
            "rank": rank.ravel(),
            "target": target.ravel(),
        }
    )


def _counties(posts: pd.DataFrame, count: int, rng: np.random.Generator) -> list[str]:
    """A county each, larger ones more often."""
    drawn: list[str] = rng.choice(posts["county"].to_numpy(object), count).tolist()
    return drawn
