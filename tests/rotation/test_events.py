"""What has happened, from repair to repair: closed units that open again, reasons that are remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from years import MONTHS, year

from optimizer import Events, Scenario, UsageError, repair_rotation, rotate, verify
from optimizer.exchange.load import load
from optimizer.exchange.published import read_events
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.repair import Mended

UNITS = [{"unit": "A"}, {"unit": "B"}, {"unit": "C", "minimum": 1}]


def given(**more: object) -> Scenario:
    return year(3, UNITS, 6, rules=[{"kind": "headcount"}], goals=[{"kind": "wishes"}], **more)  # type: ignore[arg-type]


def in_c(found: Mended) -> list[int]:
    """How many people are in C, month by month."""
    cells = found.timetable.cells
    return [int(((cells["month"] == month) & (cells["unit"] == "C")).sum()) for month in MONTHS[:6]]


@pytest.mark.parametrize("name", ["C", "C@东镇"])
def test_a_closed_unit_is_opened_again(name: str, tmp_path: Path) -> None:
    """Nobody is in C in August and September; from October on the unit has its one person, and no more, again."""
    own = [{"unit": "C", "township": "东镇", "first_month": "2024-07", "maximum": 1}]
    now = given(headcounts=own)
    shut = repair_rotation(now, rotate(now).cells, "2024-08", events=Events(closed=(name,)))
    assert in_c(shut) == [1, 0, 0, 0, 0, 0]
    found = repair_rotation(
        now, shut.timetable.cells, "2024-10", earlier=shut.events, events=Events(returned=("C",))
    )
    assert in_c(found) == [1, 0, 0, 1, 1, 1]
    kept = ["kind", "name", "first_month", "last_month"]
    assert found.events[kept].to_numpy().tolist() == [["closed", name, "2024-08", "2024-09"]]
    again = repair_rotation(now, found.timetable.cells, "2024-11", earlier=found.events)
    assert again.changes.empty
    assert again.events.equals(found.events)
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes, events=found.events)
    assert [item.name for item in verify(tmp_path / "run") if item.verdict == "fails"] == []
    limits = load(tmp_path / "run/inputs").headcounts
    columns = ["unit", "first_month", "last_month", "maximum"]
    assert sorted(limits[columns].itertuples(index=False, name=None)) == [
        ("C", "2024-07", "2024-07", 1),
        ("C", "2024-08", "2024-09", 0),
        ("C", "2024-10", "", 1),
    ]


def test_what_was_not_closed_cannot_be_opened_again() -> None:
    shut = repair_rotation(given(), rotate(given()).cells, "2024-08", events=Events(closed=("C",)))
    with pytest.raises(UsageError) as wrong:
        repair_rotation(
            given(),
            shut.timetable.cells,
            "2024-10",
            earlier=shut.events,
            events=Events(returned=("A", "C@东镇", "D@东镇", "C"), closed=("C",)),
        )
    assert [line.partition(" / ")[0] for line in str(wrong.value).splitlines()] == [
        "A 没有因此前的调整停办；“编制”表里写的，请改表",
        "C 是在各乡镇一起停办的，写 --return C",
        "没有单位 D",
        "C 既停办又恢复",
    ]


def test_why_somebody_left_is_told_and_remembered(tmp_path: Path) -> None:
    events = Events(left=("p2",), reasons={"p2": "考上研究生 / 全日制"})
    found = repair_rotation(given(), rotate(given()).cells, "2024-09", events=events, announced="2024-09")
    said = "离岗：考上研究生 / 全日制 / has left: 考上研究生 / 全日制"
    assert set(found.changes.loc[found.changes["graduate"] == "p2", "why"]) == {said}
    assert found.timetable.scenario.absences["reason"].tolist() == ["离岗 left：考上研究生 / 全日制"]
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes, events=found.events)
    known = read_events(tmp_path / "run")
    again = repair_rotation(given(), found.timetable.cells, "2024-11", earlier=known)
    assert again.changes.empty
    assert again.events["reason"].tolist() == ["考上研究生 / 全日制"]
    late = repair_rotation(given(), rotate(given()).cells, "2024-11", earlier=known)
    past = late.changes[(late.changes["graduate"] == "p2") & (late.changes["month"] == "2024-10")]
    assert past["why"].tolist() == [
        "离岗：考上研究生 / 全日制；此月已过去 / has left: 考上研究生 / 全日制; the month had passed"
    ]


def test_events_of_before_reasons_were_remembered_are_read(tmp_path: Path) -> None:
    (tmp_path / "events.csv").write_text("kind,name,first_month,last_month\nleft,p2,2024-09,\n", "utf-8")
    old = read_events(tmp_path)
    assert old is not None
    assert old["reason"].tolist() == [""]
    found = repair_rotation(given(), rotate(given()).cells, "2024-09", earlier=old.drop(columns="reason"))
    assert found.events.to_numpy().tolist() == [["left", "p2", "2024-09", "", ""]]
