"""The metrics of timetables worked by hand, of shuffled tables, and against what the goals count."""

from __future__ import annotations

import itertools
import re

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from timetables import written
from years import year

from optimizer import Scenario, Timetable
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.goals.carry_over import CarryOver
from optimizer.rotation.goals.evenness import Evenness
from optimizer.rotation.kinds import section
from optimizer.rotation.metrics import METRICS, Metric
from optimizer.rotation.metrics.tables import (
    by_person,
    by_township,
    overall,
    record,
    successions,
    worst_off,
)

WISHES = [
    {"graduate": "p1", "unit": "A", "rank": 1},
    {"graduate": "p2", "unit": "B", "rank": 1, "month": "2024-07"},
    {"graduate": "p2", "unit": "C", "rank": 2, "month": "2024-08"},
]
PLAN = {"p1": "ABCA", "p2": "BAB-", "p3": "CCAB"}
PEOPLE = [{"graduate": "p1"}, {"graduate": "p2"}, {"graduate": "p3", "major": "0809"}]
UNITS = [{"unit": "A"}, {"unit": "B"}, {"unit": "C", "majors": "08"}]


def small(rules: list[dict[str, object]] | None = None) -> Timetable:
    """Three people, three units, four months; p2 is away in the last."""
    scenario = year(
        PEOPLE,
        UNITS,
        months=4,
        unit_wishes=WISHES,
        absences=[{"graduate": "p2", "first_month": "2024-10"}],
        rules=rules or [],
        goals=[{"kind": "wishes"}],
    )
    return written(scenario, PLAN)


def test_the_figures_by_hand() -> None:
    assert overall(small()) == {
        "units-seen": 2,  # p2: A and B
        "all-units": pytest.approx(66.6667),
        "longest-visit": 2,
        "depth": pytest.approx(4 / 3, abs=1e-4),  # p1 twice in A (wished), p3 twice in C (major)
        "wishes-met": pytest.approx(100 * 6 / 7, abs=1e-3),  # p1 2 × 2 of 4, p2 2 of 2 + 1
        "worst-off": 1,  # p2 misses C in August
        "headcount-swing": pytest.approx(1 / 3, abs=1e-4),  # A and B have 1 each month, C 1, 1, 1 and 0
        "headcount-breaches": 0,
        "carry-over": 3,  # AB three times, AC and CB never
    }
    assert worst_off(small())["graduate"].tolist() == ["p2"]


def test_steps_from_unit_to_unit_as_counted_by_hand() -> None:
    """AB BC CA; BA AB; CC CA AB: AB three times, CA twice, BC and BA once, AC and CB never."""
    times = successions(small()).set_index(["first", "second"])["times"]
    assert times.to_dict() == {
        ("A", "A"): 0, ("A", "B"): 3, ("A", "C"): 0, ("B", "A"): 1, ("B", "B"): 0, ("B", "C"): 1,
        ("C", "A"): 2, ("C", "B"): 0, ("C", "C"): 1,
    }  # fmt: skip


def test_everybody_by_themselves() -> None:
    people = by_person(small()).set_index("graduate")
    assert people.loc["p2"].to_dict() == {
        "township": "东镇", "worked": 3, "absent": 1, "units": 2, "longest": 2, "deep": 0, "points": 2, "hoped": 3,
        "missed": 1,
    }  # fmt: skip
    assert people["deep"].to_dict() == {"p1": 2, "p2": 0, "p3": 2}


def test_breaches_are_those_of_mild_rules_too() -> None:
    mild = [{"kind": "headcount", "minimum": 1, "weight": 3}]
    timetable = small(mild)
    assert overall(timetable)["headcount-breaches"] == 1  # nobody in C in the last month
    (town,) = timetable.towns
    told = [word for goal in timetable.kinds.goals for rule in getattr(goal, "rules", ())
            for word in rule.check(town.cohort, town.plan)]  # fmt: skip
    assert len(told) == 1


@given(st.lists(st.text("ABC", min_size=4, max_size=4), min_size=2, max_size=4))
@settings(max_examples=30, deadline=None)
def test_metrics_count_what_stands_in_the_cells(lines: list[str]) -> None:
    """Against counting in the published table, without arrays."""
    scenario = year(len(lines), UNITS, months=4)
    timetable = written(scenario, {f"p{at + 1}": line for at, line in enumerate(lines)})
    cells = timetable.cells
    found = overall(timetable)
    seen = cells.groupby("graduate")["unit"].nunique()
    assert found["units-seen"] == seen.min()
    assert found["all-units"] == pytest.approx(100 * (seen == 3).mean(), abs=1e-3)
    assert found["longest-visit"] == cells.groupby(["graduate", "unit"]).size().max()
    pairs = [a + b for line in lines for a, b in itertools.pairwise(line) if a != b]
    times = [pairs.count(a + b) for a in "ABC" for b in "ABC" if a != b]
    assert found["carry-over"] == max(times) - min(times)
    counts = {(u, m): sum(line[m] == u for line in lines) for u in "ABC" for m in range(4)}
    swing = [max(counts[u, m] for m in range(4)) - min(counts[u, m] for m in range(4)) for u in "ABC"]
    assert found["headcount-swing"] == pytest.approx(sum(swing) / 3, abs=1e-3)
    (town,) = timetable.towns
    assert CarryOver(share=min(times)).value(town.cohort, town.plan) == sum(
        (n - min(times)) * (n - min(times) - 1) // 2 for n in times
    )
    assert CarryOver().value(town.cohort, town.plan) > 0 or found["carry-over"] <= 1
    assert sum(swing) == Evenness().value(town.cohort, town.plan)


def shuffled(scenario: Scenario) -> Scenario:
    names = ("graduates", "units", "unit_wishes", "absences", "cells", "headcounts")
    frames = {name: scenario.table(name).iloc[::-1].reset_index(drop=True) for name in names}
    return Scenario.from_frames(**frames, settings=scenario.settings)  # type: ignore[arg-type]


def test_the_record_does_not_hang_on_the_order_of_rows() -> None:
    timetable = small()
    assert record(written(shuffled(timetable.scenario), PLAN)) == record(timetable)


def test_townships_stand_beside_one_another_and_together() -> None:
    people = [{"graduate": "p1"}, {"graduate": "p2", "township": "西镇"}]
    timetable = written(year(people, UNITS, months=3), {"p1": "ABC", "p2": "AAB"})
    table = by_township(timetable).set_index("township")
    assert table["units-seen"].to_dict() == {"东镇": 3, "西镇": 2}
    assert table["all-units"].to_dict() == {"东镇": 100, "西镇": 0}
    assert overall(timetable)["all-units"] == 50
    assert record(timetable)["townships"]["西镇"]["longest-visit"] == 2


def test_nobody_at_work_is_no_fault() -> None:
    absences = [{"graduate": "p1"}]
    timetable = written(year(1, UNITS, months=2, absences=absences), {"p1": "--"})
    found = overall(timetable)
    assert (found["units-seen"], found["all-units"], found["carry-over"]) == (0, 0, 0)
    assert isinstance(by_person(timetable), pd.DataFrame)


@pytest.mark.parametrize("metric", METRICS, ids=lambda metric: metric.name)
def test_a_metric_says_what_it_is(metric: Metric) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", metric.name)
    assert re.search(r"[\u4e00-\u9fff]", metric.chinese)
    assert re.search(r"[\u4e00-\u9fff]", metric.meaning)
    assert metric.english
    assert metric.meaning_english
    assert metric.unit
    assert metric.better in ("higher", "lower")
    assert [other.name for other in METRICS].count(metric.name) == 1


def test_goal_metric_and_table_count_the_same_steps() -> None:
    """A held seat counts, an absence is passed over, a closed unit is in no pair, the year before leads into this one."""
    scenario = year(
        2,
        [*UNITS[:2], {"unit": "C", "maximum": 0}],
        months=4,
        cells=[{"graduate": "p1", "month": "2024-06", "unit": "A"}],
        absences=[
            {"graduate": "p1", "first_month": "2024-08", "last_month": "2024-08", "holds_seat": True},
            {"graduate": "p2", "first_month": "2024-08", "last_month": "2024-08"},
        ],
    )
    (given_,) = cohorts(scenario, section(scenario, None), None)
    assert given_.months[0] == "2024-06"
    timetable = written(scenario, {"p1": "ABABA", "p2": "-A-BA"})
    times = successions(timetable).set_index(["first", "second"])["times"].to_dict()
    assert times["A", "B"] == 3
    assert times["B", "A"] == 3
    assert overall(timetable)["carry-over"] == 0
    assert CarryOver().value(given_, timetable.towns[0].plan) == 0
    assert CarryOver().even(given_) == 3
