"""Reasons of people, posts and months: every sentence's facts hold in the outcome."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from brute import OPTIONS
from builders import scenario
from contested import contested
from outcomes import small_outcome
from timetables import written
from years import plans, year

import optimizer
from optimizer import Impossible, Market, UsageError, assign, explain, explain_all, explain_post
from optimizer.assignment.checks import breaches
from optimizer.reasons.case import Case
from optimizer.reasons.explanation import WhyNot
from optimizer.reasons.month import explain_month
from optimizer.rotation import plan_one
from optimizer.rotation.timetable import Timetable


@pytest.mark.parametrize("mechanism", sorted(OPTIONS))
def test_every_reason_of_every_mechanism_holds(mechanism: str) -> None:
    """Each kind of reason is true by plain arithmetic, and no wish before the one granted lacks one."""
    seen = set()
    for seed in (1, 2, 3, 5, 6):
        try:
            outcome = assign(contested(seed, mechanism))
        except Impossible:
            continue
        case = Case.of(outcome)
        for name in outcome.market.graduates:
            told = explain(outcome, name)
            person = case.numbers[name]
            got = told.rank or 99
            assert told.why
            assert [reason.post for reason in told.refused] == [
                case.market.posts[post] for post, rank in case.wishes(person) if rank < got
            ]
            for reason in told.refused:
                seen.add(reason.kind)
                holds(case, person, reason)
    assert "forbidden" in seen
    assert ("price" if mechanism == "optimal" else "taken") in seen


def holds(case: Case, person: int, reason: WhyNot) -> None:
    post = case.post_numbers[reason.post]
    at_post = {case.market.graduates[one] for one in case.holders(post)}
    if reason.kind == "forbidden":
        alone = np.full(case.market.size, -1)
        alone[person] = post
        rules = [rule for rule in case.kinds.rules if rule.traits(case.market) is not None]
        assert breaches(case.market, rules, alone)
    elif reason.kind == "taken":
        assert set(reason.holders) == at_post
        assert all(name in reason.sentence for name in sorted(at_post)[:1])
    elif reason.kind == "refused":
        lines = case.outcome.diary
        mine = (lines["graduate"] == case.market.graduates[person]) & (lines["post"] == reason.post)
        assert "refused" in set(lines.loc[mine, "action"])
    elif reason.kind == "price":
        assert reason.price is not None or "to have the exact price" in reason.sentence
        assert reason.price is None or reason.price.moves[0].after == reason.post
    else:
        assert reason.kind in ("impossible", "closed", "pinned")


def test_a_post_asked_about_that_is_no_better_wish() -> None:
    """张小三 has p2, did not list p4 and is not asked to go there; 赵六 accepts nothing; 钱七 is pinned."""
    outcome = small_outcome()
    kinds = {(who, post): explain(outcome, who, post).refused[0].kind for who, post in
             (("g1", "p2"), ("g5", "p2"), ("g6", "p1"), ("g2", "p5"), ("g3", "p1"))}  # fmt: skip
    assert kinds == {
        ("g1", "p2"): "unlisted",
        ("g5", "p2"): "unlisted",
        ("g6", "p1"): "pinned",
        ("g2", "p5"): "forbidden",
        ("g3", "p1"): "taken",
    }
    assert explain(outcome, "g1", "p1").refused == ()
    assert "组织决定" in explain(outcome, "g6").why
    assert "组织部" in explain(outcome, "g6").why
    lower = explain(assign(contested(0, "choice-then-allocation")), "G0")
    assert lower.graduate == "G0"


def test_ids_that_nobody_has_are_answered_with_the_nearest() -> None:
    outcome = small_outcome()
    with pytest.raises(UsageError, match=r"没有毕业生 g7.*choose from: g1"):
        explain(outcome, "g7")
    with pytest.raises(UsageError, match=r"没有岗位 P2.*did you mean “p2”"):
        explain(outcome, "g1", "P2")
    with pytest.raises(UsageError, match="no such post"):
        explain_post(outcome, "nowhere")
    bare = assign(
        Market.from_arrays(np.array([0, 1]), np.array([0]), np.array([1]), np.array([1])),
        settings={"mechanism": "optimal"},
    )
    with pytest.raises(UsageError, match="bare market"):
        explain(bare, "0")


def test_why_a_post_is_empty_and_who_wished_for_it() -> None:
    outcome = small_outcome()
    told = explain_post(outcome, "p5")
    assert told.holders == ()
    assert any("定向" in sentence and "2 人" in sentence for sentence in told.empty)
    full = explain_post(outcome, "p1")
    assert [name for name, _ in full.holders] == ["g1"]
    assert full.wishing == 2
    assert [name for name, _ in full.refused] == ["g2", "g3"]


def test_the_least_price_of_filling_an_empty_post() -> None:
    """Three seats and two people: filling the third empties another, and the cheapest of both is told."""
    people = [{"graduate": "甲"}, {"graduate": "乙"}]
    posts = [{"post": name} for name in ("一", "二", "三")]
    wishes = [("甲", 1, "一"), ("甲", 3, "三"), ("乙", 1, "二"), ("乙", 2, "三")]
    outcome = assign(scenario(people, posts, wishes, mechanism="optimal"))
    told = explain_post(outcome, "三")
    assert any("everybody has a post" in sentence for sentence in told.empty)
    assert "乙 二（第 1 志愿 choice 1）→ 三（第 2 志愿 choice 2）" in told.empty[-1]


def test_everybody_at_once_says_what_one_by_one_says() -> None:
    for mechanism in ("choice-then-allocation", "optimal", "deferred-acceptance"):
        outcome = assign(contested(1, mechanism))
        table = explain_all(outcome, searching=True)
        assert table["graduate"].tolist() == list(outcome.market.graduates)
        for row in table.itertuples():
            told = explain(outcome, str(row.graduate))
            assert row.why == told.why
            possible = [reason for reason in told.refused if reason.kind not in ("forbidden", "closed")]
            assert row.wish == (possible[0].post if possible else "")
            assert row.why_not == (possible[0].sentence if possible else "")


def test_reasons_do_not_hang_on_the_order_of_rows() -> None:
    for mechanism in ("choice-then-allocation", "optimal"):
        given = contested(5, mechanism)
        tables = {
            name: given.table(name).iloc[::-1].reset_index(drop=True)
            for name in ("graduates", "posts", "wishes")
        }
        one, two = assign(given), assign(replace(given, **tables))
        assert explain_all(one).equals(explain_all(two))


def two_months() -> Timetable:
    """Two people swap two units over two months; 甲 wishes for B in July, which it has."""
    given = year(
        [{"graduate": "甲"}, {"graduate": "乙"}],
        units=[{"unit": "A", "minimum": 1}, {"unit": "B", "minimum": 1}, {"unit": "C"}],
        months=2,
        rules=[{"kind": "headcount"}, {"kind": "no-repeat"}],
        goals=[{"kind": "wishes"}],
        unit_wishes=[{"graduate": "甲", "rank": 1, "unit": "B", "month": "2024-07"}],
        headcounts=[{"unit": "C", "maximum": 0}],
    )
    return written(given, {"甲": "BA", "乙": "AB"})


def test_why_in_this_unit_this_month() -> None:
    told = explain_month(two_months(), "甲", "2024-07")
    assert told.unit == "B"
    assert any("wished for this month, choice 1" in sentence for sentence in told.why)
    other = {one.unit: one for one in told.others}
    assert other["C"].kind == "closed"
    assert other["A"].kind == "price"
    assert {move[:2] for move in other["A"].moves} == {
        (who, month) for who in ("甲", "乙") for month in ("2024-07", "2024-08")
    }
    assert [(name, now > then) for name, now, then in other["A"].goals] == [("wishes", True)]
    with pytest.raises(UsageError, match="no such month"):
        explain_month(two_months(), "甲", "2025-07")
    with pytest.raises(UsageError, match=r"no such unit; .*choose from"):
        explain_month(two_months(), "甲", "2024-07", "Z")
    with pytest.raises(UsageError, match="nobody with this id"):
        explain_month(two_months(), "丙", "2024-07")


def test_the_exact_price_of_a_unit_is_the_best_of_all_plans_with_the_person_there() -> None:
    given = year(
        3,
        months=2,
        rules=[{"kind": "headcount"}, {"kind": "no-repeat"}],
        goals=[{"kind": "wishes"}],
        unit_wishes=[
            {"graduate": f"p{who}", "rank": 1, "unit": unit, "month": f"2024-0{month}"}
            for who, unit, month in ((1, "A", 7), (2, "B", 7), (3, "A", 8), (1, "C", 8))
        ],
    )
    timetable = optimizer.rotate(given)
    town = timetable.towns[0]
    (wishes,) = timetable.kinds.goals
    every = [
        plan for plan in plans(town.cohort) if not plan_one.breaches(town.cohort, timetable.kinds.rules, plan)
    ]
    for unit in range(3):
        if town.plan[0, 0] == unit:
            continue
        (told,) = explain_month(timetable, "p1", "2024-07", town.cohort.units[unit]).others
        there = [plan for plan in every if plan[0, 0] == unit]
        best = max(wishes.value(town.cohort, plan) for plan in there)
        fewest = min(
            int((plan != town.plan).sum()) for plan in there if wishes.value(town.cohort, plan) == best
        )
        now = wishes.value(town.cohort, town.plan)
        assert told.exact
        assert told.goals == ((("wishes", now, best),) if best != now else ())
        assert len(told.moves) == fewest
