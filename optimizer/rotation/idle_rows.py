"""Rows of a rotation's tables that are written well and count for nothing, or are read together with another one."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from optimizer.rotation.folded import folded
from optimizer.scenario.columns import Table
from optimizer.scenario.frames import rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following
from optimizer.scenario.overlaps import overlapping
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.tables import ABSENCES, HEADCOUNTS, UNIT_WISHES
from optimizer.scenario.unit_places import misplaced

_OUTSIDE = "在轮岗期 {} – {} 之外，不起作用 / wholly outside the planned months, counts for nothing"


def idle_rows(scenario: Scenario, settings: RotationSettings) -> Iterator[str]:
    """A sentence each: wishes for units that are not there, months outside the year, absences that overlap."""
    months = following(settings.start, settings.months)
    wishes = scenario.unit_wishes
    outside = (wishes["month"] != "") & ~wishes["month"].isin(months)
    yield from _vain_wishes(scenario, wishes[~outside])
    yield from folded(
        [
            f"{UNIT_WISHES.chinese} {UNIT_WISHES.name} {who} {month}：{_OUTSIDE.format(months[0], months[-1])}"
            for who, month in rows(wishes[outside], "graduate", "month")
        ]
    )
    for table, about in ((HEADCOUNTS, ["unit", "township"]), (ABSENCES, ["graduate"])):
        yield from _outside(scenario, table, about, months[0], months[-1])
    absences = scenario.absences
    for one, other in overlapping(absences, ["graduate"]):
        spans = "、".join(_span(scenario, ABSENCES, at) for at in (one, other))
        who = absences["graduate"].iloc[one]
        yield f"请假 absences {who}：{spans} 月份重叠，合并计算 / the months overlap and are taken together"


def _outside(scenario: Scenario, table: Table, about: list[str], begin: str, end: str) -> Iterator[str]:
    """Rows whose months all lie before or after the year."""
    frame = scenario.table(table.name)
    first, last = frame["first_month"], frame["last_month"]
    idle = (first > end) | ((last != "") & (last < begin))
    for at in idle.to_numpy().nonzero()[0].tolist():
        name = "@".join(filter(None, frame[about].iloc[at].tolist()))
        yield (
            f"{table.chinese} {table.name} {name} {_span(scenario, table, at)}：全{_OUTSIDE.format(begin, end)}"
        )


def _span(scenario: Scenario, table: Table, at: int) -> str:
    """The months of a row."""
    row = scenario.table(table.name).iloc[at]
    return f"{row['first_month'] or '…'} – {row['last_month'] or '…'}"


def _vain_wishes(scenario: Scenario, wishes: pd.DataFrame) -> Iterator[str]:
    """Wishes for units that the person's township does not have, or not in that month."""
    people = scenario.graduates
    serving = dict(zip(people["graduate"], people["township"], strict=True))
    for at, _, problem in misplaced(wishes, scenario.units, scenario.headcounts, serving):
        who = wishes["graduate"].iloc[at]
        yield f"轮岗志愿 unit_wishes {who}：{problem}（志愿不起作用 the wish counts for nothing）"
