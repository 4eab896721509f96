"""The statistics sheet (统计): the figures, ranks, places, and what is proved of every goal."""

from __future__ import annotations

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.exchange.sheets import Book, Page
from optimizer.report.summary import figures, reasons
from optimizer.report.words import STAGES, goal_name, proof


def add_statistics(book: Book, name: str, outcome: Outcome, told: pd.DataFrame) -> None:
    """Write the sheet."""
    page = book.add("统计", (34, 22, 14, 14, 14, 44), landscape=True)
    page.title(f"{name} 统计", "")
    page.header(("项目", "数值", "", "", "", "Item"))
    for figure in figures(outcome):
        page.row((figure.chinese, figure.value, "", "", "", figure.english))
    placed = told[told["post"] != ""]
    _goals(page, outcome)
    _ranks(page, placed)
    _places(page, outcome, placed)
    page.section("未落实原因 why unplaced")
    page.subheader(("原因", "人数", "", "", "", "why"))
    for reason, many in reasons(outcome):
        chinese, _, english = reason.partition(" / ")
        page.row((chinese, many, "", "", "", english))


def _goals(page: Page, outcome: Outcome) -> None:
    page.section("目标与证明 goals and what is proved")
    page.subheader(("目标", "数值 value", "界 bound", "引擎 engine", "", "结论 proof"))
    for stage in outcome.stages:
        page.row((goal_name(stage.name), stage.value, stage.bound, stage.engine, "", proof(stage)))


def _ranks(page: Page, placed: pd.DataFrame) -> None:
    page.section("志愿分布 placements by rank")
    page.subheader(("志愿 rank", "人数 people", "累计 sum", "占比 %", "", ""))
    counts = placed["rank"].value_counts().sort_index()
    total = 0
    for rank, many in counts.items():
        total += int(many)
        page.row((f"第 {rank} 志愿", int(many), total, round(100 * int(many) / len(placed), 1), "", ""))
    outside = int(placed["rank"].isna().sum())
    if outside:
        page.row(
            ("志愿外 not listed", outside, total + outside, round(100 * outside / len(placed), 1), "", "")
        )


def _places(page: Page, outcome: Outcome, placed: pd.DataFrame) -> None:
    """By county and by township: seats, people, and how they came."""
    seats = outcome.market.post_table.assign(seats=outcome.market.capacity)
    for field, title in (("county", "按县区 by county"), ("township", "按乡镇 by township")):
        page.section(title)
        page.subheader(
            (
                "地方 place",
                "名额 seats",
                "已安置 placed",
                STAGES["choice"],
                STAGES["allocation"],
                "第一志愿 first choice",
            )
        )
        keys = ["county"] if field == "county" else ["county", "township"]
        for place, group in seats.groupby(keys, sort=True):
            here = placed[placed["post"].isin(group["post"])]
            stage = here["stage"].value_counts()
            page.row(
                (
                    " ".join(str(part) for part in place),
                    int(group["seats"].sum()),
                    len(here),
                    int(stage.get("choice", 0)),
                    int(stage.get("allocation", 0)),
                    int((here["rank"] == 1).sum()),
                )
            )
