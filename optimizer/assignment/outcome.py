"""What an assignment found: who got which post, by which stage and why, with the diary of the day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import pandas as pd

from optimizer.assignment.chances import Chances
from optimizer.assignment.market import Market
from optimizer.assignment.witness import Record
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Integers
from optimizer.solver.solution import StageResult

Status = Literal["proved", "limit"]


@dataclass(frozen=True)
class Outcome:
    """A finished plan. `scenario` is None where a bare market was assigned.

    `placements`, one row per graduate in order of priority: `graduate`, `post` ("" = unplaced), `rank`
    (Int64; NA = not listed, or no post), `stage` (pin, choice, allocation, unplaced), `order` (1 = first by
    priority), `reason` (why somebody has no post; "" for the placed).

    `diary`, what happened in the stage of choice in order: `step`, `graduate`, `post`, `action`, `witness`
    (why; "" where the line says it all). Actions: picked, passed (got nothing by choice), refused (by the
    guard), proposed, rejected (by the post), full (before
    this band), offered (by the post), declined (by the graduate), admitted,
    traded, eaten (a share of a seat), drawn.

    `stages` are the goals in order and then the lottery, each with its value, bound and proof. `status` is
    "proved", or "limit" where a stage was left open. `placed` holds a post per graduate as the market
    numbers them, -1 = none. `chances` are those of a mechanism that draws lots, None for the others.
    `record` is what the certificate is made from; None where the outcome was read back.
    """

    market: Market
    scenario: Scenario | None
    placed: Integers
    placements: pd.DataFrame
    diary: pd.DataFrame
    stages: tuple[StageResult, ...]
    status: Status
    chances: Chances | None = None
    record: Record | None = None

    @property
    def summary(self) -> dict[str, int | float]:
        """The figures a planner is asked for first: people, posts, seats, placed, choices, mean rank."""
        table = self.placements
        rank = table["rank"]
        listed = rank.notna()
        placed = int((table["post"] != "").sum())
        stage = table["stage"].value_counts()
        return {
            "graduates": len(table),
            "posts": len(self.market.capacity),
            "seats": int(self.market.capacity.sum()),
            "placed": placed,
            "unplaced": len(table) - placed,
            "first_choice": int((rank == 1).sum()),
            "top_three": int((rank <= 3).sum()),
            "listed": int(listed.sum()),
            "unlisted": placed - int(listed.sum()),
            "mean_rank": round(float(rank[listed].mean()), 4) if listed.any() else 0.0,
            "by_choice": int(stage.get("choice", 0)),
            "by_allocation": int(stage.get("allocation", 0)),
            "pinned": int(stage.get("pin", 0)),
            "refused_picks": int((self.diary["action"] == "refused").sum()),
        }
