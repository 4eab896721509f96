"""The shipped scenarios end to end: what is expected of them stands beside them."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

import optimizer
from optimizer.exchange.published import read_placements
from optimizer.report.run import write_run
from optimizer.scenario.tables import TABLES

HOME = Path(__file__).parents[1] / "scenarios"


def expected(name: str) -> dict[str, Any]:
    return tomllib.loads((HOME / name / "expected.toml").read_text("utf-8"))


EVERY = sorted(path.parent.name for path in HOME.glob("*/expected.toml"))
NAMES = [name for name in EVERY if "summary" in expected(name)]


def shuffled(scenario: optimizer.Scenario, seed: int) -> optimizer.Scenario:
    """The same scenario with the rows of every table in another order."""
    rng = np.random.default_rng(seed)
    tables = [table.name for table in TABLES]
    mixed = {
        name: scenario.table(name).sample(frac=1, random_state=int(rng.integers(10**6))) for name in tables
    }
    return replace(scenario, **{name: table.reset_index(drop=True) for name, table in mixed.items()})


def test_every_scenario_says_what_is_expected_of_it() -> None:
    assert [path.name for path in sorted(HOME.iterdir()) if path.is_dir()] == EVERY
    said = {"summary", "impossible", "repair", "rotation", "rotation_impossible", "rotation_repair"}
    assert all(expected(name).keys() & said for name in EVERY)


@pytest.mark.parametrize("name", NAMES)
def test_a_scenario_gives_what_is_expected(name: str, tmp_path: Path) -> None:
    wanted, scenario = expected(name), optimizer.load(HOME / name)
    outcome = optimizer.assign(scenario)
    write_run(outcome, tmp_path / "run", source=HOME / name)
    assert outcome.status == "proved"
    assert {figure: outcome.summary[figure] for figure in wanted["summary"]} == wanted["summary"]
    assert {stage.name: stage.value for stage in outcome.stages} == wanted["stages"]
    if "placements" in wanted:
        placed = dict(zip(outcome.placements["graduate"], outcome.placements["post"], strict=True))
        assert placed == wanted["placements"]
    for file, digest in wanted.get("digests", {}).items():
        assert hashlib.sha256((tmp_path / "run" / f"{file}.csv").read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("name", [name for name in EVERY if "impossible" in expected(name)])
def test_an_impossible_scenario_says_why_and_what_would_settle_it(name: str) -> None:
    wanted = expected(name)["impossible"]
    with pytest.raises(optimizer.Impossible) as wrong:
        optimizer.assign(optimizer.load(HOME / name))
    assert wrong.value.explain is not None
    found = wrong.value.explain()
    assert found.proof == wanted["proof"]
    assert [member.row or member.rule.kind for member in found.members] == wanted["rows"]
    assert [[way.cost, *way.places] for way in found.relaxations] == wanted["ways_out"]
    assert found.left_open == ()


@pytest.mark.parametrize("name", [name for name in EVERY if "repair" in expected(name)])
def test_a_repair_changes_what_is_expected(name: str) -> None:
    wanted = expected(name)["repair"]
    published = read_placements(HOME / name / "published")
    found = optimizer.repair(
        optimizer.load(HOME / name), published, withdrawn=wanted["withdrawn"], absent=wanted["absent"]
    )
    assert {row.graduate: [row.kind, row.after] for row in found.changes.itertuples()} == wanted["after"]
    values = {stage.name: stage.value for stage in found.outcome.stages}
    assert {stage: values[stage] for stage in wanted["stages"]} == wanted["stages"]
    assert found.outcome.status == "proved"


@pytest.mark.parametrize("name", NAMES)
def test_neither_the_order_of_rows_nor_workers_change_a_byte(name: str, tmp_path: Path) -> None:
    scenario = optimizer.load(HOME / name)
    write_run(optimizer.assign(scenario), tmp_path / "one")
    write_run(optimizer.assign(shuffled(scenario, 4), workers=8), tmp_path / "other")
    for file in ("placements.csv", "diary.csv", "metrics.json", "report.html", "workbook.xlsx"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes(), file


def test_the_first_look_is_refused_without_its_guard() -> None:
    scenario = optimizer.load(HOME / "first-look")
    kept = scenario.settings.assignment.model_dump()
    with pytest.raises(optimizer.Impossible, match="岗位 V4 还须 1 人，能去的只剩 0 人"):
        optimizer.assign(scenario, settings={**kept, "options": {"share": 0.5, "guard": False}})


def test_the_first_look_has_the_same_total_rank_without_choice() -> None:
    scenario = optimizer.load(HOME / "first-look")
    kept = scenario.settings.assignment.model_dump()
    outcome = optimizer.assign(scenario, settings={**kept, "mechanism": "optimal", "options": {}})
    assert {stage.name: stage.value for stage in outcome.stages}["total-rank"] == 13


def test_every_engine_fills_yangquan_alike() -> None:
    scenario = optimizer.load(HOME / "yangquan")
    flow = optimizer.assign(scenario, engine="flow")
    core = optimizer.assign(scenario, engine="core")
    assert core.placements.equals(flow.placements)
    assert [stage.value for stage in core.stages] == [stage.value for stage in flow.stages]
