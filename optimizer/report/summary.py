"""The summary: the figures people ask for first, in both languages."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.plural import counted
from optimizer.report import interventions, words


@dataclass(frozen=True)
class Figure:
    """One figure with its name in both languages."""

    chinese: str
    english: str
    value: str


def figures(outcome: Outcome) -> list[Figure]:
    """People, places, choices and who was sent by the organisation."""
    said = outcome.summary
    placed = int(said["placed"])
    return [
        Figure("报名人数", "graduates", str(said["graduates"])),
        Figure("岗位（名额）", "posts (seats)", f"{said['posts']} ({said['seats']})"),
        Figure("已安置", "placed", str(placed)),
        Figure("第一志愿", "first choice", _part(said["first_choice"], placed)),
        Figure("前三志愿", "top three", _part(said["top_three"], placed)),
        Figure("平均志愿序", "mean rank", f"{said['mean_rank']:.2f}" if said["mean_rank"] else "—"),
        Figure("个人选岗", "by own choice", str(said["by_choice"])),
        Figure("组织分配", "sent by the organisation", str(said["by_allocation"])),
        Figure("其中志愿以外", "of all placed, not listed", _part(said["unlisted"], placed)),
        Figure("组织指定", "pinned", str(said["pinned"])),
        Figure("选岗未获准次数", "picks refused by the guard", str(said["refused_picks"])),
        Figure("未落实", "unplaced", str(said["unplaced"])),
    ]


def reasons(outcome: Outcome) -> list[tuple[str, int]]:
    """Why people have no post, and how many."""
    said = outcome.placements.loc[outcome.placements["post"] == "", "reason"]
    counted = said.value_counts()
    return sorted(
        ((str(reason), int(many)) for reason, many in counted.items()), key=lambda pair: (-pair[1], pair[0])
    )


def lines(outcome: Outcome) -> list[str]:
    """The summary as lines for a terminal."""
    told = list(interventions.lines(outcome))
    told += [f"{figure.chinese} {figure.english}: {figure.value}" for figure in figures(outcome)]
    told += [f"  · {many}  {reason}" for reason, many in reasons(outcome)]
    if outcome.status == "limit":
        told.append(
            "注意：到达时限，方案可行但未证最优 / a limit was hit: the plan is valid but not proved best"
        )
    return told


def _part(many: float, whole: int) -> str:
    return f"{many} ({100 * many / whole:.1f} %)" if whole else str(many)


def change_lines(changes: pd.DataFrame) -> list[str]:
    """The changes of a repair as lines for a terminal."""
    count = int((changes["kind"] != "gone").sum())
    told = [f"变动 {count} 人 / people affected: {count}"]
    columns = ["kind", "graduate", "before", "after", "why"]
    for kind, who, before, after, why in changes[columns].astype(str).itertuples(index=False, name=None):
        told.append(f"  · {words.CHANGES[kind]} {who}: {before or '无'} → {after or '无'}  {why}")
    return told


def price_lines(prices: pd.DataFrame) -> list[str]:
    """What each rule and pin costs, as lines for a terminal: only what changes."""
    told = []
    for item in prices["item"].drop_duplicates().tolist():
        rows = prices[prices["item"] == item]
        moved = int(rows["moved"].iloc[0])
        many = counted(moved, "person differs", "people differ")
        told.append(f"{item}: 没有它 {moved} 人不同 / without it {many}")
        changed = rows[rows["price"] != 0]
        told += [
            f"  · {words.goal_name(str(row.goal))}: 有 with {row.with_:g}, 无 without {row.without:g}, 代价 price {row.price:g}"
            for row in changed.rename(columns={"with": "with_"}).itertuples()
        ] or [_nothing(moved)]
    return told or ["没有规则和指定 / there are no rules and no pins"]


def _nothing(moved: int) -> str:
    """That no goal changes, and why people may differ nevertheless."""
    if not moved:
        return "  · 各项目标不变 no goal changes"
    return (
        "  · 各项目标不变；谁去哪里由选岗先后和抽签决定 / no goal changes; the order of choice and the lottery "
        "decided who differs"
    )
