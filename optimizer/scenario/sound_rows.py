"""What can still be asked of tables that hold faults: everybody and every post with an id, and the rows that name them."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from optimizer.scenario.areas import Areas
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import Settings


def sound(frames: Mapping[str, pd.DataFrame]) -> Scenario:
    """A scenario without the rows that name nobody or nothing; cells that could not be read are blank.

    It serves to ask rules and goals what they cannot read, in one go with the faults of the tables; nobody
    is placed by it. Its settings are the defaults.
    """
    people, posts = (_once(frames[name], key) for name, key in (("graduates", "graduate"), ("posts", "post")))
    kept = {"graduates": people, "posts": posts}
    for name in ("priorities", "pins", "earlier"):
        rows = frames[name][_named(frames[name], people, posts["post"])]
        kept[name] = rows if name == "priorities" else _once(rows, "graduate")
    wishes = frames["wishes"]
    targets = pd.Series([*posts["post"], *Areas.of(posts).members], dtype="str")
    kept["wishes"] = wishes[_named(wishes, people, targets, "target")]
    return Scenario(
        Settings(), **{**frames, **{name: frame.reset_index(drop=True) for name, frame in kept.items()}}
    )


def _once(frame: pd.DataFrame, key: str) -> pd.DataFrame:
    """The rows with an id, each id once."""
    return frame[(frame[key] != "") & ~frame[key].duplicated()]


def _named(
    frame: pd.DataFrame, people: pd.DataFrame, known: pd.Series[str], column: str = "post"
) -> pd.Series[bool]:
    """Which rows name somebody and something known, at a rank where there is one."""
    named = frame["graduate"].isin(people["graduate"]) & frame[column].isin(known)
    return named & frame["rank"].notna() if "rank" in frame else named
