"""Repairs of tiny timetables against all plans: least change, the past untouched, a true reason for every notice."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from years import MONTHS, plans, year

from optimizer import Impossible, UsageError, repair_rotation, rotate, verify
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.events import Events
from optimizer.rotation.goals.least_change import LeastChange
from optimizer.rotation.kinds import build
from optimizer.scenario.model import Scenario

RULES = [{"kind": "headcount", "maximum": 2}, {"kind": "no-repeat"}]
GOALS = [{"kind": "wishes"}]


def told(changes: pd.DataFrame) -> list[tuple[str, str, str, str, str]]:
    columns = ["graduate", "month", "before", "after", "kind"]
    return list(changes[columns].itertuples(index=False, name=None))


def published(scenario: Scenario) -> pd.DataFrame:
    return rotate(scenario).cells


def test_nothing_happened_so_nothing_changes() -> None:
    given_ = year(3, months=4, rules=RULES, goals=GOALS)
    found = repair_rotation(given_, published(given_), "2024-09")
    assert found.timetable.status == "proved"
    assert not len(found.changes)
    assert found.timetable.stages["东镇"][0].value == 0


def test_a_seat_held_in_the_past_is_no_month_of_work() -> None:
    """Everybody held a seat in month 1 and saw each unit once in the three months after it."""
    seats = [
        {"graduate": f"p{at}", "first_month": "2024-07", "last_month": "2024-07", "holds_seat": True}
        for at in (1, 2, 3)
    ]
    given_ = year(3, months=4, rules=[{"kind": "visit", "maximum": 1}], goals=GOALS, absences=seats)
    found = repair_rotation(given_, published(given_), "2024-09")
    assert not len(found.changes)
    cells = found.timetable.cells.set_index("month")["state"]
    assert set(cells["2024-07"]) == {"seat"}
    assert set(cells["2024-08"]) == {"past"}


@settings(max_examples=25, deadline=None, derandomize=True)
@given(
    away=st.lists(
        st.tuples(st.sampled_from(["p1", "p2"]), st.integers(0, 3), st.integers(0, 2), st.booleans()),
        max_size=2,
        unique_by=lambda one: one[0],
    ),
    first=st.integers(1, 3),
    most=st.integers(1, 2),
)
def test_without_an_event_nothing_changes_seats_and_absences_included(
    away: list[tuple[str, int, int, bool]], first: int, most: int
) -> None:
    absences = [
        {"graduate": who, "first_month": MONTHS[at], "last_month": MONTHS[at + more], "holds_seat": seat}
        for who, at, more, seat in away
    ]
    rules = [{"kind": "headcount", "maximum": 2}, {"kind": "visit", "maximum": most}]
    given_ = year(2, months=4, rules=rules, goals=GOALS, absences=absences)
    try:
        before = rotate(given_)
    except Impossible:
        return
    found = repair_rotation(given_, before.cells, MONTHS[first])
    assert not len(found.changes)
    (old,), (new,) = before.towns, found.timetable.towns
    assert (new.plan == old.plan).all()
    assert (new.cohort.absent == old.cohort.absent).all()
    assert (new.cohort.seated == old.cohort.seated).all()
    away_now = found.timetable.cells["state"].isin(["seat", "absent"])
    assert (away_now == before.cells["state"].isin(["seat", "absent"])).all()


def test_a_departure_is_filled_by_one_person_in_the_month_that_needs_it() -> None:
    units = [{"unit": "A", "minimum": 1}, {"unit": "B", "minimum": 1}]
    given_ = year(3, units, 2, rules=[{"kind": "headcount"}])
    cells = [("p1", "A"), ("p2", "A"), ("p3", "B")]
    before = pd.DataFrame(
        [{"graduate": who, "month": month, "unit": unit} for who, unit in cells for month in MONTHS[:2]]
    )
    found = repair_rotation(given_, before, "2024-08", events=Events(left=("p3",)))
    notices = {row.graduate: row for row in found.changes.itertuples()}
    assert set(notices) == {"p3", "p1"} or set(notices) == {"p3", "p2"}
    mover = next(who for who in notices if who != "p3")
    assert notices["p3"].kind == "left"
    assert (notices[mover].before, notices[mover].after) == ("A", "B")
    assert notices[mover].why == "若不动：B 2024-08 有 0 人，至少 1 人 / too few people"
    assert set(found.changes["month"]) == {"2024-08"}


def test_whoever_loses_the_only_month_in_a_unit_is_touched_by_arithmetic_alone() -> None:
    """p1 is away in the only month in C and has to see it later: some month changes, whichever it is."""
    rules = [{"kind": "visit"}, {"kind": "headcount", "minimum": 0}]
    given_ = year(2, months=5, rules=rules)
    lines = {"p1": "ABCAB", "p2": "ABCBA"}
    before = pd.DataFrame(
        [
            {"graduate": who, "month": month, "unit": unit}
            for who, line in lines.items()
            for month, unit in zip(MONTHS, line, strict=False)
        ]
    )
    away = Events(absent=(("p1", "2024-09", "2024-09"),))
    found = repair_rotation(given_, before, "2024-09", events=away)
    (stage,) = (one for one in found.timetable.stages["东镇"] if one.name == "least-change")
    cost = 10 + min(1 + 6 - 1, 1 + 6 - 2)  # one person, and the later of the two months left
    assert (stage.value, stage.bound, stage.proof) == (cost, cost, "certified")


def test_a_closed_unit_moves_only_those_who_were_to_be_there() -> None:
    given_ = year(3, months=3, rules=[{"kind": "headcount"}])
    before = pd.DataFrame(
        [{"graduate": who, "month": month, "unit": unit} for who, unit in (("p1", "A"), ("p2", "B"), ("p3", "C"))
         for month in MONTHS[:3]]
    )  # fmt: skip
    found = repair_rotation(given_, before, "2024-08", events=Events(closed=("B",)), announced="2024-08")
    assert [(who, month, kind) for who, month, _, _, kind in told(found.changes)] == [
        ("p2", "2024-09", "moved")
    ]
    assert found.changes["why"].tolist() == ["B 2024-09 停办 / the unit is closed in this month"]


def test_a_joiner_gets_units_and_nobody_else_is_told() -> None:
    before = published(year(2, months=3, rules=RULES, goals=GOALS))
    now = year(3, months=3, rules=RULES, goals=GOALS, absences=[{"graduate": "p3", "last_month": "2024-07"}])
    found = repair_rotation(now, before, "2024-08")
    assert [(who, month, kind) for who, month, _, _, kind in told(found.changes)] == [
        ("p3", "2024-08", "joined"),
        ("p3", "2024-09", "joined"),
    ]


def test_wrong_names_and_months_are_told_together() -> None:
    given_ = year(3, months=3, rules=RULES)
    with pytest.raises(UsageError) as wrong:
        repair_rotation(given_, published(given_), "2024-08", events=Events(left=("p9",), closed=("D",)))
    assert "没有编号 p9" in str(wrong.value)
    assert "没有单位 D" in str(wrong.value)
    away = (("p1", "2024-00", "2024-09"), ("p2", "八月", ""), ("p3", "2024-09", "2024-08"))
    with pytest.raises(UsageError) as wrong:
        repair_rotation(
            given_, published(given_), "2024-08", events=Events(absent=away, closed=("A@东真", "A@东镇"))
        )
    assert str(wrong.value).splitlines() == [
        "没有乡镇 东真 / no such township; 是否应为“东镇”？ / did you mean “东镇”?",
        "p1 请假 2024-00 不是月份，写成 2024-10 / not a month; write it like 2024-10",
        "p2 请假 八月 不是月份，写成 2024-10 / not a month; write it like 2024-10",
        "p3 请假 2024-09 – 2024-08 前后颠倒 / ends before it begins",
    ]
    with pytest.raises(UsageError, match="2025-09 不在轮岗期 2024-07 – 2024-09 内"):
        repair_rotation(given_, published(given_), "2025-09")


@settings(max_examples=20, deadline=None, derandomize=True)
@given(
    people=st.integers(2, 3),
    months=st.integers(2, 3),
    away=st.integers(1, 3),
    first=st.integers(1, 2),
    shut=st.booleans(),
    seed=st.integers(0, 99),
)
def test_the_change_is_the_least_of_all_plans(
    people: int, months: int, away: int, first: int, shut: bool, seed: int
) -> None:
    if people * (months - min(first, months - 1)) > 6:
        return
    given_ = year(people, months=months, rules=RULES, goals=GOALS, seed=seed)
    before, start = published(given_), MONTHS[min(first, months - 1)]
    events = Events(absent=((f"p{min(away, people)}", start, ""),), closed=("A",) if shut else ())
    found = repair_rotation(given_, before, start, events=events)
    town = found.timetable.towns[0]
    cohort, goal = town.cohort, LeastChange()
    rules = build(found.timetable.scenario.settings.rotation).rules  # type: ignore[arg-type]
    least = min(goal.value(cohort, plan) for plan in plans(cohort) if not breaches(cohort, rules, plan))
    assert goal.value(cohort, town.plan) == least == town.stages[0].value
    assert town.stages[0].proof != "open"
    old = {
        (who, month): unit for who, month, unit in before[["graduate", "month", "unit"]].to_numpy().tolist()
    }
    for who, month, unit in found.timetable.cells[["graduate", "month", "unit"]].to_numpy().tolist():
        if month < start:
            assert unit == old[who, month]


def test_a_second_repair_remembers_the_first() -> None:
    """Who had left stays away, an absence lasts, a closed unit takes nobody; whoever returns is there again."""
    seats = [{"graduate": "p3", "first_month": "2024-08", "last_month": "2024-11", "holds_seat": True}]
    own = [{"unit": "C", "township": "东镇", "first_month": "2024-10", "maximum": 2}]
    given_ = year(4, months=6, rules=RULES, goals=GOALS, absences=seats, headcounts=own)
    events = Events(left=("p1",), absent=(("p3", "2024-08", "2024-09"),), closed=("C",))
    one = repair_rotation(given_, published(given_), "2024-08", events=events)
    again = (given_, one.timetable.cells, "2024-10")
    two = repair_rotation(*again, earlier=one.events)
    assert not len(two.changes)
    cells = two.timetable.cells.set_index(["graduate", "month"])
    assert set(cells.loc[[("p1", month) for month in MONTHS[1:6]], "state"]) == {"absent"}
    assert [cells.loc[("p3", month), "state"] for month in MONTHS[1:6]] == [
        *["absent"] * 2,
        *["seat"] * 2,
        "planned",
    ]
    assert "C" not in set(cells.loc[[key for key in cells.index if key[1] >= "2024-08"], "unit"])
    back = repair_rotation(*again, earlier=two.events, events=Events(returned=("p1",)))
    assert {(who, kind) for who, _, _, _, kind in told(back.changes)} >= {("p1", "returned")}
    there = back.timetable.cells.set_index(["graduate", "month"])["unit"]
    assert [bool(there["p1", month]) for month in MONTHS[:6]] == [True, False, False, True, True, True]
    with pytest.raises(UsageError, match="p2 没有因此前的调整离岗或请假"):
        repair_rotation(*again, earlier=one.events, events=Events(returned=("p2",)))


def test_a_unit_closed_afterwards_was_open_while_somebody_was_there() -> None:
    """The planner closes A without a first month: the past stays, and the repaired scenario has no fault."""
    before = published(year(3, months=4, rules=RULES, goals=GOALS))
    shut = [{"unit": "A", "maximum": 0}]
    found = repair_rotation(
        year(3, months=4, rules=RULES[:1], goals=GOALS, headcounts=shut), before, "2024-09"
    )
    cells = found.timetable.cells
    past, later = (cells[(cells["month"] < "2024-09") == side] for side in (True, False))
    assert past["unit"].tolist() == before.loc[before["month"] < "2024-09", "unit"].tolist()
    assert "A" in set(past["unit"])
    assert "A" not in set(later["unit"])
    now = found.timetable.scenario
    tables = {name: now.table(name) for name in ("units", "headcounts", "absences", "cells")}
    again = Scenario.from_frames(now.graduates, settings=now.settings, **tables)
    assert again.digest() == now.digest()


def test_shuffled_rows_change_nothing() -> None:
    given_ = year(3, months=4, rules=RULES, goals=GOALS)
    before = published(given_)
    one = repair_rotation(given_, before, "2024-08", events=Events(left=("p2",)))
    other = repair_rotation(
        given_, before.sample(frac=1, random_state=3), "2024-08", events=Events(left=("p2",))
    )
    assert one.changes.equals(other.changes)
    assert one.timetable.cells.equals(other.timetable.cells)
    assert cohorts(given_, given_.settings.rotation)[0].people == ["p1", "p2", "p3"]  # type: ignore[arg-type]


def test_announced_months_are_no_past_and_a_joiner_is_told_of_them(tmp_path: Path) -> None:
    before = published(year(2, months=4, rules=RULES, goals=GOALS))
    found = repair_rotation(
        year(3, months=4, rules=RULES, goals=GOALS), before, "2024-08", announced="2024-09"
    )
    cells = found.timetable.cells.set_index(["graduate", "month"])["state"]
    assert [cells["p1", month] for month in MONTHS[:4]] == ["past", "fixed", "fixed", "planned"]
    assert [cells["p3", month] for month in MONTHS[:4]] == [*["absent"] * 3, "planned"]
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes)
    sheet = openpyxl.load_workbook(tmp_path / "run/townships/东镇.xlsx")["通知 p3"]
    told = "\n".join(str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert "2024-09 及以前的月份已公布，没有为你排单位" in told
    assert verify(tmp_path / "run").ok
