"""The figures of an outcome by wish and by area; every table adds up to the summary."""

from __future__ import annotations

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.report.tables import joined, seats

_COUNTS = ["placed", "by_choice", "by_allocation", "first", "three", "unlisted"]


def by_rank(outcome: Outcome) -> dict[int, int]:
    """How many got the wish of each rank, from the first to the last that anybody got."""
    rank = outcome.placements["rank"].dropna().astype(int)
    counted = rank.value_counts()
    last = int(rank.max()) if len(rank) else 0
    return {number: int(counted.get(number, 0)) for number in range(1, last + 1)}


def by_area(outcome: Outcome, keys: list[str]) -> pd.DataFrame:
    """A row per county, or per county and township: posts, seats, people, how they came, rank, lowest score."""
    people = joined(outcome)
    people = people[people["post"] != ""].copy()
    rank = people["rank"].to_numpy(float, na_value=float("nan"))
    people["rank"] = rank
    people["score"] = pd.to_numeric(people["score"], errors="coerce")
    people["first"], people["three"] = rank == 1, rank <= 3
    people["unlisted"] = pd.isna(rank)
    people["by_choice"], people["by_allocation"] = (
        people["stage"] == "choice",
        people["stage"] == "allocation",
    )
    found = people.groupby(keys).agg(
        placed=("post", "size"),
        mean_rank=("rank", "mean"),
        lowest=("score", "min"),
        **{name: (name, "sum") for name in _COUNTS[1:]},
    )
    where = seats(outcome).drop_duplicates("post")
    rows = where.groupby(keys).agg(posts=("post", "size"), seats=("capacity", "sum")).join(found)
    rows[_COUNTS] = rows[_COUNTS].fillna(0).astype(int)
    return rows.assign(empty=rows["seats"] - rows["placed"]).reset_index()
