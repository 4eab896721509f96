"""The calendars of a timetable, parsed back by another library than the one that writes them."""

from __future__ import annotations

import datetime
import zipfile
from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event as Parsed
from timetables import written
from years import year

from optimizer import Scenario, Timetable, UsageError, rotate
from optimizer.exchange.calendar_record import Events, Key, read_record
from optimizer.exchange.timetable_calendars import events, write_calendars

UNITS = [
    {"unit": "A", "name": "党政综合办公室；收发、档案, 信访\\值班"},
    {"unit": "B", "name": "退役军人服务站"},
]
PEOPLE = [
    {"graduate": "p1", "name": "=张三"},
    {"graduate": "p2", "name": "欧阳小三" * 12},
    {"graduate": "p3", "name": "李四"},
]
PLAN = {"p1": "ABA", "p2": "BAB", "p3": "AB-"}


def timetable(plan: dict[str, str] = PLAN, people: list[dict[str, str]] = PEOPLE) -> Timetable:
    away = [{"graduate": who, "first_month": "2024-09"} for who, line in plan.items() if line.endswith("-")]
    return written(year(people, UNITS, months=3, absences=away), plan)


def parsed(folder: Path, name: str) -> list[Parsed]:
    text = (folder / "calendar" / f"{name}.ics").read_text("utf-8")
    return IcsCalendarStream.calendar_from_ics(text).events


def exported(folder: Path, given: Timetable, earlier: Events | None = None) -> Path:
    folder.mkdir()
    write_calendars(given, folder, earlier)
    return folder


def test_every_person_and_every_unit_has_a_calendar_that_others_read(tmp_path: Path) -> None:
    run = exported(tmp_path / "run", timetable())
    names = {path.stem for path in (run / "calendar").iterdir()}
    assert names == {"person-p1", "person-p2", "person-p3", "unit-A@东镇", "unit-B@东镇"}
    first, second, third = parsed(run, "person-p1")
    assert [event.summary for event in (first, second, third)] == [
        UNITS[0]["name"], UNITS[1]["name"], UNITS[0]["name"],
    ]  # fmt: skip
    assert (first.dtstart, first.dtend) == (datetime.date(2024, 7, 1), datetime.date(2024, 8, 1))
    assert (third.dtstart, third.dtend) == (datetime.date(2024, 9, 1), datetime.date(2024, 10, 1))
    assert first.location == f"东镇 {UNITS[0]['name']}"
    assert len(parsed(run, "person-p3")) == 2  # away in September
    there = [(event.dtstart.month, event.summary) for event in parsed(run, "unit-A@东镇")]
    assert sorted(there) == [(7, "=张三 p1"), (7, "李四 p3"), (8, f"{'欧阳小三' * 12} p2"), (9, "=张三 p1")]


def test_a_township_has_its_calendars_in_one_file_without_loss(tmp_path: Path) -> None:
    """What another library reads from the zip is what it reads from the folder; who left is in it, with the cancellations."""
    first = exported(tmp_path / "first", timetable())
    run = exported(tmp_path / "run", timetable({"p1": "ABA", "p2": "BAB"}, PEOPLE[:2]), read_record(first))
    with zipfile.ZipFile(run / "townships" / "东镇.zip") as archive:
        assert archive.testzip() is None
        assert archive.namelist() == sorted(path.name for path in (run / "calendar").iterdir())
        assert len(archive.namelist()) == 5
        for name in archive.namelist():
            there = IcsCalendarStream.calendar_from_ics(archive.read(name).decode("utf-8")).events
            assert there == parsed(run, Path(name).stem)
            assert len(there) > 0
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_each_township_gets_its_own_people_alone(tmp_path: Path) -> None:
    people = [{"graduate": "p1"}, {"graduate": "p2", "township": "西镇"}]
    run = exported(tmp_path / "run", rotate(year(people, UNITS, months=2)))
    assert sorted(path.name for path in (run / "townships").iterdir()) == ["东镇.zip", "西镇.zip"]
    for town, who in (("东镇", "p1"), ("西镇", "p2")):
        names = zipfile.ZipFile(run / "townships" / f"{town}.zip").namelist()
        assert names == [f"person-{who}.ics", f"unit-A@{town}.ics", f"unit-B@{town}.ics"]


def test_the_files_keep_the_letter_of_the_standard(tmp_path: Path) -> None:
    run = exported(tmp_path / "run", timetable())
    for path in (run / "calendar").iterdir():
        content = path.read_bytes()
        assert content.startswith(b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:")
        assert content.endswith(b"END:VCALENDAR\r\n")
        lines = content.split(b"\r\n")
        assert not any(b"\n" in line or b"\r" in line for line in lines)
        assert max(len(line) for line in lines) <= 75
        assert "".join(line.decode("utf-8") for line in lines)  # no fold within a character
        assert b"DTSTART;VALUE=DATE:" in content
        assert b"DTEND;VALUE=DATE:" in content
        uids = [line for line in lines if line.startswith(b"UID:")]
        assert len(uids) == len(set(uids)) == content.count(b"BEGIN:VEVENT")
        assert not any(b"p1" in line or "张".encode() in line for line in uids)


def test_the_same_timetable_gives_the_same_bytes_whatever_the_order_of_rows(tmp_path: Path) -> None:
    one = exported(tmp_path / "one", timetable())
    other = exported(tmp_path / "other", timetable(people=PEOPLE[::-1]))
    for path in one.rglob("*"):
        if path.is_file():
            assert path.read_bytes() == (other / path.relative_to(one)).read_bytes()


def test_the_record_comes_back_whole(tmp_path: Path) -> None:
    run = exported(tmp_path / "run", timetable())
    assert read_record(run) == events(timetable())
    assert read_record(tmp_path) == {}


def test_an_export_again_changes_nothing(tmp_path: Path) -> None:
    run = exported(tmp_path / "run", timetable())
    again = exported(tmp_path / "again", timetable(), read_record(run))
    assert all(path.read_bytes() == (again / path.relative_to(run)).read_bytes()
               for path in run.rglob("*") if path.is_file())  # fmt: skip


def test_a_changed_month_updates_one_event_and_moves_another(tmp_path: Path) -> None:
    """p1 goes to B in September instead of A: one update for p1, a cancellation in A's calendar, a new event in B's."""
    run = exported(tmp_path / "run", timetable())
    other = exported(tmp_path / "other", timetable(PLAN | {"p1": "ABB"}), read_record(run))
    before = {event.uid: event for event in parsed(run, "person-p1")}
    after = {event.uid: event for event in parsed(other, "person-p1")}
    assert before.keys() == after.keys()
    grown = [uid for uid in after if after[uid].sequence != before[uid].sequence]
    (uid,) = grown
    assert (before[uid].sequence, after[uid].sequence) == (0, 1)
    assert after[uid].dtstart == datetime.date(2024, 9, 1)
    assert after[uid].summary == UNITS[1]["name"]
    assert after[uid].dtstamp > before[uid].dtstamp
    in_a = {
        event.dtstart.month: event for event in parsed(other, "unit-A@东镇") if "p1" in str(event.summary)
    }
    assert (in_a[9].status, in_a[9].sequence) == ("CANCELLED", 1)
    assert (in_a[7].status, in_a[7].sequence) == ("CONFIRMED", 0)
    in_b = [event for event in parsed(other, "unit-B@东镇") if "p1" in str(event.summary)]
    assert [(event.dtstart.month, event.sequence) for event in in_b] == [(8, 0), (9, 0)]


def test_a_cancelled_month_is_cancelled_once_and_comes_back_under_its_uid() -> None:
    first = events(timetable())
    second = events(timetable(PLAN | {"p1": "ABB"}), first)
    third = events(timetable(PLAN | {"p1": "ABB"}), second)
    assert third == second
    fourth = events(timetable(), third)
    key = Key("东镇", "A", "p1", "2024-09")
    assert [every[key].sequence for every in (first, second, fourth)] == [0, 1, 2]
    assert fourth[key] == replace(first[key], sequence=2)
    assert fourth[Key("东镇", "B", "p1", "2024-09")].status == "CANCELLED"


def test_who_has_left_gets_a_calendar_of_cancelled_months(tmp_path: Path) -> None:
    run = exported(tmp_path / "run", timetable())
    rest = timetable({"p1": "ABA", "p2": "BAB"}, PEOPLE[:2])
    other = exported(tmp_path / "other", rest, read_record(run))
    assert {event.status for event in parsed(other, "person-p3")} == {"CANCELLED"}
    assert {event.sequence for event in parsed(other, "person-p3")} == {1}


def test_months_of_another_year_stay_as_they_were() -> None:
    first = events(timetable())
    scenario = year(PEOPLE, UNITS, months=3)
    later = scenario.settings.model_copy(
        update={"rotation": scenario.settings.rotation.model_copy(update={"start": "2024-10"})}  # type: ignore[union-attr]
    )
    second = events(
        written(replace(scenario, settings=later), {"p1": "AAA", "p2": "BBB", "p3": "ABA"}), first
    )
    assert {key: second[key] for key in first} == first
    assert len(second) == len(first) + 18


def test_a_renamed_scenario_keeps_the_uids() -> None:
    first = events(timetable())
    given = timetable()
    name = given.scenario.settings.scenario.model_copy(update={"name": "改名"})
    renamed = replace(
        given,
        scenario=replace(
            given.scenario, settings=given.scenario.settings.model_copy(update={"scenario": name})
        ),
    )
    second = events(renamed, first)
    assert {key: event.uid for key, event in second.items()} == {
        key: event.uid for key, event in first.items()
    }
    assert {event.sequence for event in second.values()} == {1}


@pytest.mark.parametrize(("column", "value"), [("sequence", "x"), ("status", "MAYBE"), ("month", "2024-13")])
def test_a_broken_record_is_told_with_row_and_column(tmp_path: Path, column: str, value: str) -> None:
    run = exported(tmp_path / "run", timetable())
    table = pd.read_csv(run / "calendar.csv", dtype="str", keep_default_na=False)
    table.loc[1, column] = value
    table.to_csv(run / "calendar.csv", index=False)
    with pytest.raises(UsageError, match=f"第 3 行 row 3, {column}: '{value}'"):
        read_record(run)
    table.drop(columns=column).to_csv(run / "calendar.csv", index=False)
    with pytest.raises(UsageError, match=column):
        read_record(run)


def test_nobody_who_gave_a_scenario_sees_it_changed() -> None:
    given = timetable()
    before = given.scenario.digest()
    events(given)
    assert given.scenario.digest() == before
    assert isinstance(given.scenario, Scenario)


def test_a_break_in_a_name_from_python_breaks_no_calendar(tmp_path: Path) -> None:
    people = [{"graduate": f"p{at}", "name": "张\n三"} for at in (1, 2, 3)]
    folder = exported(tmp_path / "run", timetable(people=people))
    assert "X-WR-CALNAME:张 三" in (folder / "calendar" / "person-p1.ics").read_text("utf-8")
