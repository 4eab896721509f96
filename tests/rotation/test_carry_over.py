"""The carry-over balance: literature's optimum, other goals beside it, and what cannot be even."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from members import GOALS, RULES, cohorts, goal, rule
from years import cohort, plans, year

from optimizer import rotate
from optimizer.rotation.carry_over.balanced import Balanced
from optimizer.rotation.carry_over.follow_ups import Steps
from optimizer.rotation.carry_over.walk import board, walk
from optimizer.rotation.checks import breaches
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals.carry_over import CarryOver
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.rotation.timetable import Timetable
from optimizer.solver.program import Limits

UNITS = [{"unit": f"U{number}"} for number in range(8)]
EACH_ONCE = ({"kind": "visit", "minimum": 1, "maximum": 1}, {"kind": "headcount", "minimum": 2, "maximum": 2})
LOOSE = (
    {"kind": "headcount", "minimum": 1, "maximum": 4},
    {"kind": "visit", "minimum": 1, "maximum": 3},
    {"kind": "no-repeat"},
)
BALANCE = {"kind": "carry-over"}


def spread(found: Timetable) -> int:
    """The largest number of follow-ups less the smallest, counted from the table that is published."""
    table = found.cells[found.cells["unit"] != ""].sort_values(["graduate", "month"])
    after = table.groupby("graduate")["unit"].shift(-1)
    pairs = [(u, v) for u, v in zip(table["unit"], after, strict=True) if isinstance(v, str)]
    units = sorted(set(table["unit"]))
    counts = [pairs.count((u, v)) for u in units for v in units if u != v]
    return max(counts) - min(counts)


def stage(found: Timetable, name: str) -> tuple[int, str]:
    (town,) = found.towns
    (said,) = (said for said in town.stages if said.name == name)
    return said.value, said.proof


def test_sixteen_people_in_eight_units_reach_two_williams_squares() -> None:
    found = rotate(year(16, UNITS, 8, EACH_ONCE, [BALANCE]))
    assert found.status == "proved"
    assert stage(found, "carry-over") == (0, "certified")
    assert spread(found) == 0


def test_a_year_with_absences_is_balanced_to_one() -> None:
    away = [
        {"graduate": f"p{number}", "first_month": f"2024-{7 + number % 6:02}", "last_month": "2024-12"}
        for number in (3, 8, 13)
    ]
    found = rotate(year(20, UNITS, 12, LOOSE, [BALANCE], absences=away))
    assert stage(found, "carry-over") == (0, "certified")
    assert spread(found) == 1


def test_shuffled_rows_give_the_same_timetable() -> None:
    people = [{"graduate": f"p{number:02}"} for number in range(12)]
    rules, goals = [*LOOSE], [BALANCE]
    one = rotate(year(people, UNITS[:5], 10, rules, goals))
    two = rotate(year(people[::-1], UNITS[4::-1], 10, rules, goals))
    other = rotate(year(people, UNITS[:5], 10, rules, goals, seed=8))
    assert one.cells.equals(two.cells)
    assert not one.cells.equals(other.cells)


def test_balance_and_a_goal_that_it_costs_nothing_come_in_any_order() -> None:
    wishes = [
        {"graduate": f"p{at}", "rank": 1, "unit": f"U{at % 4}", "month": "2024-09"} for at in range(1, 9)
    ]
    found = [
        rotate(year(8, UNITS[:4], 6, [{"kind": "no-repeat"}], order, unit_wishes=wishes))
        for order in ([BALANCE, {"kind": "wishes"}], [{"kind": "wishes"}, BALANCE])
    ]
    assert [[one.name for one in each.towns[0].stages][:2] for each in found] == [
        ["carry-over", "wishes"],
        ["wishes", "carry-over"],
    ]
    assert found[0].cells.equals(found[1].cells)
    assert stage(found[0], "wishes")[0] == 8
    assert stage(found[0], "carry-over") == (0, "certified")


def test_an_announced_first_month_keeps_the_optimum() -> None:
    fixed = [
        {"graduate": f"p{at + 1}", "month": "2024-07", "unit": f"U{(at * 3) // 2 % 8}", "fixed": True}
        for at in range(16)
    ]
    twice = {cell["unit"]: sum(one["unit"] == cell["unit"] for one in fixed) for cell in fixed}
    assert set(twice.values()) == {2}
    found = rotate(year(16, UNITS, 8, EACH_ONCE, [BALANCE], cells=fixed))
    assert stage(found, "carry-over") == (0, "certified")


def test_a_forbidden_successor_makes_it_uneven_and_that_is_proved() -> None:
    rules = [{"kind": "successor", "unit": "A", "then": ["C"]}, {"kind": "no-repeat"}]
    given = cohort(2, months=4)
    made, balance = [rule(one) for one in rules], CarryOver()
    best = min(balance.value(given, plan) for plan in plans(given) if not breaches(given, made, plan))
    found = plan_one(Task(given, made, [balance]))
    assert best > 0
    assert found.stages[0].value == best
    assert found.status == "proved"


def test_the_share_can_be_given() -> None:
    given = cohort(2, months=3)
    assert CarryOver().even(given) == 0
    assert plan_one(Task(given, [], [CarryOver(share=1)])).stages[0].value == 2


def test_a_walk_hands_back_nothing_that_breaks_a_row() -> None:
    """Two people and one seat in A: whoever both start there, one of them has to leave."""
    given = cohort(2, ({"unit": "A"}, {"unit": "B"}), 2)
    form = Formulation(given, [rule({"kind": "headcount", "maximum": 1, "units": ["A"]})], [])
    known = board(form.program, form.grid.column)
    steps, free = Steps.of(given), [[[0] * 9] * 2] * 2
    both = np.zeros((2, 2), np.int64)
    found = walk(known, both, steps, free, "7", 0.3, 500, lambda plan: True)
    assert found is not None
    assert ((found == 0).sum(axis=0) <= 1).all()
    assert walk(known, both, steps, free, "7", 0.3, 500, lambda plan: False) is None


@pytest.mark.parametrize("months", [1, 2])
def test_a_year_without_changes_is_even(months: int) -> None:
    found = plan_one(Task(cohort(1, months=months), [], [CarryOver()]))
    assert found.status == "proved"
    assert found.stages[0].value == 0


@settings(max_examples=30, deadline=None, derandomize=True)
@drawn(
    given=cohorts(),
    other=st.lists(st.sampled_from([one for one in GOALS if one["kind"] in ("depth", "evenness", "wishes")]), max_size=1),
    kept=st.lists(st.sampled_from(RULES), max_size=2),
    first=st.booleans(),
)  # fmt: skip
def test_the_search_of_its_own_is_as_good_as_brute_force(
    given: Cohort, other: list[dict[str, object]], kept: list[dict[str, object]], first: bool
) -> None:
    """On cohorts so small that the kernel would be asked alone: the same values, in whatever place."""
    rules, balance = [rule(one) for one in kept], CarryOver(moves=500)
    others = [goal(one) for one in other]
    goals = [balance, *others] if first else [*others, balance]
    fine = [plan for plan in plans(given) if not breaches(given, rules, plan)]
    form = Formulation(given, rules, goals)
    used, found = Balanced(form, balance, Limits(), None).solved()
    if not fine:
        assert found.status == "infeasible"
        return
    signs = [-1 if one.maximise else 1 for one in goals]
    best = min(
        tuple(s * one.value(given, plan) for s, one in zip(signs, goals, strict=True)) for plan in fine
    )
    assert found.values is not None
    plan = used.plan(found.values)
    assert not breaches(given, rules, plan)
    assert tuple(s * one.value(given, plan) for s, one in zip(signs, goals, strict=True)) == best
    assert tuple(stage.value for stage in found.stages) == best
    assert [stage.name for stage in found.stages] == [one.name for one in goals]
    assert found.status == "proved"


def test_engines_draw_the_same_timetable() -> None:
    wishes = [{"graduate": f"p{at}", "rank": 1, "unit": f"U{at % 5}"} for at in range(1, 13)]
    given = year(12, UNITS[:5], 10, LOOSE, [{"kind": "wishes"}, BALANCE], unit_wishes=wishes)
    core, mip = rotate(given), rotate(given, engine="mip")
    assert stage(core, "carry-over") == (0, "certified")
    assert core.cells.equals(mip.cells)


def test_a_unit_open_in_every_second_month_can_be_left_as_often() -> None:
    """A – B – A – B: the step from A to B comes twice though the step between allows it never."""
    shut = [
        {"unit": unit, "first_month": month, "last_month": month, "maximum": 0}
        for unit, month in (("B", "2024-07"), ("A", "2024-08"), ("B", "2024-09"), ("A", "2024-10"))
    ]
    given = cohort(1, ({"unit": "A"}, {"unit": "B"}), 4, headcounts=shut)
    found = plan_one(Task(given, [], [CarryOver(share=0)]))
    assert found.plan is not None
    assert found.plan.tolist() == [[0, 1, 0, 1]]
    assert found.stages[0].value == CarryOver(share=0).value(given, found.plan) == 1
