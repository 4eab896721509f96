"""Who takes part in a repair: people gone from the tables keep the months they worked, other townships are left alone."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from years import year

from optimizer import Events, Scenario, UsageError, repair_rotation, rotate, verify
from optimizer.exchange.calendar_record import read_record
from optimizer.exchange.load import load
from optimizer.exchange.published import read_events, read_timetable
from optimizer.exchange.timetable_calendars import events
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.kinds import section
from optimizer.rotation.repair import Mended, repair_faults
from optimizer.rotation.roster import Roster

RULES = [{"kind": "headcount", "maximum": 2}, {"kind": "no-repeat"}]
TWO = [{"graduate": f"p{at}", "township": "东镇" if at < 4 else "西镇"} for at in range(1, 7)]


def scenario(people: list[dict[str, Any]] = TWO, **more: Any) -> Scenario:
    return year(people, months=4, rules=RULES, goals=[{"kind": "wishes"}], **more)


def written(found: Mended, run: Path) -> Path:
    """The run of a repair, in which the verifier finds nothing wrong."""
    write_rotation(found.timetable, run, changes=found.changes, events=found.events)
    assert [line for item in verify(run) if item.verdict == "fails" for line in item.lines()] == []
    return run


def test_whoever_is_deleted_leaves_as_if_withdrawn(tmp_path: Path) -> None:
    """p1 held a seat in the first month and worked in the second: both stay, also in the repair of the repair."""
    seat = {"graduate": "p1", "first_month": "2024-07", "last_month": "2024-07", "holds_seat": True}
    before = rotate(scenario(absences=[seat])).cells
    told = repair_rotation(
        scenario(absences=[seat]), before, "2024-09", announced="2024-09", events=Events(left=("p1",))
    )
    found = repair_rotation(scenario(TWO[1:]), before, "2024-09", announced="2024-09")
    mine = found.timetable.cells.set_index("graduate").loc["p1"]
    assert mine["state"].tolist() == ["seat", "past", "fixed", "absent"]
    pd.testing.assert_frame_equal(found.timetable.cells, told.timetable.cells)
    pd.testing.assert_frame_equal(found.changes, told.changes)
    pd.testing.assert_frame_equal(found.events, told.events)
    run = written(found, tmp_path / "run")
    again = repair_rotation(scenario(TWO[1:]), read_timetable(run), "2024-10", earlier=read_events(run))
    assert again.changes.empty
    assert found.events.equals(again.events)
    units = ["graduate", "township", "month", "unit"]
    assert again.timetable.cells[units].equals(found.timetable.cells[units])
    written(again, tmp_path / "again")
    back = repair_rotation(
        scenario(), again.timetable.cells, "2024-10", earlier=again.events, events=Events(returned=("p1",))
    )
    assert {*zip(back.changes["graduate"], back.changes["kind"], strict=True)} >= {("p1", "returned")}
    assert back.timetable.cells.set_index("graduate").loc["p1", "state"].tolist()[3] == "planned"


def test_whoever_is_deleted_where_people_are_placed_too_is_read_back(tmp_path: Path) -> None:
    posts = [
        {"post": "e", "township": "东镇", "capacity": 3},
        {"post": "w", "township": "西镇", "capacity": 3},
    ]
    everybody = [{**one, "score": 80, "township": "", "batch": "甲"} for one in TWO]
    placed = pd.DataFrame(
        [{"graduate": one["graduate"], "post": "e" if one["township"] == "东镇" else "w"} for one in TWO]
    )
    before = rotate(scenario(everybody, posts=posts), placed).cells
    for placements in (placed, None):
        found = repair_rotation(
            scenario(everybody[1:], posts=posts), before, "2024-09", placements=placements
        )
        assert found.timetable.cells.set_index("graduate").loc["p1", "state"].tolist() == [
            *["past"] * 2,
            *["absent"] * 2,
        ]
        run = written(found, tmp_path / ("placed" if placements is not None else "published"))
        (row,) = load(run / "inputs").graduates.query("graduate == 'p1'").to_dict("records")
        assert (row["score"], row["accepts_allocation"], row["batch"]) == (0.0, False, "")


def test_whoever_is_deleted_may_be_withdrawn_and_is_not_back() -> None:
    before, now = rotate(scenario()).cells, scenario(TWO[1:])
    assert repair_faults(now, before, "2024-09", events=Events(left=("p1",))) == []
    (wrong,) = repair_faults(now, before, "2024-09", events=Events(returned=("p1",)))
    assert "没有编号 p1" in wrong


def test_only_published_townships_are_planned(tmp_path: Path) -> None:
    before = rotate(scenario(), townships=["东镇"]).cells
    found = repair_rotation(scenario(), before, "2024-09")
    assert found.changes.empty
    assert found.timetable.cells[["graduate", "unit"]].equals(before[["graduate", "unit"]])
    written(found, tmp_path / "run")
    roster = Roster.of(scenario(), section(scenario(), None), before)
    assert [*roster.notices(scenario(), before)] == [
        "其余 1 个乡镇不在此次调整之列，不动 / 1 other township is left alone: 西镇"
    ]


def test_the_townships_of_a_repair_may_be_named(tmp_path: Path) -> None:
    before = rotate(scenario()).cells
    found = repair_rotation(scenario(), before, "2024-09", townships=["西镇"], events=Events(left=("p4",)))
    assert {*found.timetable.cells["township"]} == {"西镇"}
    assert {*found.changes["graduate"]} >= {"p4"}
    assert {*found.changes["graduate"]} <= {"p4", "p5", "p6"}
    written(found, tmp_path / "run")
    with pytest.raises(UsageError, match="没有乡镇 西真 / no such township; 是否应为“西镇”"):
        repair_rotation(scenario(), before, "2024-09", townships=["西真"])


def test_whoever_goes_to_a_township_that_is_not_planned_has_left(tmp_path: Path) -> None:
    before = rotate(scenario(), townships=["东镇"]).cells
    now = scenario([{**TWO[0], "township": "西镇"}, *TWO[1:]])
    found = repair_rotation(now, before, "2024-09")
    assert {*zip(found.changes["graduate"], found.changes["kind"], strict=True)} >= {("p1", "left")}
    mine = found.timetable.cells.set_index("graduate").loc["p1"]
    assert mine["township"].tolist() == ["东镇"] * 4
    assert mine["state"].tolist() == ["past", "past", "absent", "absent"]
    written(found, tmp_path / "run")
    roster = Roster.of(now, section(now, None), before)
    assert "1 人已公布而现在没有要排的乡镇，按离岗处理" in "\n".join(roster.notices(now, before))


def test_a_township_with_a_new_name_is_planned() -> None:
    before = rotate(scenario(), townships=["东镇"]).cells
    now = scenario([{**one, "township": "新镇"} if one["township"] == "东镇" else one for one in TWO])
    found = repair_rotation(now, before, "2024-09")
    assert {*found.timetable.cells["township"]} == {"新镇"}
    assert {*found.changes["kind"]} <= {"transfer"}


def test_calendars_of_townships_that_are_left_alone_stay_as_they_are(tmp_path: Path) -> None:
    """西镇 is planned again and p4 leaves it; of 东镇 nothing is cancelled, and no calendar is written."""
    whole = rotate(scenario())
    held = events(whole)
    found = repair_rotation(
        scenario(), whole.cells, "2024-09", townships=["西镇"], events=Events(left=("p4",))
    )
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes, earlier=held)
    record = read_record(tmp_path / "run")
    east = [key for key in held if key.township == "东镇" or key.graduate in ("p1", "p2", "p3")]
    assert {key: record[key] for key in east} == {key: held[key] for key in east}
    assert {key.graduate for key, event in record.items() if event.status == "CANCELLED"} >= {"p4"}
    assert not [file.name for file in (tmp_path / "run/calendar").iterdir() if "东镇" in file.name]
    again = rotate(scenario(), townships=["西镇"])
    assert {key: events(again, held)[key] for key in east} == {key: held[key] for key in east}
