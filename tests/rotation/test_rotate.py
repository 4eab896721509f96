"""Whole timetables of tiny townships."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from years import year

from optimizer import InputFaults, LimitReached, UsageError, rotate
from optimizer.report.rotation_words import comparison
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.kinds import build, section
from optimizer.rotation.plan_one import Found, Task, plan_one
from optimizer.rotation.rotate import settled
from optimizer.rotation.side_by_side import helpers, side_by_side


def test_three_people_go_round_three_units() -> None:
    rules = [{"kind": "headcount", "minimum": 1, "maximum": 1}, {"kind": "visit", "maximum": 1}]
    found = rotate(year(rules=rules))
    table = found.cells.pivot(index="graduate", columns="month", values="unit")
    assert found.status == "proved"
    assert all(set(table[month]) == {"A", "B", "C"} for month in table)
    assert all(set(line) == {"A", "B", "C"} for line in table.to_numpy())


def test_a_scenario_without_the_section_is_a_fault() -> None:
    bare = year()
    settings = bare.settings.model_copy(update={"rotation": None})
    from dataclasses import replace

    with pytest.raises(InputFaults, match=r"rotation\.start"):
        rotate(replace(bare, settings=settings))


def test_a_scenario_without_posts_places_nobody() -> None:
    import optimizer

    with pytest.raises(UsageError, match="没有岗位表"):
        optimizer.assign(year())


SCRIPT = """
import pandas as pd
from optimizer import Scenario, rotate

people = pd.DataFrame({"graduate": ["a", "b", "c", "d"], "township": ["东镇", "东镇", "西镇", "西镇"]})
settings = {"rotation": {"start": "2024-07", "months": 2, "rules": [{"kind": "no-repeat"}]}}
given = Scenario.from_frames(people, units=pd.DataFrame({"unit": ["A", "B"]}), settings=settings)
print("begun")
print(rotate(given, workers=2).cells.equals(rotate(given).cells))
"""


def test_a_script_needs_no_guard_for_several_workers(tmp_path: Path) -> None:
    """It is run once, not once more in every helper; from a file and from standard input."""
    (tmp_path / "plan.py").write_text(SCRIPT, "utf-8")
    for how, given in (["plan.py"], None), (["-"], SCRIPT):
        said = subprocess.run(
            [sys.executable, *how], cwd=tmp_path, input=given, capture_output=True, text=True, check=True
        )
        assert (said.stdout, said.stderr) == ("begun\nTrue\n", "")


def test_a_helper_that_is_killed_loses_nothing() -> None:
    """The system takes it for its memory, say: this process plans the rest itself."""
    others = helpers(1)
    assert others is not None
    victim = others.pool.submit(os.getpid).result()
    given = year()
    used = section(given, None)
    kinds = build(used)
    tasks = [Task(one, kinds.rules, kinds.goals) for one in cohorts(given, used) for _ in range(6)]
    others.pool.submit(time.sleep, 600)
    told: list[str] = []

    def progress(township: str, found: Found) -> None:
        if not told:
            os.kill(victim, 9)
        told.append(township)

    found = side_by_side(tasks, others, progress)
    assert len(found) == len(told) == 6
    assert {one.status for one in found} == {"proved"}
    assert rotate(given, workers=2).cells.equals(rotate(given).cells)


def test_a_sweep_goes_on_beside_the_helpers() -> None:
    """Both ask joblib's loky for processes: each has its own."""
    from joblib import Parallel, delayed

    assert rotate(year(), workers=2).status == "proved"
    assert Parallel(n_jobs=2)(delayed(abs)(number) for number in (-1, -2)) == [1, 2]


def test_work_broken_off_stops_the_helpers_and_the_next_call_has_new_ones() -> None:
    """Ctrl-C, say, while they are at work: nobody plans on for nobody."""
    from concurrent.futures import CancelledError

    others = helpers(1)
    assert others is not None
    busy = others.pool.submit(time.sleep, 600)
    while not busy.running():
        time.sleep(0.01)
    given = year()
    used = section(given, None)
    kinds = build(used)
    tasks = [Task(cohort, kinds.rules, kinds.goals) for cohort in cohorts(given, used)]

    def stopped(township: str, found: Found) -> None:
        time.sleep(0.5)  # the pool hands on its work meanwhile; it cannot be shut while it does
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        side_by_side([*tasks, *tasks, *tasks, *tasks], others, stopped)
    with pytest.raises((CancelledError, RuntimeError)):
        busy.result(60)
    assert rotate(given, workers=2).cells.equals(rotate(given).cells)


def test_a_township_without_a_plan_in_time_takes_none_from_the_others() -> None:
    people = [{"graduate": "p1"}, {"graduate": "q1", "township": "西镇"}]
    given = year(people, rules=[{"kind": "no-repeat"}])
    used = section(given, None)
    tasks = [Task(cohort, build(used).rules, ()) for cohort in cohorts(given, used)]
    found = [plan_one(tasks[0]), Found(None, (), "unknown")]
    with pytest.raises(LimitReached, match="西镇") as late:
        settled(given, build(used), tasks, found)
    assert [town.cohort.township for town in late.value.planned.towns] == ["东镇"]
    assert [one.cohort.township for one in late.value.planned.lost] == ["西镇"]
    (row,) = [line for line in comparison(late.value.planned) if line.startswith("西镇")]
    assert row.endswith("时限内未找到 nothing found in time")
