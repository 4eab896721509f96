"""Couples and how far apart posts are."""

from __future__ import annotations

from math import asin, cos, radians, sin, sqrt

import numpy as np

from optimizer.assignment.market import Flags, Market
from optimizer.solver.program import Integers

EARTH = 6371.0088
"""The mean radius of the earth in kilometres."""


def couples(market: Market) -> Integers:
    """The couples as graduate numbers, shape (couples, 2), each once."""

    def make() -> Integers:
        number = {name: at for at, name in enumerate(market.graduates)}
        partner = market.graduate_table["partner"].tolist()
        pairs = [(at, number[name]) for at, name in enumerate(partner) if name and at < number[name]]
        return np.array(pairs, np.int64).reshape(-1, 2)

    return market.remember("couples", make)


def kilometres(one: tuple[float, float], other: tuple[float, float]) -> float:
    """The great circle between two places, each given by longitude and latitude in degrees (haversine)."""
    (east, north), (easts, norths) = ((radians(at), radians(up)) for at, up in (one, other))
    half = sin((norths - north) / 2) ** 2 + cos(north) * cos(norths) * sin((easts - east) / 2) ** 2
    return 2 * EARTH * asin(min(1.0, sqrt(half)))


def near(market: Market, within: float) -> Flags:
    """Which posts lie within so many kilometres of which: shape (posts, posts)."""

    def make() -> Flags:
        places = np.radians(market.post_table[["longitude", "latitude"]].to_numpy(float))
        east, north = places[:, 0], places[:, 1]
        half = np.sin((north[:, None] - north) / 2) ** 2
        half += np.cos(north[:, None]) * np.cos(north) * np.sin((east[:, None] - east) / 2) ** 2
        return np.asarray(2 * EARTH * np.arcsin(np.minimum(1.0, np.sqrt(half))) <= within, bool)

    return market.remember(("near", within), make)
