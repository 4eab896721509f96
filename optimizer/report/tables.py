"""An outcome joined with what is known of its people and posts: the tables that every report starts from."""

from __future__ import annotations

import numpy as np
import pandas as pd

from optimizer.assignment.outcome import Outcome

_PEOPLE = ("name", "score", "major")
_PLACES = ("village", "township", "county")


def joined(outcome: Outcome) -> pd.DataFrame:
    """The placements, each with name, score, major, village, township and county; blank where unknown."""
    market, table = outcome.market, outcome.placements.copy()
    for column in _PEOPLE:
        table[column] = cells(market.graduate_table, column, market.size)
    places = np.append(np.arange(len(market.capacity)), -1)[outcome.placed]
    for column in _PLACES:
        known = cells(market.post_table, column, len(market.capacity))
        table[column] = np.append(known, "")[places]
    return table


def seats(outcome: Outcome) -> pd.DataFrame:
    """A row per person at a post, and one per post with seats left: post, place, who, score, `empty` seats."""
    market = outcome.market
    posts = pd.DataFrame({"post": np.array(market.posts, object), "capacity": market.capacity})
    for column in _PLACES:
        posts[column] = cells(market.post_table, column, len(posts))
    taken = np.bincount(outcome.placed[outcome.placed >= 0], minlength=len(posts))
    people = joined(outcome).loc[
        outcome.placed >= 0, ["post", "graduate", "name", "score", "rank", "stage", "order"]
    ]
    left = posts.loc[taken < posts["capacity"], ["post"]]
    empty = (posts["capacity"] - taken)[left.index]
    rows = pd.concat([people.assign(empty=0), left.assign(empty=empty)], ignore_index=True)
    rows = posts.merge(rows, on="post", how="inner", validate="one_to_many")
    rows["order"] = rows["order"].astype(
        "Int64"
    )  # a place without a person has no order; the others stay whole
    text = ["graduate", "name", "stage"]
    rows[text] = rows[text].fillna("")
    return rows.sort_values(["post", "order"], kind="stable", ignore_index=True)


def cells(table: pd.DataFrame, name: str, size: int) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    """A column as objects; blanks where the market has no tables."""
    return table[name].to_numpy(object) if name in table else np.full(size, "", object)
