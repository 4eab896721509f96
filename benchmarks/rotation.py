"""The rotation, side by side: `python benchmarks/rotation.py`.

Machines differ and are shared, so read the ratios, not the seconds; and the seconds are those of the processor,
but for the 31 townships, where the clock counts. The bare solve is the same model handed to
CP-SAT as a tutorial would, one worker, `linearization_level=2`, both goals in one sum; ours is everything from
arrays to the canonical plan: all stages proved, the lottery, uniqueness, the check of every rule.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from typing import Any

import carry_over
import numpy as np
import pandas as pd

from optimizer import Events, Scenario, Timetable, repair_rotation, rotate
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.kinds import Kinds, build, section
from optimizer.rotation.plan_one import Task, plan_one
from optimizer.scenario.months import following

UNITS = ["综合办", "党建办", "经发办", "社事办", "规建办", "退役站", "党群中心", "便民中心"]
MAJORS = ["050101", "020101", "080901", "082802", "030302"]
RULES: list[dict[str, Any]] = [
    {"kind": "headcount", "minimum": 1, "maximum": 4},
    {"kind": "no-repeat"},
    {"kind": "visit", "minimum": 1, "maximum": 3},
]
GOALS = [{"kind": "depth"}, {"kind": "wishes"}]
SIZES = [22, 39, 18, 15, 22, 23, 30, 18, 12, 19, 22, 10, 16, 17, 37, 28, 17, 26, 28, 18, 14, 17, 27, 12, 10, 10, 6, 8, 24,
         23, 12]  # fmt: skip
"""The people of the 31 townships of Yangquan."""
MONTHS = following("2024-07", 12)


def people(rng: np.random.Generator, prefix: str, count: int) -> pd.DataFrame:
    names = [f"{prefix}{number:02}" for number in range(count)]
    return pd.DataFrame({"graduate": names, "township": prefix, "major": rng.choice(MAJORS, count)})


def monthly_wishes(rng: np.random.Generator, names: list[str]) -> pd.DataFrame:
    """Three units a person, each wished for in a month."""
    rows = [
        (name, rank, UNITS[unit], MONTHS[rng.integers(12)])
        for name in names
        for rank, unit in enumerate(rng.choice(8, 3, replace=False).tolist(), 1)
    ]
    return pd.DataFrame(rows, columns=["graduate", "rank", "unit", "month"])


def absences(rng: np.random.Generator, names: list[str]) -> pd.DataFrame:
    """Three months in a hundred."""
    rows = [(name, month, month) for name in names for month in MONTHS if rng.random() < 0.03]
    return pd.DataFrame(rows, columns=["graduate", "first_month", "last_month"])


def township(seed: int, count: int = 20, prefix: str = "镇", rules: list[dict[str, Any]] = RULES) -> Scenario:
    rng = np.random.default_rng(seed)
    given = people(rng, prefix, count)
    names = given["graduate"].tolist()
    return scenario(given, monthly_wishes(rng, names), absences(rng, names), rules)


def scenario(
    given: pd.DataFrame, wished: pd.DataFrame, away: pd.DataFrame, rules: list[dict[str, Any]], **more: Any
) -> Scenario:
    settings = {"rotation": {"start": "2024-07", "months": 12, "rules": rules, "goals": GOALS}}
    return Scenario.from_frames(given, settings=settings, unit_wishes=wished, absences=away, **more)


def county(sizes: list[int] = SIZES) -> Scenario:
    """Townships of these sizes, numbers near the even share."""
    parts = [township(at, size, f"镇{at:02}") for at, size in enumerate(sizes)]
    tables = [
        pd.concat([part.table(name) for part in parts]) for name in ("graduates", "unit_wishes", "absences")
    ]
    rules = [{"kind": "headcount", "spread": 1}, *RULES[1:]]
    return scenario(tables[0], tables[1], tables[2], rules)


def ward(seed: int) -> Scenario:
    """40 people, 12 months, 36 units: half of the units ask for majors, some come before others, some close for months."""
    rng = np.random.default_rng(seed)
    given = people(rng, "院", 40)
    names = given["graduate"].tolist()
    codes = [f"W{number:02}" for number in range(36)]
    asked = [MAJORS[number % 5][:4] if number % 2 else "" for number in range(36)]
    units = pd.DataFrame({"unit": codes, "minimum": 0, "maximum": 3, "majors": asked})
    shut = pd.DataFrame(
        [
            (codes[at], MONTHS[first], MONTHS[min(first + 1, 11)], 0)
            for at, first in enumerate(rng.integers(0, 12, 36))
        ],
        columns=["unit", "first_month", "last_month", "maximum"],
    )
    rows = [
        (name, rank, codes[unit], "")
        for name in names
        for rank, unit in enumerate(rng.choice(36, 5, replace=False).tolist(), 1)
    ]
    wished = pd.DataFrame(rows, columns=["graduate", "rank", "unit", "month"])
    rules = [
        {"kind": "headcount"},
        {"kind": "eligible-unit"},
        {"kind": "visit", "minimum": 0, "maximum": 2},
        {"kind": "no-repeat"},
        *({"kind": "order", "first": codes[at], "later": codes[at + 2]} for at in range(0, 12, 4)),
    ]
    return scenario(given, wished, absences(rng, names), rules, units=units, headcounts=shut)


def only_cohort(given: Scenario) -> tuple[Cohort, Kinds]:
    used = section(given, None)
    (cohort,) = cohorts(given, used)
    return cohort, build(used)


def bare(form: Formulation) -> float:
    """Seconds of CP-SAT alone on the same model; both goals in one sum."""
    from ortools.sat.python import cp_model

    program, (first, second) = form.program, form.stages
    model = cp_model.CpModel()
    bounds = zip(program.lower.tolist(), program.upper.tolist(), strict=True)
    columns = [model.new_int_var(low, high, "") for low, high in bounds]
    matrix = program.matrix().tocsr()
    for row in range(program.rows.count):
        entries = slice(matrix.indptr[row], matrix.indptr[row + 1])
        chosen = [columns[at] for at in matrix.indices[entries].tolist()]
        total = cp_model.LinearExpr.weighted_sum(chosen, matrix.data[entries].tolist())
        model.add_linear_constraint(total, int(program.rows.low[row]), int(program.rows.high[row]))
    model.minimize(
        cp_model.LinearExpr.weighted_sum(columns, (first.weights * 1000 + second.weights).tolist())
    )
    solver = cp_model.CpSolver()
    solver.parameters.num_workers, solver.parameters.linearization_level = 1, 2
    solver.parameters.max_time_in_seconds = 60
    start = time.process_time()
    assert solver.solve(model) == cp_model.OPTIMAL
    return time.process_time() - start


def timed(work: Callable[[], Any], clock: Callable[[], float] = time.process_time) -> tuple[float, Any]:
    start = clock()
    result = work()
    return clock() - start, result


def line(name: str, seconds: float, ratio: float, said: str) -> None:
    print(f"{name:52}{seconds:>9.3f}{ratio:>8.2f}  {said}", flush=True)


def one_township(seeds: int) -> None:
    """Bare solve, model building, and everything, for several townships; medians."""
    found: list[tuple[float, float, float]] = []
    for seed in range(seeds):
        cohort, kinds = only_cohort(township(seed))

        def stated(cohort: Cohort = cohort, kinds: Kinds = kinds) -> Formulation:
            form = Formulation(cohort, kinds.rules, kinds.goals)
            assert form.program.count
            assert form.stages
            return form

        building, form = timed(stated)
        alone = bare(form)
        whole, result = timed(
            lambda cohort=cohort, kinds=kinds: plan_one(Task(cohort, kinds.rules, kinds.goals))
        )
        assert result.status == "proved"
        found.append((alone, building, whole))
    alone, building, whole = (float(np.median(part)) for part in zip(*found, strict=True))
    worst = max(all_ / one for one, _, all_ in found)
    line(f"bare CP-SAT, median of {seeds} townships", alone, 1.0, "one sum, any optimum")
    line("model building", building, building / alone, "at most 0.2")
    line(
        "all stages and the canonical plan, checked", whole, whole / alone, f"at most 1.5; worst {worst:.2f}"
    )


def thirty_one() -> None:
    """31 townships with one and with two workers, by turns; the first time the helper has yet to load its modules."""
    given = county()
    seconds: dict[int, list[float]] = {1: [], 2: []}
    for workers in (1, 2, 1, 2, 1, 2):
        took, found = timed(lambda workers=workers: rotate(given, workers=workers), time.perf_counter)
        assert found.status == "proved"
        seconds[workers].append(took)
    one, first, two = float(np.median(seconds[1])), seconds[2][0], float(np.median(seconds[2][1:]))
    line("31 townships, one worker", one, 1.0, "all proved")
    line("31 townships, two workers, helper loading", first, first / one, f"{one / first:.2f} × as fast")
    said = f"{one / two:.2f} × as fast; at least 1.7"
    line("31 townships, two workers, helper loaded", two, two / one, said)


def repairs(seeds: int) -> None:
    """Three new absences in the third month, against planning the year."""
    planning, mending = [], []
    for seed in range(seeds):
        given = township(seed)
        took, year = timed(lambda given=given: rotate(given))
        planning.append(took)
        mending.append(timed(lambda given=given, year=year, seed=seed: mended(given, year, seed))[0])
    plan, mend = float(np.median(planning)), float(np.median(mending))
    line(f"planning, median of {seeds}", plan, 1.0, "")
    line("repair of three new absences, with notices", mend, mend / plan, "least change proved; at most 1")


def mended(given: Scenario, year: Timetable, seed: int) -> None:
    names = np.random.default_rng(seed).choice(given.graduates["graduate"].to_numpy(object), 3, replace=False)
    events = Events(absent=tuple((str(name), "2024-10", "2024-10") for name in names))
    found = repair_rotation(given, year.cells, "2024-10", events=events)
    assert found.timetable.status == "proved"


def wards(seeds: int) -> None:
    for seed in range(seeds):
        cohort, kinds = only_cohort(ward(seed))
        took, found = timed(
            lambda cohort=cohort, kinds=kinds: plan_one(Task(cohort, kinds.rules, kinds.goals))
        )
        values = ", ".join(f"{stage.name} {stage.value} {stage.proof}" for stage in found.stages)
        line(f"40 people × 12 months × 36 units, seed {seed}", took, took / 60, f"{found.status}: {values}")


def main() -> None:
    """Print every line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--small",
        action="store_true",
        help="three townships only, no wards, a tenth of the time for what does not end",
    )
    small = parser.parse_args().small
    print(f"{'':52}{'seconds':>9}{'ratio':>8}")
    one_township(3 if small else 9)
    repairs(3 if small else 5)
    if not small:
        wards(3)
        thirty_one()
    carry_over.table(small)


if __name__ == "__main__":
    main()
