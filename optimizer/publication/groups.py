"""Groups of townships large enough to publish figures of: each in one group only, so that nothing can be subtracted."""

from __future__ import annotations

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.report.tables import joined

_REST = "其余乡镇 other townships"
_EVERY = "各县区 all counties"


def grouped(outcome: Outcome, least: int) -> pd.DataFrame:
    """The placed people with the group that their figures belong to: `county`, `area` and the columns of `joined`.

    A township with at least `least` people is a group; the others of a county are one group, those of counties
    that are too few even so go to the smallest group there is. Empty where fewer than `least` people are placed.
    """
    people = joined(outcome)
    people = people[people["post"] != ""].assign(area=lambda table: table["township"])
    if len(people) < least:
        return people.head(0)
    people = people.assign(area=people["area"].mask(_small(people, least), _REST))
    people = people.assign(county=people["county"].mask(_small(people, least), _EVERY))
    return _merged(people, least)


def _small(people: pd.DataFrame, least: int) -> pd.Series[bool]:
    """Who belongs to a group of too few."""
    return people.groupby(["county", "area"])["post"].transform("size") < least


def _merged(people: pd.DataFrame, least: int) -> pd.DataFrame:
    """What is still too small joins the smallest group that is large enough."""
    sizes = people.groupby(["county", "area"], sort=True)["post"].size()
    for county, area in sizes[sizes < least].index.tolist():
        rest = sizes[sizes >= least]
        if not len(rest):
            return people.assign(county=_EVERY, area="全部 all")
        into = rest.sort_values(kind="stable").index[0]
        mine = (people["county"] == county) & (people["area"] == area)
        joint = (people["county"] == into[0]) & (people["area"] == into[1])
        named = f"{into[1]}、{area}"
        people = people.assign(
            county=people["county"].mask(mine, into[0]), area=people["area"].mask(mine | joint, named)
        )
    return people


def figures(people: pd.DataFrame, scores: bool) -> pd.DataFrame:
    """A row per group: people, how they came by their posts, wishes granted, and with `scores` the lowest score."""
    rank = people["rank"].to_numpy(float, na_value=float("nan"))
    counted = people.assign(
        by_choice=people["stage"] == "choice",
        by_allocation=people["stage"] == "allocation",
        first=rank == 1,
        three=rank <= 3,
        unlisted=pd.isna(rank),
        score=pd.to_numeric(people["score"], errors="coerce"),
    )
    names = ["by_choice", "by_allocation", "first", "three", "unlisted"]
    rows = counted.groupby(["county", "area"], sort=True)[names].sum().astype("int64")
    rows.insert(0, "placed", counted.groupby(["county", "area"], sort=True).size())
    if scores:
        rows["lowest"] = counted.groupby(["county", "area"], sort=True)["score"].min()
    return rows.reset_index()
