"""Carry-over balance side by side with CP-SAT as a tutorial writes it; part of `python benchmarks/rotation.py`."""

from __future__ import annotations

import random
import time
from itertools import pairwise, permutations

import pandas as pd

from optimizer import Scenario, rotate
from optimizer.rotation.carry_over.row_complete import row_complete
from optimizer.rotation.timetable import Timetable

LIMIT = 60.0
WISHES = 3
EXACT = {"people": 16, "months": 8, "units": 8, "headcount": (2, 2), "visit": (1, 1), "away": 0.0}
YEAR = {"people": 20, "months": 12, "units": 8, "headcount": (1, 4), "visit": (1, 3), "away": 0.03}


def township(shape: dict, goals: list[str], seed: int = 0) -> Scenario:
    """One township by its shape; `away` is the chance to be absent in a month."""
    chance = random.Random(seed)
    names = [f"G{number:02}" for number in range(shape["people"])]
    units = [f"U{number}" for number in range(shape["units"])]
    months = [f"{2024 + (6 + at) // 12}-{(6 + at) % 12 + 1:02}" for at in range(shape["months"])]
    away = [(name, month) for name in names for month in months if chance.random() < shape["away"]]
    wishes = [(name, at + 1, unit) for name in names for at, unit in enumerate(chance.sample(units, WISHES))]
    low, high = shape["headcount"]
    least, most = shape["visit"]
    rules = [
        {"kind": "headcount", "minimum": low, "maximum": high},
        {"kind": "visit", "minimum": least, "maximum": most},
        {"kind": "no-repeat"},
    ]
    return Scenario.from_frames(
        pd.DataFrame({"graduate": names, "township": "示例镇"}),
        units=pd.DataFrame({"unit": units}),
        absences=pd.DataFrame(
            {
                "graduate": [a for a, _ in away],
                "first_month": [m for _, m in away],
                "last_month": [m for _, m in away],
            }
        ),
        unit_wishes=pd.DataFrame(wishes, columns=["graduate", "rank", "unit"]),
        settings={
            "scenario": {"name": "carry-over", "seed": seed},
            "rotation": {
                "start": months[0],
                "months": len(months),
                "rules": rules,
                "goals": [{"kind": goal} for goal in goals],
            },
        },
    )


def spread(found: Timetable) -> int:
    """The most follow-ups of an ordered pair of units less the fewest, counted from the published table."""
    table = found.cells[found.cells["unit"] != ""].sort_values(["graduate", "month"])
    after = table.groupby("graduate")["unit"].shift(-1)
    counts = pd.Series(list(zip(table["unit"], after, strict=True))).value_counts()
    every = [int(counts.get(pair, 0)) for pair in permutations(sorted(set(table["unit"])), 2)]
    return max(every) - min(every)


def ours(shape: dict, goals: list[str], seed: int = 0) -> str:
    """The whole way from the tables to the timetable."""
    given = township(shape, goals, seed)
    start = time.perf_counter()
    found = rotate(given)
    seconds = time.perf_counter() - start
    said = ", ".join(f"{stage.name} {stage.value} ({stage.proof})" for stage in found.towns[0].stages)
    return f"{seconds:6.2f} s, {said}; spread {spread(found)}"


def plain(shape: dict, seconds: float, seed: int = 0) -> str:
    """One variable per person, month and unit, and one per change: the sum of follow-ups beyond the even share."""
    from ortools.sat.python import cp_model

    chance = random.Random(seed)
    people, months, units = (range(shape[name]) for name in ("people", "months", "units"))
    here = {(p, m): chance.random() >= shape["away"] for p in people for m in months}
    model = cp_model.CpModel()
    x = {(p, m, u): model.new_bool_var("") for (p, m), there in here.items() if there for u in units}
    for (p, m), there in here.items():
        if there:
            model.add_exactly_one(x[p, m, u] for u in units)
    for u in units:
        for m in months:
            model.add_linear_constraint(sum(x[p, m, u] for p in people if here[p, m]), *shape["headcount"])
        for p in people:
            model.add_linear_constraint(sum(x[p, m, u] for m in months if here[p, m]), *shape["visit"])
    follow: dict[tuple[int, int], list] = {pair: [] for pair in permutations(units, 2)}
    for p in people:
        line = [m for m in months if here[p, m]]
        for m, n in pairwise(line):
            for u in units:
                model.add_bool_or(~x[p, m, u], ~x[p, n, u])
            for u, v in follow:
                both = model.new_bool_var("")
                model.add_bool_or(~x[p, m, u], ~x[p, n, v], both)
                follow[u, v].append(both)
    share = -(-len(follow[0, 1]) // len(follow))
    beyond = []
    for changes in follow.values():
        over = model.new_int_var(0, len(changes), "")
        model.add(sum(changes) - share <= over)
        beyond.append(over)
    model.minimize(sum(beyond))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = 1
    start = time.perf_counter()
    status = solver.solve(model)
    took = time.perf_counter() - start
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return f"{took:6.2f} s, nothing found"
    return f"{took:6.2f} s, {solver.objective_value:.0f} beyond the even share, bound {solver.best_objective_bound:.0f}"


def squares() -> str:
    """Row-complete Latin squares by order."""
    said = []
    for order in (3, 4, 5, 6, 7, 8, 9, 12):
        start = time.perf_counter()
        found = row_complete(order)
        said.append(f"{order} {found.settled} ({time.perf_counter() - start:.3f} s)")
    return ", ".join(said)


def table(small: bool) -> None:
    """Print everything, line by line."""
    limit = LIMIT / 10 if small else LIMIT
    peer = f"CP-SAT as a tutorial writes it, {limit:.0f} s"
    print("Carry-over balance: 16 people × 8 months × 8 units, each once, two per unit and month")
    print(f"chuyan: {ours(EXACT, ['carry-over'])}", flush=True)
    print(f"{peer}: {plain(EXACT, limit)}", flush=True)
    print("20 people × 12 months × 8 units, 1–4 per unit and month, each 1–3 times, 3 % absences")
    for seed in range(1 if small else 3):
        print(f"chuyan, seed {seed}: {ours(YEAR, ['carry-over'], seed)}", flush=True)
        print(f"{peer}: {plain(YEAR, limit, seed)}", flush=True)
        print(f"wishes first, seed {seed}: {ours(YEAR, ['wishes', 'carry-over'], seed)}", flush=True)
    print(f"row-complete Latin squares: {squares()}", flush=True)
