"""A published year that is shortened, extended or begun elsewhere, and absences that come after the fact."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from years import year

from optimizer import Events, Scenario, repair_rotation, rotate, verify
from optimizer.evidence import standalone
from optimizer.exchange.calendar_record import read_record
from optimizer.exchange.timetable_calendars import events
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.kinds import notices, section
from optimizer.rotation.late_absences import late_absences
from optimizer.rotation.published_year import year_notices

RULES = [{"kind": "headcount"}, {"kind": "no-repeat"}]
GOALS = [{"kind": "wishes"}]


def given(months: int, people: int = 3, least: int = 0, **tables: Any) -> Scenario:
    units = [{"unit": name, "minimum": least} for name in "ABC"]
    return year(people, units, months=months, rules=RULES, goals=GOALS, **tables)


def sound(run: Path) -> None:
    """Both verifiers find nothing wrong."""
    assert [line for item in verify(run) if item.verdict == "fails" for line in item.lines()] == []
    assert [(name, wrong) for name, wrong, _ in standalone.check(run, None, None) if wrong] == []


def said(scenario: Scenario, published: pd.DataFrame) -> list[str]:
    return list(year_notices(published, section(scenario, None)))


def test_months_after_a_shortened_year_are_dropped_and_told(tmp_path: Path) -> None:
    before, short = rotate(given(4)), given(2)
    found = repair_rotation(short, before.cells, "2024-08")
    told = found.changes
    assert set(told["kind"]) == {"dropped"}
    assert sorted(zip(told["graduate"], told["month"], strict=True)) == [
        (f"p{at}", month) for at in (1, 2, 3) for month in ("2024-09", "2024-10")
    ]
    assert said(short, before.cells) == [
        "已公布的 2024-09 – 2024-10（2 个月）在轮岗期 2024-07 – 2024-08 之后，取消 / 2 published months lie after the "
        "planned months, dropped"
    ]
    write_rotation(found.timetable, tmp_path / "run", changes=told, earlier=events(before))
    sound(tmp_path / "run")
    cancelled = {key.month for key, one in read_record(tmp_path / "run").items() if one.status == "CANCELLED"}
    assert cancelled == {"2024-09", "2024-10"}


def test_months_never_published_are_no_change_and_nobody_is_back(tmp_path: Path) -> None:
    published, longer = rotate(given(2)).cells, given(4)
    found = repair_rotation(longer, published, "2024-08")
    assert found.changes.empty
    assert set(found.timetable.cells["month"]) == {"2024-07", "2024-08", "2024-09", "2024-10"}
    assert said(longer, published) == [
        "2024-09 – 2024-10（2 个月）从未公布，是新增月份，不算变动 / 2 months were never published: new, and no change"
    ]
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes)
    sound(tmp_path / "run")
    joined = repair_rotation(given(4, people=4), published, "2024-08").changes
    assert {*zip(joined["graduate"], joined["kind"], joined["month"], strict=True)} == {
        ("p4", "joined", f"2024-{month}") for month in ("08", "09", "10")
    }


@pytest.mark.parametrize("by", ["event", "table"])
def test_an_absence_after_the_fact_is_told_with_what_it_costs(by: str, tmp_path: Path) -> None:
    published = rotate(given(4, least=1)).cells
    rows = [{"graduate": "p1", "first_month": "2024-07", "last_month": "2024-08"}]
    now = given(4, least=1, absences=rows if by == "table" else ())
    told = Events(absent=(("p1", "2024-07", "2024-08"),)) if by == "event" else Events()
    found = repair_rotation(now, published, "2024-08", events=told, announced="2024-08")
    units = published[published["graduate"] == "p1"].set_index("month")["unit"]
    columns = ["graduate", "month", "before", "after", "kind", "why"]
    assert list(found.changes[columns].itertuples(index=False, name=None)) == [
        (
            "p1",
            "2024-07",
            units["2024-07"],
            "",
            "absent",
            "请假；此月已过去 / is absent; the month had passed",
        ),
        (
            "p1",
            "2024-08",
            units["2024-08"],
            "",
            "absent",
            "请假；此月已公布 / is absent; the month was announced",
        ),
    ]
    assert [line.partition(" / ")[0] for line in late_absences(found.timetable, found.changes)] == [
        "东镇：已过去或已公布的 2 个月次改为不在岗，请另行告知",
        *(
            f"东镇 {units[month]} {month} 因此只有 0 人，最少 1 人"
            for month in sorted(("2024-07", "2024-08"), key=lambda month: units[month])
        ),
    ]
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes, events=found.events)
    sound(tmp_path / "run")


def test_wishes_for_months_that_are_planned_no_more_are_a_notice() -> None:
    """The year began in June and had a month more: what was wished for then counts for nothing, and stops nobody."""
    gone = [
        {"graduate": who, "rank": 1, "unit": "B", "month": month}
        for who in ("p1", "p2")
        for month in ("2024-06", "2024-10")
    ]
    wishes = [{"graduate": "p1", "rank": 2, "unit": "A", "month": "2024-08"}]
    cells = [{"graduate": "p1", "month": "2024-06", "unit": "C"}]
    with_, without = (
        given(3, unit_wishes=wishes + gone, cells=cells),
        given(3, unit_wishes=wishes, cells=cells),
    )
    assert notices(with_) == (
        "轮岗志愿 unit_wishes p1、p2 2024-06、2024-10：在轮岗期 2024-07 – 2024-09 之外，不起作用（逐一计） / wholly outside the "
        "planned months, counts for nothing (each by itself)",
    )
    assert notices(without) == ()
    found = rotate(with_)
    assert found.cells.equals(rotate(without).cells)
    assert found.stages == rotate(without).stages
    assert len(repair_rotation(with_, found.cells, "2024-08").changes) == 0
