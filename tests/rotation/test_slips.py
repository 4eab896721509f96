"""Slips in a rotation's files and settings, told as they stand there: the sheet, the row, all of them at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from years import year

from optimizer import InputFaults, UsageError, rotate
from optimizer.exchange.calendar_record import read_record
from optimizer.exchange.load import read, told_in
from optimizer.exchange.published import read_timetable
from optimizer.rotation.kinds import section
from optimizer.rotation.roster import Roster
from optimizer.scenario.model import Scenario


def test_a_wrong_first_month_hides_neither_rules_nor_tables(tmp_path: Path) -> None:
    (tmp_path / "scenario.toml").write_text(
        '[rotation]\nstart = "July"\n[[rotation.rules]]\nkind = "visti"\n[[rotation.rules]]\nkind = "order"\n'
        'first = "Z"\nlater = "B"\n[[rotation.rules]]\nkind = "together"\npeople = ["p1", "p2"]\n'
        'first_month = "2031-01"\n',
        "utf-8",
    )
    (tmp_path / "graduates.csv").write_text("graduate,township\np1,东镇\np2,东镇\n", "utf-8")
    (tmp_path / "units.csv").write_text("unit\nA\nB\n", "utf-8")
    (tmp_path / "absences.csv").write_text("graduate\np9\n", "utf-8")
    faults = read(tmp_path).faults
    assert sorted((fault.column, fault.value) for fault in faults) == [
        ("graduate", "p9"),
        ("rotation.rules[1].kind", "visti"),
        ("rotation.rules[2].first", "Z"),
        ("rotation.start", "July"),
    ]


def test_names_to_choose_from_stand_once() -> None:
    units = [{"unit": "综合办", "township": town} for town in ("东镇", "西镇", "")]
    people = [{"graduate": "p1"}, {"graduate": "p2", "township": "西镇"}]
    with pytest.raises(InputFaults) as wrong:
        year(people, units, unit_wishes=[{"graduate": "p1", "rank": 1, "unit": "Z"}])
    assert [fault.mend for fault in wrong.value.faults] == ["可用 综合办 / choose from: 综合办"]


def test_a_setting_of_a_workbook_is_told_at_its_sheet(tmp_path: Path) -> None:
    (tmp_path / "县.xlsx").write_bytes(b"")
    bare = year()
    with pytest.raises(InputFaults) as wrong:
        rotate(replace(bare, settings=bare.settings.model_copy(update={"rotation": None})))
    (fault,) = told_in(tmp_path / "县.xlsx", wrong.value).faults
    assert (fault.place, fault.column) == ("设置", "rotation.start")
    (fault,) = told_in(tmp_path, wrong.value).faults
    assert fault.place == "scenario.toml"


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ("p1,2024-07,A\np1,2024-07,A\n", "p1 2024-07（第 2、3 行 rows）"),
        ("p1,2024-7月,A\n,2024-08,A\n", "第 2、3 行没有编号，或月份不是"),
    ],
)
def test_rows_of_a_published_timetable_that_cannot_be_are_named(tmp_path: Path, rows: str, said: str) -> None:
    (tmp_path / "timetable.csv").write_text(f"graduate,month,unit\n{rows}", "utf-8")
    with pytest.raises(UsageError, match=said):
        read_timetable(tmp_path)


def test_the_same_event_twice_in_the_record_of_calendars_is_refused(tmp_path: Path) -> None:
    row = "东镇,A,p1,2024-07,u,0,CONFIRMED,s,l,d\n"
    head = "township,unit,graduate,month,uid,sequence,status,summary,location,description\n"
    (tmp_path / "calendar.csv").write_text(head + row + row, "utf-8")
    with pytest.raises(UsageError, match="第 3 行 row 3: 与第 2 行重复"):
        read_record(tmp_path)


def test_people_gone_and_new_since_the_publication_are_counted() -> None:
    published = pd.DataFrame(
        {"graduate": ["p1", "p1", "x1"], "month": ["2024-07", "2024-08", "2024-07"], "unit": "A"}
    )

    def notices(scenario: Scenario, cells: pd.DataFrame) -> list[str]:
        roster = Roster.of(scenario, section(scenario, None), cells)
        return [sentence.partition(" / ")[0] for sentence in roster.notices(scenario, cells)]

    assert notices(year(3), published) == [
        "1 人已公布而不在报名表里，按离岗处理",
        "2 人在报名表里而未公布过，按新到岗处理",
        "若是改了编号，请改回原编号",
    ]
    assert notices(year(1), published.iloc[:2]) == []
    people = [{"graduate": f"p{at}", "score": 80} for at in (1, 2, 3, 4, 5)]
    towns = [*[{}] * 3, {"township": "南镇"}, {"township": ""}]
    both = [{**one, **town} for one, town in zip(people, towns, strict=True)]
    idle = year(both, without=["南镇"], posts=[{"post": "v", "township": "南镇"}])
    assert notices(idle, published)[1] == "2 人在报名表里而未公布过，按新到岗处理"


def test_rows_about_somebody_who_is_gone_are_one_fault_a_table() -> None:
    wishes = [{"graduate": "p9", "rank": at, "unit": unit} for at, unit in ((1, "A"), (2, "B"), (3, "C"))]
    with pytest.raises(InputFaults) as wrong:
        year(unit_wishes=wishes, absences=[{"graduate": "p9", "first_month": "2024-08"}])
    assert [(fault.row, fault.value, fault.problem) for fault in wrong.value.faults] == [
        (2, "p9", "报名表里没有此人；第 3、4 行也是（共 3 行） / nobody with this id in graduates; so in rows 3, 4 (3 in all)"),
        (2, "p9", "报名表里没有此人 / nobody with this id in graduates"),
    ]  # fmt: skip
