"""Distance (离家距离): people serve as near their home as can be."""

from __future__ import annotations

from typing import ClassVar, Literal

import numpy as np
import numpy.typing as npt

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.couples import EARTH
from optimizer.assignment.rules.groups import place_faults
from optimizer.errors import Fault
from optimizer.solver.program import Integers

_DIGITS = (12, 9, 6)


class Distance(Goal):
    """Minimise the sum of distances from home (户籍地) to post; an unknown home and no post count nothing.

    By "area" the distance is 0 in the own village, 1 in the own township, 2 in the own county, 3 beyond.
    By "kilometres" it is the great circle, whole kilometres, from the mean place of the posts in the
    smallest area of the home that holds any.
    """

    kind: ClassVar[str] = "distance"
    chinese: ClassVar[str] = "离家最近"
    usage: ClassVar[str] = "离户籍地最近：by = area 按同村、同乡镇、同县区，kilometres 按公里"
    sense: ClassVar[str] = "离户籍地最近"

    by: Literal["area", "kilometres"] = "area"

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Homes and villages of posts, numbered; two posts in one village may lie apart."""
        home = market.coded("graduate_table", "home")[1]
        if self.by == "area":
            return home, market.coded("post_table", "area")[1]
        places = market.post_table[["longitude", "latitude"]].to_numpy(float)
        _, place = np.unique(places, axis=0, return_inverse=True)
        return home, place.ravel().astype(np.int64)

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One look-up per pair in a table of homes by places."""
        home, place = self.traits(market)
        far: Integers = market.remember(self, lambda: self._table(market))[home[graduate], place[post]]
        return far

    def _table(self, market: Market) -> Integers:
        homes = market.coded("graduate_table", "home")[0]
        areas = market.post_table["area"].tolist()
        if self.by == "area":
            villages = market.coded("post_table", "area")[0]
            return np.array([[_apart(home, village) for village in villages] for home in homes], np.int64)
        places = market.post_table[["longitude", "latitude"]].to_numpy(float)
        distinct = np.unique(places, axis=0)
        return np.stack([_kilometres(_middle(home, areas, places), distinct) for home in homes])

    def faults(self, market: Market) -> tuple[Fault, ...]:
        """Posts without coordinates."""
        return place_faults(market, self.kind) if self.by == "kilometres" else ()


def _apart(home: str, village: str) -> int:
    """How many levels lie between; nothing for an unknown home."""
    shared = (
        at for at, digits in enumerate(_DIGITS) if len(home) >= digits and home[:digits] == village[:digits]
    )
    return next(shared, len(_DIGITS)) if home else 0


def _middle(home: str, areas: list[str], places: npt.NDArray[np.float64]) -> npt.NDArray[np.float64] | None:
    """The mean place of the posts in the smallest area of the home that holds any."""
    for digits in _DIGITS:
        inside = [len(home) >= digits and area[:digits] == home[:digits] for area in areas]
        if any(inside):
            return np.asarray(places[inside].mean(axis=0))
    return None


def _kilometres(start: npt.NDArray[np.float64] | None, places: npt.NDArray[np.float64]) -> Integers:
    """Great circles in whole kilometres (haversine); nothing from an unknown place."""
    if start is None:
        return np.zeros(len(places), np.int64)
    (east, north), (easts, norths) = np.radians(start), np.radians(places).T
    half = np.sin((norths - north) / 2) ** 2
    half = half + np.cos(north) * np.cos(norths) * np.sin((easts - east) / 2) ** 2
    return np.asarray(np.floor(2 * EARTH * np.arcsin(np.sqrt(half)) + 0.5), np.int64)
