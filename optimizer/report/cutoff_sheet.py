"""The sheet of cut-offs (分数线): the score at which each post was taken, and how many wanted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.report import words
from optimizer.report.tables import cells, seats

NAME = "分数线"
COLUMNS = (
    ("岗位编号", 15), ("村", 24), ("乡镇", 16), ("县区", 11), ("名额", 7), ("到岗", 7), ("分数线", 10), ("最高成绩", 10),
    ("末位次序", 10), ("末位方式", 10), ("第一志愿人数", 12), ("填报人数", 10),
)  # fmt: skip
NOTE = "分数线＝该岗位所收最低成绩；末位＝成绩最低者；填报人数含整片志愿（乡镇、县区）；公布用 chuyan publish"


def cutoffs(outcome: Outcome) -> Iterator[Sequence[Any]]:
    """A row per post by its id: seats, people, lowest and highest score, the last one's place and way, who wanted it."""
    market, posts = outcome.market, len(outcome.market.capacity)
    people = seats(outcome)[lambda table: table["graduate"] != ""]
    people = people.assign(score=pd.to_numeric(people["score"], errors="coerce"))
    order = people.sort_values(["post", "score", "order"], ascending=[True, True, False], kind="stable")
    last = order.drop_duplicates("post").set_index("post")[["score", "order", "stage"]].reindex(market.posts)
    best = people.groupby("post")["score"].max().reindex(market.posts)
    here = np.bincount(outcome.placed[outcome.placed >= 0], minlength=posts)
    first = np.bincount(market.wish_post[market.wish_rank == 1], minlength=posts)
    wished = np.bincount(market.wish_post, minlength=posts)
    places = (cells(market.post_table, name, posts) for name in ("village", "township", "county"))
    ways = last["stage"].map(words.STAGES).fillna("")
    yield from zip(
        market.posts, *places, market.capacity.tolist(), here.tolist(), last["score"], best, last["order"], ways,
        first.tolist(), wished.tolist(), strict=True,
    )  # fmt: skip
