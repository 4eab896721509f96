"""What a planner may write wrongly in the rules and goals of a rotation: every fault in one go, with its mend."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from years import year

from optimizer import InputFaults, rotate
from optimizer.rotation.kinds import notices

RULES: list[dict[str, Any]] = [
    {"kind": "headcount", "minimum": 3, "maximum": 2},
    {"kind": "stay", "minimum": 4, "maximum": 3},
    {"kind": "visit", "units": ["Z"], "minimum": 2, "maximum": 1},
    {"kind": "visit", "of": 4},
    {"kind": "visit", "of": 3, "units": ["A", "B"], "maximum": 2},
    {"kind": "together", "people": ["nobody", "somebody"]},
    {"kind": "eligible-unit", "units": ["A"], "group": {"majr": "09"}},
]


def test_every_fault_of_the_rules_comes_in_one_go() -> None:
    with pytest.raises(InputFaults) as wrong:
        rotate(year(rules=RULES))
    told = [(fault.column, fault.value, fault.problem) for fault in wrong.value.faults]
    exceeds = "最少大于最多 {} / the minimum exceeds the maximum"
    for number, minimum, maximum in ((1, 3, 2), (2, 4, 3), (3, 2, 1)):
        assert (f"rotation.rules[{number}].minimum", str(minimum), exceeds.format(maximum)) in told
    said = {value: problem for _, value, problem in told}
    assert ("rotation.rules[4].of", "4", "只有 3 个单位 / there are 3 units only") in told
    assert ("rotation.rules[5].of", "3", "只有 2 个单位 / there are 2 units only") in told
    assert said["Z"] == "没有此单位 / no such unit"
    assert said["nobody"] == said["somebody"] == "报名表里没有此人 / nobody with this id in graduates"
    assert said["majr"] == "报名表没有这一列 / no such column in graduates"
    assert all(fault.mend for fault in wrong.value.faults)


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputFaults) as wrong:
        rotate(year(rules=[{"kind": "head-count"}]))
    (fault,) = wrong.value.faults
    assert fault.value == "head-count"
    assert "headcount" in fault.mend


UNITS = [{"unit": "A"}, {"unit": "B"}, {"unit": "C"}, {"unit": "C", "township": "东镇", "maximum": 0}]
SHUT = [{"unit": "B", "township": "东镇", "first_month": "2024-08", "maximum": 0}]
CELLS = [
    {"graduate": "p1", "month": "2024-07", "unit": "C"},
    {"graduate": "p1", "month": "2024-08", "unit": "B"},
    {"graduate": "p2", "month": "2024-07", "unit": "B"},
    {"graduate": "p2", "month": "2024-08", "unit": "B", "fixed": False},
    {"graduate": "p3", "month": "2024-06", "unit": "C"},
]
GONE = ["东镇没有单位 C / 东镇 has no unit C", "东镇的 B 2024-08 停办 / B of 东镇 is closed in 2024-08"]


def test_a_fixed_month_in_a_unit_that_is_not_there_is_a_fault() -> None:
    with pytest.raises(InputFaults) as wrong:
        year(units=UNITS, headcounts=SHUT, cells=CELLS)
    told = [
        (fault.place, fault.row, fault.column, fault.value, fault.problem) for fault in wrong.value.faults
    ]
    assert [one[1:] for one in told] == [(2, "unit", "C", GONE[0]), (3, "unit", "B", GONE[1])]


def test_a_fixed_month_is_held_against_the_township_of_the_placements() -> None:
    """The table says that p1 serves in 西镇, which has the unit; the placements know better."""
    people = [{"graduate": "p1", "township": "西镇"}, {"graduate": "p2", "township": "东镇"}]
    given = year(people, UNITS, cells=CELLS[:1])
    with pytest.raises(InputFaults) as wrong:
        rotate(given, pd.DataFrame({"graduate": ["p1"], "township": ["东镇"]}))
    assert [fault.problem for fault in wrong.value.faults] == [f"p1 2024-07：{GONE[0]}"]


def test_a_wish_for_a_unit_that_is_not_there_is_told() -> None:
    wishes = [
        {"graduate": "p1", "rank": 1, "unit": "C"},
        {"graduate": "p2", "rank": 1, "unit": "B", "month": "2024-08"},
        {"graduate": "p2", "rank": 2, "unit": "B"},
    ]
    told = notices(year(units=UNITS, headcounts=SHUT, unit_wishes=wishes))
    assert [sentence.split("（")[0] for sentence in told] == [
        f"轮岗志愿 unit_wishes {who}：{problem}" for who, problem in zip(("p1", "p2"), GONE, strict=True)
    ]


def test_headcounts_of_one_unit_in_the_same_months_are_a_fault_that_names_both_rows() -> None:
    rows: list[dict[str, Any]] = [
        {"unit": "A", "first_month": "2024-08", "last_month": "2024-09", "maximum": 1},
        {"unit": "A", "township": "东镇", "maximum": 3},
        {"unit": "A", "last_month": "2024-08", "maximum": 2},
        {"unit": "B", "last_month": "2024-07", "maximum": 2},
        {"unit": "B", "first_month": "2024-08", "maximum": 1},
    ]
    with pytest.raises(InputFaults) as wrong:
        year(headcounts=rows)
    assert [(fault.row, fault.problem) for fault in wrong.value.faults] == [
        (4, "与第 2 行同一单位，月份重叠 / the same unit as in row 2, and months overlap")
    ]


def test_absences_overlap_as_one_unless_only_one_holds_the_seat() -> None:
    rows: list[dict[str, Any]] = [
        {"graduate": "p1", "first_month": "2024-07", "last_month": "2024-09"},
        {"graduate": "p1", "first_month": "2024-08", "last_month": "2024-08"},
        {"graduate": "p2", "first_month": "2024-07", "last_month": "2024-08"},
        {"graduate": "p2", "first_month": "2024-08", "holds_seat": True},
    ]
    with pytest.raises(InputFaults) as wrong:
        year(absences=rows)
    (fault,) = wrong.value.faults
    assert (fault.row, fault.problem.partition(" / ")[0]) == (5, "与第 4 行同一人，月份重叠，占编却不同")
    assert notices(year(absences=rows[:2])) == (
        "请假 absences p1：2024-07 – 2024-09、2024-08 – 2024-08 月份重叠，合并计算 / the months overlap and are taken "
        "together",
    )


def test_rows_wholly_outside_the_year_are_told() -> None:
    absences = [
        {"graduate": "p1", "first_month": "2023-01", "last_month": "2023-02"},
        {"graduate": "p2", "first_month": "2024-06", "last_month": "2024-07"},
    ]
    counts = [{"unit": "A", "township": "东镇", "first_month": "2025-01", "maximum": 2}]
    told = notices(year(absences=absences, headcounts=counts))
    assert [sentence.partition(" / ")[0] for sentence in told] == [
        "编制 headcounts A@东镇 2025-01 – …：全在轮岗期 2024-07 – 2024-09 之外，不起作用",
        "请假 absences p1 2023-01 – 2023-02：全在轮岗期 2024-07 – 2024-09 之外，不起作用",
    ]


def test_months_the_wrong_way_round_and_parameters_without_effect_are_told() -> None:
    back = {"kind": "together", "people": ["p1", "p2"], "first_month": "2024-09", "last_month": "2024-08"}
    late = {"kind": "apart", "people": ["p1", "p2"], "last_month": "2030-01"}
    with pytest.raises(InputFaults) as wrong:
        rotate(year(rules=[back, late]))
    assert [
        (fault.column, fault.value, fault.problem.partition(" / ")[0]) for fault in wrong.value.faults
    ] == [
        ("rotation.rules[1].last_month", "2024-08", "早于起始月 2024-09"),
        ("rotation.rules[2].last_month", "2030-01", "不在轮岗期内"),
    ]
    people = [{"graduate": "p1"}, {"graduate": "p2", "township": "西镇"}, {"graduate": "p3"}]
    rules: list[dict[str, Any]] = [
        {"kind": "together", "people": ["p1", "p2", "p3"]},
        {"kind": "stay", "minimum": 4},
        {"kind": "window", "months": 4},
        {"kind": "window", "months": 2, "most": 2},
        {"kind": "handover", "after": 3},
    ]
    assert [sentence.partition(" / ")[0] for sentence in notices(year(people, rules=rules))] == [
        "rotation.rules[1] 同在一单位：p2（西镇） 与其余各人不在同一乡镇，对其不起作用",
        "rotation.rules[2] 任期：minimum 4 个月比轮岗期 3 个月长，只按轮岗期和以往算",
        "rotation.rules[3] 时段限额：months 4 个月比轮岗期 3 个月长，只按轮岗期和以往算",
        "rotation.rules[4] 时段限额：任意 2 个月至多 2 个月，不起作用",
        "rotation.rules[5] 工作交接：前 3 个月不算，轮岗期内不起作用",
    ]
