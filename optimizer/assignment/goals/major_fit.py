"""Major fit (专业契合): how many levels of the code a graduate's major shares with what a post asks for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

import numpy as np

from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.rules.eligible_major import prefixes
from optimizer.solver.program import Integers

_DIGITS = (2, 4, 6)  # category, class, major


def levels(majors: Sequence[str], demands: Sequence[Sequence[str]]) -> Integers:
    """Shared levels of every major with every demand: 0 to 3, the best over the demand's prefixes; one row a major."""
    best = np.zeros((len(majors), len(demands)), np.int64)
    for level, digits in enumerate(_DIGITS, 1):
        rows = {head: at for at, head in enumerate(sorted({major[:digits] for major in majors}))}
        asked = np.zeros((len(rows), len(demands)), bool)
        for at, demand in enumerate(demands):
            asked[
                [rows[code[:digits]] for code in demand if len(code) >= digits and code[:digits] in rows], at
            ] = True
        best[asked[[rows[major[:digits]] for major in majors]]] = level
    return best


class MajorFit(Goal):
    """Maximise the shared levels over all placements, listed or not alike; no post counts 0.

    A post that asks for nothing fits nobody better than anybody else and counts 0.
    """

    kind: ClassVar[str] = "major-fit"
    chinese: ClassVar[str] = "专业契合最高"
    usage: ClassVar[str] = "专业与岗位要求相同的级数（门类、专业类、专业）合计最多"
    maximise: ClassVar[bool] = True

    def traits(self, market: Market) -> tuple[Integers, Integers]:
        """Major codes and demands, numbered."""
        return market.coded("graduate_table", "major")[1], market.coded("post_table", "majors")[1]

    def counts(self, market: Market, graduate: Integers, post: Integers, rank: Integers) -> Integers:
        """One look-up per pair in a table of majors by demands."""
        codes, major = market.coded("graduate_table", "major")
        demands, demand = market.coded("post_table", "majors")

        def table() -> Integers:
            return levels(codes, [prefixes(text) for text in demands])

        fits: Integers = market.remember(self, table)[major[graduate], demand[post]]
        return fits
