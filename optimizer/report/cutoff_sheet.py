"""The sheet of cut-offs (分数线): the score at which each post was taken, and how many wanted it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.report import words
from optimizer.report.tables import seats

NAME = "分数线"
COLUMNS = (
    ("岗位编号", 15), ("村", 24), ("乡镇", 16), ("县区", 11), ("名额", 7), ("到岗", 7), ("分数线", 10), ("最高成绩", 10),
    ("末位次序", 10), ("末位方式", 10), ("第一志愿人数", 12), ("填报人数", 10),
)  # fmt: skip
NOTE = "分数线＝该岗位所收最低成绩；末位＝成绩最低者；填报人数含整片志愿（乡镇、县区）"


def cutoffs(outcome: Outcome) -> Iterator[Sequence[Any]]:
    """A row per post by its id: seats, people, lowest and highest score, the last one's place and way, who wanted it."""
    table = seats(outcome)
    table["score"] = pd.to_numeric(table["score"], errors="coerce")
    first, wished = _wanted(outcome)
    order = table.sort_values(["post", "score", "order"], ascending=[True, True, False], kind="stable")
    last = order.drop_duplicates("post").set_index("post").loc[list(outcome.market.posts)]
    best = table.groupby("post")["score"].max().loc[last.index]
    here = np.bincount(outcome.placed[outcome.placed >= 0], minlength=len(last))
    wanted = zip(here.tolist(), best.tolist(), first.tolist(), wished.tolist(), strict=True)
    for row, (many, highest, firsts, lists) in zip(last.itertuples(), wanted, strict=True):
        where = (row.Index, row.village, row.township, row.county, row.capacity, many)
        stage = words.STAGES.get(str(row.stage), "")
        yield (*where, row.score, highest, row.order, stage, firsts, lists)


def _wanted(outcome: Outcome) -> tuple[Any, Any]:
    """How many listed each post first, and how many at all."""
    market, posts = outcome.market, len(outcome.market.capacity)
    first = np.bincount(market.wish_post[market.wish_rank == 1], minlength=posts)
    return first, np.bincount(market.wish_post, minlength=posts)
