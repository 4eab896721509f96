"""The book says of every plan what the rules say; one that does not follow from the inputs is told without a commitment."""

from __future__ import annotations

import json
import random
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from forging import mended
from runs import QUOTAS, assigned, first_look, town

import optimizer
from optimizer.assignment.checks import breaches
from optimizer.evidence import standalone
from optimizer.evidence.assigned import Case
from optimizer.evidence.book import book, write_book
from optimizer.exchange.inputs import write_inputs

RULES: list[dict[str, Any]] = [
    *QUOTAS,
    {"kind": "applied-county"},
    {"kind": "hardship-share", "hardship": 3, "most": 0.5},
    {"kind": "score-spread", "tolerance": 8.0, "per": "county"},
    {"kind": "group-quota", "group": {"性别": "女"}, "per": "township", "maximum": 2},
]


def test_the_book_breaks_a_plan_exactly_where_a_rule_does(tmp_path: Path) -> None:
    given = town(12, 10, seed=3)
    for one in RULES:
        changed = given.settings.assignment.model_copy(update={"rules": [one], "options": {}})
        settings = given.settings.model_copy(update={"assignment": changed})
        case = Case(replace(given, settings=settings))
        folder = tmp_path / f"{RULES.index(one)}"
        folder.mkdir()
        write_inputs(case.scenario, folder)
        write_book(case.scenario, folder)
        verdicts = [_agreed(case, standalone.Market(folder), seed) for seed in range(60)]
        assert True in verdicts, one


def _agreed(case: Case, small: standalone.Market, seed: int) -> bool:
    """Whether a random plan breaks something; rules and book say the same of it."""
    rng, market = random.Random(seed), case.market
    seats = rng.sample(range(len(market.posts)), rng.randint(0, len(market.posts)))
    people = rng.sample(range(market.size), len(seats))
    plan = np.full(market.size, -1)
    plan[people] = seats
    placed = {market.graduates[p]: market.posts[s] for p, s in zip(people, seats, strict=True)}
    rows = [
        dict.fromkeys(standalone.PLACE, "") | {"graduate": name, "post": placed.get(name, "")}
        for name in market.graduates
    ]
    *_, (_, wrong, _) = standalone.plan(small, rows, placed)
    broken = bool(breaches(market, case.demands.rules, plan))
    assert bool(wrong) == broken, (placed, wrong)
    return broken


def test_a_book_of_other_rules_is_told_without_a_commitment(tmp_path: Path) -> None:
    run = assigned("optimal", tmp_path / "run", seed=2, rules=QUOTAS)
    assert optimizer.verify(run)["book"].verdict == "holds"
    told = json.loads((run / "book.json").read_text("utf-8"))
    next(iter(told["rows"].values()))["low"] = 0
    (run / "book.json").write_text(json.dumps(told), "utf-8")
    mended(run, certificate=True)
    found = optimizer.verify(run)
    assert found["book"].verdict == "fails"
    assert "rows" in found["book"].witnesses[0]


def test_a_run_without_its_book_is_told(tmp_path: Path) -> None:
    run = first_look(tmp_path / "run")
    (run / "book.json").unlink()
    assert optimizer.verify(run)["book"].verdict == "fails"


def test_the_supervisor_finds_the_cell_of_a_rule_in_the_book() -> None:
    told = book(optimizer.load(Path(optimizer.__file__).parent.parent / "scenarios/first-look"))
    assert told is not None
    assert told["cells"]["V4"] == 2
    assert [kind for kind, cells in enumerate(told["may"]) if 2 in cells] == [4] == [told["kinds"]["G2"]]


def test_a_market_too_large_for_a_book_is_no_false_alarm(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("optimizer.evidence.book._MOST", 0)
    run = first_look(tmp_path / "run")
    assert not (run / "book.json").is_file()
    assert optimizer.verify(run).ok
    found = list(standalone.check(run))
    assert [name for name, wrong, _ in found if wrong] == []
    assert any("chuyan verify" in said for _, _, unproved in found for said in unproved)


@pytest.mark.parametrize("forged", [{"scale": -1}, {"scale": 0}, {"posts": {"V3": 0.5, "V7": 2}}])
def test_no_float_and_no_scale_below_one_proves_anything(forged: dict[str, Any], tmp_path: Path) -> None:
    run = first_look(tmp_path / "run")
    told = json.loads((run / "certificate.json").read_text("utf-8"))
    told["stages"][1]["prices"] |= forged
    (run / "certificate.json").write_text(json.dumps(told), "utf-8")
    mended(run, certificate=True)
    assert not optimizer.verify(run).ok
    assert [name for name, wrong, _ in standalone.check(run) if wrong]


def test_a_commitment_that_is_not_there_is_no_commitment(tmp_path: Path) -> None:
    run = first_look(tmp_path / "run")
    assert [name for name, wrong, _ in standalone.check(run, None, str(tmp_path / "none.json")) if wrong]
