"""The year of a published timetable beside the year of now: months dropped from it, and months never published."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from optimizer.plural import counted
from optimizer.scenario.months import following
from optimizer.scenario.settings import RotationSettings


def within(published: pd.DataFrame, settings: RotationSettings) -> pd.DataFrame:
    """The published cells up to the last month of the year; those before the year are history, and stay."""
    return published[published["month"] <= following(settings.start, settings.months)[-1]]


def year_notices(published: pd.DataFrame, settings: RotationSettings) -> Iterator[str]:
    """Which published months the year does not have any more, and which of its months were never published."""
    months = following(settings.start, settings.months)
    there = {*published["month"]}
    gone, new = sorted(month for month in there if month > months[-1]), sorted({*months} - there)
    if gone:
        yield (
            f"已公布的 {_span(gone)}（{len(gone)} 个月）在轮岗期 {months[0]} – {months[-1]} 之后，取消 / "
            f"{counted(len(gone), 'published month lies', 'published months lie')} after the planned months, dropped"
        )
    if new:
        yield (
            f"{_span(new)}（{len(new)} 个月）从未公布，是新增月份，不算变动 / "
            f"{counted(len(new), 'month was', 'months were')} never published: new, and no change"
        )


def _span(months: list[str]) -> str:
    return months[0] if len(months) == 1 else f"{months[0]} – {months[-1]}"
