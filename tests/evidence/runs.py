"""Finished runs of small scenarios for the tests of evidence: every mechanism, a repair, rotations, an honest no."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import optimizer
from optimizer.errors import Impossible
from optimizer.exchange.published import read_timetable
from optimizer.report.conflict_run import write_conflict
from optimizer.report.rotation_run import write_rotation
from optimizer.report.run import write_run
from optimizer.scenario.model import Scenario

SCENARIOS = Path(__file__).resolve().parents[2] / "scenarios"
QUOTAS: list[dict[str, Any]] = [
    {"kind": "eligible-major"},
    {"kind": "avoid-home"},
    {"kind": "fill-every-post", "seats": "one"},
    {"kind": "group-quota", "group": {"party_member": True}, "per": "county", "minimum": 1},
]
MECHANISMS: dict[str, dict[str, Any]] = {
    "choice-then-allocation": {"share": 0.6},
    "deferred-acceptance": {},
    "immediate-acceptance": {},
    "optimal": {},
    "parallel": {"bands": [2, 2, 6]},
    "popular": {},
    "probabilistic-serial": {},
    "random-serial-dictatorship": {"samples": 20},
    "top-trading-cycles": {},
}


def town(people: int = 14, posts: int = 12, seed: int = 1) -> Scenario:
    """A synthetic scenario with a few more people than posts."""
    return optimizer.generate(graduates=people, villages=posts, wishes=4, seed=seed)


def assigned(mechanism: str, folder: Path, seed: int = 1, rules: list[dict[str, Any]] | None = None) -> Path:
    """A run of a mechanism; without rules it has its plain form."""
    settings = {"mechanism": mechanism, "options": MECHANISMS[mechanism], "rules": rules or []}
    few = {
        "popular": 9,
        "random-serial-dictatorship": 9,
    }  # with more no plan is popular, and chances take long
    people = few.get(mechanism, 14)
    write_run(optimizer.assign(town(people, seed=seed), settings=settings), folder)
    return folder


def first_look(folder: Path) -> Path:
    write_run(optimizer.assign(optimizer.load(SCENARIOS / "first-look")), folder)
    return folder


def repaired(folder: Path, seed: int = 1) -> Path:
    """Two withdraw, the rest moves as little as can be."""
    given = town(seed=seed)
    before = optimizer.assign(given)
    gone = before.placements.loc[before.placements["post"] != "", "graduate"].tolist()[:2]
    why = {gone[0]: "考取其他岗位"}
    found = optimizer.repair(given, before.placements, withdrawn=gone, reasons=why)
    write_run(found.outcome, folder, changes=found.changes)
    return folder


def rotated(folder: Path) -> Path:
    write_rotation(optimizer.rotate(optimizer.load(SCENARIOS / "one-township")), folder)
    return folder


def rotation_repaired(folder: Path) -> Path:
    path = SCENARIOS / "rotation-repair"
    given = optimizer.load(path)
    left = given.graduates["graduate"].iloc[1]
    events = optimizer.Events(left=(left,))
    found = optimizer.repair_rotation(given, read_timetable(path / "published"), "2024-10", events=events)
    write_rotation(found.timetable, folder, changes=found.changes)
    return folder


def impossible(name: str, folder: Path) -> Path:
    """The folder of an honest no."""
    path = SCENARIOS / name
    given = optimizer.load(path)
    try:
        optimizer.rotate(given) if given.settings.rotation else optimizer.assign(given)
    except Impossible as wrong:
        conflict = wrong.explain() if wrong.explain is not None else None
        write_conflict(given, wrong, conflict, path, folder, force=False)
        return folder
    raise AssertionError(f"{name} is possible")


CASES: dict[str, Any] = {
    **{name: partial(assigned, name) for name in MECHANISMS},
    **{
        f"{name} with quotas": partial(assigned, name, seed=2, rules=QUOTAS)
        for name in ("choice-then-allocation", "optimal", "deferred-acceptance")
    },
    "first-look": first_look,
    "repair": repaired,
    "rotation": rotated,
    "rotation repaired": rotation_repaired,
    **{
        name: partial(impossible, name)
        for name in ("impossible-by-counting", "overlapping-quotas", "rotation-impossible")
    },
}
"""One small run of every kind."""
