"""The areas that a wish or an application may name: counties, townships and villages that hold posts."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

_COUNTY, _TOWNSHIP = 6, 9


@dataclass(frozen=True)
class Areas:
    """`members` are the rows of posts in each area, by code or name; `counties` are what a county is called.

    `ambiguous` are names of townships that lie in several places, with their codes.
    """

    members: dict[str, npt.NDArray[np.int64]]
    ambiguous: dict[str, tuple[str, ...]]
    counties: frozenset[str]

    @staticmethod
    def of(posts: pd.DataFrame) -> Areas:
        """The areas of a frame of posts."""
        area, township, county = (
            posts[name].astype("str").tolist() for name in ("area", "township", "county")
        )
        rows: dict[str, set[int]] = {}
        codes: dict[str, set[str]] = {}
        for row, (code, town, shire) in enumerate(zip(area, township, county, strict=True)):
            for key in (code[:_COUNTY], code[:_TOWNSHIP], code, town, shire):
                rows.setdefault(key, set()).add(row)
            codes.setdefault(town, set()).add(code[:_TOWNSHIP] or shire)
            codes.setdefault(shire, set())
        rows.pop("", None)
        return Areas(
            {key: np.array(sorted(found), np.int64) for key, found in rows.items()},
            {name: tuple(sorted(found)) for name, found in codes.items() if name and len(found) > 1},
            frozenset(county) | frozenset(code[:_COUNTY] for code in area) - {""},
        )
