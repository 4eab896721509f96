"""An honest no of a township: at once by counting, else the rows that quarrel, and mends that work."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from members import RULES, cohorts, rule
from years import cohort, plans, year

from optimizer import Impossible, rotate
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.explained import explained
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.solver import lexicographic
from optimizer.solver.conflict import UNSETTLED
from optimizer.solver.program import Limits


def test_too_few_people_are_told_by_counting_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicographic, "solve", None)
    units = [{"unit": name} for name in "ABCDEFGH"]
    given_ = year(20, units, 6, rules=[{"kind": "headcount", "minimum": 3}])
    with pytest.raises(Impossible) as wrong:
        rotate(given_)
    assert wrong.value.witnesses[3] == (
        "东镇: 2024-10: 8 个单位 × 3 人，共需 24 人，在岗只有 20 人 / the units need 24 people, 20 on hand"
    )


def test_a_unit_that_cannot_take_everybody_in_time_is_told_by_counting() -> None:
    rules = [{"kind": "visit"}, {"kind": "headcount", "units": ["A"], "maximum": 1}]
    found = plan_one(Task(cohort(4, months=3), [rule(one) for one in rules], []))
    assert found.status == "infeasible"
    assert found.witnesses == (
        "A: 3 个月共 3 个名额，各人还须去 4 人次 / 3 places in 3 months, 4 visits are needed",
    )


def test_the_rows_that_quarrel_are_named_with_people_months_and_units() -> None:
    made = [
        rule({"kind": "order", "first": "A", "later": "B"}),
        rule({"kind": "visit", "units": ["A", "B"]}),
        rule({"kind": "no-repeat"}),
    ]
    cells = [
        {"graduate": "p2", "month": "2024-07", "unit": "C"},
        {"graduate": "p2", "month": "2024-09", "unit": "A"},
    ]
    found = explained(Task(cohort(2, months=3, cells=cells), made, []))
    assert {member.row for member in found.members} == {
        "p2 2024-08 去B前先去A",
        "p2 在B 1–3 月",
        "p2 2024-07 已定在C",
        "p2 2024-09 已定在A",
    }
    assert [(way.cost, way.rules[0].partition(" ")[0]) for way in found.relaxations] == [
        (1, "先后次序"),
        (1, "取消已定轮岗"),
        (1, "取消已定轮岗"),
    ]
    assert found.left_open == ()


@settings(max_examples=25, deadline=None, derandomize=True)
@given(given_=cohorts(), chosen=st.lists(st.sampled_from(RULES), min_size=2, max_size=4))
def test_a_mend_is_the_cheapest_of_all_plans(given_: Cohort, chosen: list[dict[str, object]]) -> None:
    made = list(dict.fromkeys(rule(one) for one in chosen))
    if any(not breaches(given_, made, plan) for plan in plans(given_)):
        return
    found = explained(Task(given_, made, []))
    for way in found.relaxations:
        kept = [one for one in made if not any(name.endswith(one_said(one)) for name in way.rules)]
        given_up = [one for one in made if one not in kept]
        if not given_up:
            continue  # a fixed cell was given free
        costs = [
            sum(breach.amount for one in given_up for breach in one.breaches(given_, plan))
            for plan in plans(given_)
            if not breaches(given_, kept, plan)
        ]
        assert way.cost == min(costs)


def one_said(one: object) -> str:
    from optimizer.scenario.members import said

    return said(one)


def test_months_in_which_every_unit_is_closed_are_named() -> None:
    shut = [{"unit": unit, "first_month": "2024-08", "last_month": "2024-08", "maximum": 0} for unit in "AB"]
    given_ = cohort(2, ({"unit": "A"}, {"unit": "B"}), 3, headcounts=shut)
    found = explained(Task(given_, [rule({"kind": "headcount"})], []))
    assert [one.sentence for one in found.members] == [
        "2024-08 没有单位开放，却有 2 人在岗 / no unit is open, people are there"
    ]


def test_rules_are_named_where_the_time_does_not_tell_their_rows_apart() -> None:
    made = [
        rule({"kind": "order", "first": "A", "later": "B"}),
        rule({"kind": "order", "first": "B", "later": "A"}),
        rule({"kind": "visit"}),
    ]
    found = explained(Task(cohort(12, months=3), made, [], Limits(until=0.0)))
    assert {member.row for member in found.members} == {""}
    assert [member.sentence.partition("：共 ")[0] for member in found.members] == [
        "先后次序 order（先去 A，后去 B）",
        "先后次序 order（先去 B，后去 A）",
        "轮遍各单位 visit",
    ]
    assert UNSETTLED in found.left_open


def test_one_question_takes_a_part_of_the_time_only() -> None:
    limits = Limits(seconds=100.0).begun()
    asked = limits.part(0.25)
    assert asked.left <= 25.0 < limits.left
    assert asked.part(0.5).until <= asked.until


@pytest.mark.parametrize(("least", "status"), [(1, "infeasible"), (2, "proved")])
def test_whoever_is_short_of_months_stays_in_no_unit_longer_than_the_minimum(least: int, status: str) -> None:
    made = [rule({"kind": "visit", "minimum": least}), rule({"kind": "stay", "minimum": 2})]
    assert plan_one(Task(cohort(1, months=2), made, [])).status == status
