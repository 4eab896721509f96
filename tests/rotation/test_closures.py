"""Closed units in an honest no: named where the conflict needs them, with which to open again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from members import rule
from years import cohort, plans

from optimizer.rotation.checks import breaches
from optimizer.rotation.closures import Closed, opened, shut
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.explained import explained
from optimizer.rotation.plan_one import Task
from optimizer.solver.conflict import Conflict

UNITS = (
    {"unit": "甲", "minimum": 1, "maximum": 3},
    {"unit": "乙", "minimum": 1, "maximum": 3},
    {"unit": "丙", "minimum": 1, "maximum": 4},
)


def closing(units: str, first: str, last: str) -> list[dict[str, Any]]:
    """Rows of the table headcounts."""
    return [{"unit": unit, "first_month": first, "last_month": last, "maximum": 0} for unit in units]


def why(given: Cohort, rules: Sequence[Mapping[str, Any]]) -> Conflict:
    return explained(Task(given, [rule(one) for one in rules], []))


def told(conflict: Conflict) -> list[str]:
    return [member.sentence for member in conflict.members if isinstance(member.rule, Closed)]


def again(conflict: Conflict) -> list[tuple[int, str]]:
    return [(way.cost, way.rules[0]) for way in conflict.relaxations if way.rules[0].startswith("重开")]


def test_units_that_are_closed_in_the_months_of_the_conflict_are_named_and_opened() -> None:
    """In two months there is 丙 alone, and nobody may stay there for both."""
    given = cohort(4, UNITS, 6, headcounts=closing("甲乙", "2024-09", "2024-10"))
    found = why(given, [{"kind": "headcount"}, {"kind": "no-repeat"}])
    assert told(found) == ["乙、甲 2024-09、2024-10 停办（逐一计） / closed then"]
    assert again(found) == [
        (2, "重开 乙 2024-09、2024-10 / open the unit again"),
        (2, "重开 甲 2024-09、2024-10 / open the unit again"),
    ]


def test_a_unit_is_opened_in_all_its_closed_months_where_those_of_the_conflict_do_not_do() -> None:
    """Two months quarrel at a time, and there are three; whether less than all of them would do is not said."""
    given = cohort(4, UNITS, 6, headcounts=closing("甲乙", "2024-09", "2024-11"))
    found = why(given, [{"kind": "headcount"}, {"kind": "no-repeat"}])
    assert again(found) == [
        (3, "重开 乙 2024-09–2024-11 / open the unit again"),
        (3, "重开 甲 2024-09–2024-11 / open the unit again"),
    ]
    assert [way.least for way in found.relaxations if way.rules[0].startswith("重开")] == [False, False]


def test_one_month_is_opened_where_one_will_do() -> None:
    given = cohort(1, UNITS, 3, headcounts=closing("甲乙", "2024-07", "2024-08"))
    found = why(given, [{"kind": "no-repeat"}])
    assert (1, "重开 甲 2024-07 / open the unit again") in again(found)
    for way in found.relaxations:
        if way.rules[0].startswith("重开"):
            unit, month = way.rules[0].split()[1:3]
            there = opened(given, {given.units.index(unit): [given.months.index(month)]})
            assert any(not breaches(there, [rule({"kind": "no-repeat"})], plan) for plan in plans(there))


def test_a_closed_unit_that_does_not_matter_is_not_named() -> None:
    given = cohort(2, UNITS, 2, headcounts=closing("甲", "2024-07", "2024-07"))
    people = ["p1", "p2"]
    found = why(given, [{"kind": "apart", "people": people}, {"kind": "together", "people": people}])
    assert found.members
    assert told(found) == []
    assert again(found) == []


def test_a_unit_that_everybody_has_to_visit_and_that_is_closed_for_long() -> None:
    """Two people for one seat in the only month that the unit is open."""
    given = cohort(
        2, ({"unit": "A", "maximum": 1}, {"unit": "B"}), 3, headcounts=closing("A", "2024-08", "2024-09")
    )
    found = why(given, [{"kind": "visit", "units": ["A"]}, {"kind": "headcount"}])
    assert told(found) == ["A 2024-08、2024-09 停办 / closed then"]
    assert again(found) == [(1, "重开 A 2024-08 / open the unit again")]


def test_where_every_unit_is_closed_opening_one_is_a_way_out() -> None:
    given = cohort(2, ({"unit": "A"}, {"unit": "B"}), 3, headcounts=closing("AB", "2024-08", "2024-08"))
    found = why(given, [{"kind": "headcount"}])
    assert [member.sentence for member in found.members] == [
        "2024-08 没有单位开放，却有 2 人在岗 / no unit is open, people are there"
    ]
    assert again(found) == [
        (1, "重开 A 2024-08 / open the unit again"),
        (1, "重开 B 2024-08 / open the unit again"),
    ]


def test_a_unit_that_is_never_open_is_not_spoken_of() -> None:
    given = cohort(2, UNITS, 3, headcounts=closing("甲", "2024-07", "") + closing("乙", "2024-08", "2024-08"))
    assert shut(given, range(3)) == {given.units.index("乙"): [1]}
