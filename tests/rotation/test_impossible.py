"""An honest no of a township: at once by counting, else the rows that quarrel, and mends that work."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from members import RULES, cohorts, rule
from years import cohort, plans, year

from optimizer import Impossible, rotate
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.explained import explained
from optimizer.rotation.folded import folded
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.scenario.months import following
from optimizer.solver import lexicographic
from optimizer.solver.conflict import UNSETTLED
from optimizer.solver.program import Limits


def test_too_few_people_are_told_by_counting_without_a_search(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lexicographic, "solve", None)
    units = [{"unit": name} for name in "ABCDEFGH"]
    given_ = year(20, units, 6, rules=[{"kind": "headcount", "minimum": 3}])
    with pytest.raises(Impossible) as wrong:
        rotate(given_)
    assert wrong.value.witnesses == (
        "东镇: 2024-07–2024-12: 8 个单位 × 3 人，共需 24 人，在岗只有 20 人（逐一计） / the units need 24 people, 20 on hand "
        "(each by itself)",
    )


def test_a_unit_that_cannot_take_everybody_in_time_is_told_by_counting() -> None:
    rules = [{"kind": "visit"}, {"kind": "headcount", "units": ["A"], "maximum": 1}]
    found = plan_one(Task(cohort(4, months=3), [rule(one) for one in rules], []))
    assert found.status == "infeasible"
    assert found.witnesses == (
        "A: 3 个月共 3 个名额，各人还须去 4 人次 / 3 places in 3 months, 4 visits are needed",
    )


def test_nobody_knows_a_unit_that_whoever_knows_it_may_not_come_back_to() -> None:
    """In the second month everybody has to move, and nobody has been in two units: counted, not searched."""
    cases = (
        ({}, 1, "请设 after = 2 / ", {"after": 2}),
        ({}, 2, "请设 after = 3 / ", {"after": 3}),
        (
            {"experienced": False},
            1,
            "请设 experienced = true、after = 2 / ",
            {"experienced": True, "after": 2},
        ),
    )
    for given_, cooldown, mend, better in cases:
        again = rule({"kind": "no-repeat", "cooldown": cooldown})
        found = plan_one(Task(cohort(6, months=4), [rule({"kind": "handover", **given_}), again], []))
        assert found.status == "infeasible"
        assert found.witnesses[0].startswith(
            "2024-08 A、B、C：工作交接要有来过的人，来过的人却因不连续重复都还不能再来"
        )
        assert mend in found.witnesses[0]
        later = rule({"kind": "handover", **given_, **better})
        assert plan_one(Task(cohort(6, months=4), [later, again], [])).status == "proved"


def test_what_counting_alone_knows_is_explained_by_the_rules_it_takes() -> None:
    """No row is told apart by a search that may take minutes; a rule that has no part in it is not named."""
    made = [rule({"kind": "visit", "minimum": 0}), rule({"kind": "no-repeat"}), rule({"kind": "handover"})]
    found = explained(Task(cohort(6, months=4), made, []))
    assert [member.rule.kind for member in found.members] == ["no-repeat", "handover"]
    assert (found.proof, found.left_open[-1]) == ("counting", UNSETTLED)
    assert any("handover" in name for way in found.relaxations for name in way.rules)


def test_whoever_is_at_work_longer_than_all_units_take_is_counted() -> None:
    found = plan_one(Task(cohort(2, months=4), [rule({"kind": "visit", "maximum": 1})], []))
    assert found.witnesses == (
        "p1、p2 各单位至多 1 月，共 3 月，却在岗 4 月（逐一计） / at work longer than all units take together "
        "(each by itself)",
    )


def test_people_to_spare_are_counted() -> None:
    units = [{"unit": name, "minimum": 1} for name in "ABC"]
    found = plan_one(Task(cohort(5, units, months=1), [rule({"kind": "resilience"})], []))
    assert found.witnesses == (
        "2024-07: 3 个单位 × 2 人（含余量 1 人），共需 6 人，在岗只有 5 人 / with 1 to spare each, the units need 6 people, "
        "5 on hand",
    )


COUNTING = [
    *(
        {"kind": "handover", "experienced": seen, "after": after}
        for seen in (True, False)
        for after in (0, 1, 2)
    ),
    {"kind": "handover", "units": ["A"]},
    {"kind": "no-repeat"},
    {"kind": "no-repeat", "cooldown": 2},
    {"kind": "no-repeat", "cooldown": 2, "units": ["A"]},
    {"kind": "resilience"},
    {"kind": "headcount", "minimum": 1},
    {"kind": "visit", "minimum": 1},
    {"kind": "visit", "maximum": 1},
    {"kind": "visit", "minimum": 0, "maximum": 1, "history": True},
]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(given_=cohorts(), chosen=st.lists(st.sampled_from(COUNTING), min_size=1, max_size=4))
def test_what_counting_refutes_no_plan_can_meet(given_: Cohort, chosen: list[dict[str, object]]) -> None:
    made = list(dict.fromkeys(rule(one) for one in chosen))
    if any(word for one in made for word in one.counted_out(given_, made)):
        assert all(breaches(given_, made, plan) for plan in plans(given_))


def test_many_rows_of_a_rule_are_told_in_few_sentences() -> None:
    labels = [f"p{who} {unit} 2024-07 至多 1 月" for who in range(3) for unit in "AB"]
    assert list(folded([*labels, "p9 B 2024-08 至多 1 月"])) == [
        "p0、p1、p2 A、B 2024-07 至多 1 月（逐一计）",
        "p9 B 2024-08 至多 1 月",
    ]
    assert list(folded(["p0 在A 1–2 月", "p0 在B 1–2 月", "p1 在A 1–2 月"])) == [
        "p0、p1 在A 1–2 月（逐一计）",
        "p0 在B 1–2 月",
    ]


def test_the_english_of_folded_sentences_stands_once_and_months_are_runs() -> None:
    told = [f"A {month} 有 0 人，至少 1 人 / too few people" for month in following("2024-11", 4)]
    told += [f"B {month} 有 0 人，至少 1 人 / too few people" for month in ("2024-07", "2024-08", "2025-04")]
    assert list(folded([*told, "C 2024-07 有 3 人，至多 1 人 / too many people"])) == [
        "A 2024-11–2025-02 有 0 人，至少 1 人（逐一计） / too few people (each by itself)",
        "B 2024-07、2024-08、2025-04 有 0 人，至少 1 人（逐一计） / too few people (each by itself)",
        "C 2024-07 有 3 人，至多 1 人 / too many people",
    ]
    assert list(folded(["A 空 / 1 month", "B 空 / 2 months"])) == ["A 空 / 1 month", "B 空 / 2 months"]


def test_a_way_out_with_many_places_is_few_sentences() -> None:
    """Four people fill two units to their minimum and never leave one to spare: one sentence for twelve places."""
    made = [rule({"kind": "headcount", "minimum": 2}), rule({"kind": "resilience"})]
    found = explained(
        Task(cohort(4, ({"unit": "A", "minimum": 2}, {"unit": "B", "minimum": 2}), 6), made, [])
    )
    (way,) = found.relaxations
    assert way.cost == 12
    assert way.places == (
        "A、B 2024-07–2024-12 有 2 人，留余量须 3 人（逐一计） / too few to spare 1 (each by itself)",
    )


@settings(max_examples=100, deadline=None, derandomize=True)
@given(st.sets(st.tuples(st.sampled_from("ab"), st.sampled_from("XYZ"), st.sampled_from("123")), min_size=1))
def test_folding_loses_and_adds_nothing(rows: set[tuple[str, str, str]]) -> None:
    told = [
        set(product(*(part.split("、") for part in sentence.partition("（")[0].split(" "))))
        for sentence in folded([" ".join(row) for row in sorted(rows)])
    ]
    assert set().union(*told) == rows
    assert sum(map(len, told)) == len(rows)


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


def test_of_many_impossible_townships_the_first_few_are_looked_into() -> None:
    people = [{"graduate": f"p{at}", "township": f"{name}镇"} for at, name in enumerate("甲乙丙丁戊")]
    with pytest.raises(Impossible) as wrong:
        rotate(year(people, rules=[{"kind": "headcount", "minimum": 1}]))
    assert wrong.value.explain is not None
    told = wrong.value.explain()
    names = {sentence[:3] for sentence in (member.sentence for member in told.members)}
    assert len(names) == 3
    assert told.left_open[-1].startswith("另有 2 个乡镇排不出")
    assert len({witness.partition(":")[0] for witness in wrong.value.witnesses}) == 5
