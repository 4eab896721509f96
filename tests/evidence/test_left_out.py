"""What a forger leaves out, or writes twice, so that there is nothing to contradict: told by both verifiers."""

from __future__ import annotations

import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from forging import mended
from runs import QUOTAS, assigned, first_look, impossible, rotated, town
from test_verify import failing, small

import optimizer
from optimizer.evidence import standalone
from optimizer.evidence.certificate import certificate
from optimizer.evidence.exchange import Exchanges
from optimizer.report.run import write_run

Edit = Callable[[dict[str, Any]], None]


def edited(run: Path, change: Edit, *names: str) -> Path:
    """The run with these files changed, and every digest mended."""
    for name in names or ("certificate.json",):
        told = json.loads((run / name).read_text("utf-8"))
        change(told)
        (run / name).write_text(json.dumps(told, ensure_ascii=False), "utf-8")
    mended(run, certificate=True)
    return run


def without_draw(told: dict[str, Any]) -> None:
    towns = told.get("townships", told.get("towns", []))
    for part in [told, *(towns.values() if isinstance(towns, dict) else towns)]:
        if "stages" in part:
            part["stages"] = [one for one in part["stages"] if not one["name"].startswith("lottery")]


@pytest.mark.parametrize("make", [first_look, lambda p: assigned("optimal", p, 2, QUOTAS), rotated])
def test_a_draw_that_is_left_out_is_told(make: Any, tmp_path: Path) -> None:
    """Without it any plan as good could stand there."""
    run = edited(make(tmp_path / "run"), without_draw, "certificate.json", "metrics.json")
    assert not optimizer.verify(run).ok
    assert small(run)


@pytest.mark.parametrize("make", [first_look, lambda p: assigned("optimal", p, 2, QUOTAS)])
def test_every_run_draws_even_where_one_plan_is_left(make: Any, tmp_path: Path) -> None:
    told = json.loads((make(tmp_path / "run") / "certificate.json").read_text("utf-8"))
    assert told["stages"][-1]["name"].startswith("lottery")
    assert told["unique"]


def test_no_stages_are_no_proof(tmp_path: Path) -> None:
    run = edited(
        first_look(tmp_path / "run"), lambda told: told.update(stages=[]), "certificate.json", "metrics.json"
    )
    assert not optimizer.verify(run).ok
    assert small(run)


def test_on_a_network_a_refusal_has_its_prices(tmp_path: Path) -> None:
    run = edited(first_look(tmp_path / "run"), lambda told: told.update(refusals=[None]))
    assert "choice" in dict(failing(optimizer.verify(run)))
    assert "the refusal is not proved" in str(small(run))


def test_on_a_network_a_stage_has_its_prices(tmp_path: Path) -> None:
    """As if an engine of another name had only searched."""

    def unpriced(told: dict[str, Any]) -> None:
        for stage in told["stages"]:
            stage.pop("prices", None)

    run = edited(first_look(tmp_path / "run"), unpriced)
    assert "缺价 no prices on a network" in str(small(run))


def refused(run: Path, **told: Any) -> Path:
    """A run turned into an honest no: whatever is told of it."""
    head = json.loads((run / "certificate.json").read_text("utf-8"))
    kept = {key: head[key] for key in ("format", "claims", "seed")}
    for name in ("placements.csv", "diary.csv", "metrics.json"):
        (run / name).unlink()
        del kept["claims"][name]
    (run / "certificate.json").write_text(
        json.dumps({**kept, "kind": "impossible", "status": "impossible", **told}), "utf-8"
    )
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    (run / "manifest.json").write_text(json.dumps(manifest | {"status": "impossible"}), "utf-8")
    mended(run, certificate=True)
    return run


@pytest.mark.parametrize(
    "told",
    [
        {"of": "assignment", "placed": {}, "prices": None},
        {"of": "words"},
        {"of": "assignment", "placed": {"G2": "V1"}, "prices": {"posts": {"V4": 1}, "sums": {}}},
    ],
    ids=["by search", "in words", "with somebody placed"],
)
def test_a_possible_network_cannot_be_called_impossible(told: dict[str, Any], tmp_path: Path) -> None:
    run = refused(first_look(tmp_path / "run"), **told)
    assert "refutation" in dict(failing(optimizer.verify(run)))
    assert "无可行方案 impossible" in dict(small(run))


def test_a_search_is_not_called_confirmed(tmp_path: Path) -> None:
    """Nothing in the files shows that a second engine was ever asked."""
    found = optimizer.verify(impossible("impossible-by-search", tmp_path / "run"))["refutation"]
    assert found.verdict == "not certified"
    assert "engine" not in found.witnesses[0]


def test_exchanges_that_nobody_looked_at_are_not_called_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gap(told: dict[str, Any]) -> None:
        told["stages"][1] |= {"scale": 1, "duals": {}}

    run = edited(first_look(tmp_path / "run"), gap)
    assert optimizer.verify(run)["exchanges"].verdict == "holds"
    monkeypatch.setattr("optimizer.evidence.exchange._MOST", 0)
    found = optimizer.verify(run)["exchanges"]
    assert found.verdict == "not certified"
    assert "not looked at" in found.witnesses[0]


@pytest.mark.parametrize(("proof", "verdict"), [("open", "not certified"), ("proved by search", "fails")])
def test_a_plan_that_an_exchange_betters_is_said_not_to_be_the_best(
    proof: str, verdict: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def gap(told: dict[str, Any]) -> None:
        told["stages"][1] |= {"scale": 1, "duals": {}, "proof": proof}

    run = edited(first_look(tmp_path / "run"), gap)
    monkeypatch.setattr(Exchanges, "better", lambda self: iter([(1, "G1 ↔ G2")]))
    found = optimizer.verify(run)["exchanges"]
    assert found.verdict == verdict
    assert ("not the best" in found.witnesses[0]) == (proof == "open")


@pytest.mark.parametrize("name", ["certificate.json", "metrics.json", "book.json"])
def test_a_key_that_stands_twice_is_refused(name: str, tmp_path: Path) -> None:
    """Readers differ in which of the two they believe."""
    run = first_look(tmp_path / "run")
    path = run / name
    path.write_text(path.read_text("utf-8").rstrip()[:-1] + ', "a": 1, "a": 2}', "utf-8")
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    manifest["outputs"][name] = hashlib.sha256(path.read_bytes()).hexdigest()
    (run / "manifest.json").write_text(json.dumps(manifest), "utf-8")
    assert "twice" in str(failing(optimizer.verify(run))) or name == "book.json"
    assert not optimizer.verify(run).ok
    assert "twice" in str(small(run))


@pytest.mark.parametrize("where", ["", "stages", "prices"])
def test_an_entry_that_nobody_looks_at_is_refused(where: str, tmp_path: Path) -> None:
    def note(told: dict[str, Any]) -> None:
        part = told if not where else told["stages"][0]
        (part["prices"] if where == "prices" else part)["checked_by"] = "the ministry"

    run = edited(first_look(tmp_path / "run"), note)
    assert "checked_by" in str(dict(failing(optimizer.verify(run)))["certificate"])


@pytest.mark.parametrize("name", ["placements.csv", "diary.csv"])
@pytest.mark.parametrize("header", [True, False], ids=["a column twice", "cells without a column"])
def test_a_table_has_each_column_once(name: str, header: bool, tmp_path: Path) -> None:
    run = first_look(tmp_path / "run")
    first, *rows = (run / name).read_text("utf-8").splitlines()
    lines = [f"post,{first}" if header else first, *(f"V1,{row}" for row in rows)]
    (run / name).write_text("\n".join(lines) + "\n", "utf-8")
    mended(run, certificate=True)
    assert not optimizer.verify(run).ok
    assert small(run)


@pytest.mark.parametrize("told", [{}, {"digest": "0"}, []])
def test_a_commitment_to_nothing_is_none(told: Any, tmp_path: Path) -> None:
    promise = tmp_path / "promise.json"
    promise.write_text(json.dumps(told), "utf-8")
    assert small(first_look(tmp_path / "run"), None, str(promise))


def test_a_kind_that_is_none_is_told(tmp_path: Path) -> None:
    run = edited(first_look(tmp_path / "run"), lambda told: told.update(kind="x"))
    assert small(run)


def command(*words: str) -> subprocess.CompletedProcess[str]:
    said = [sys.executable, "-I", "-S", str(standalone.__file__), *words]
    return subprocess.run(said, capture_output=True, text=True, encoding="utf-8")


@pytest.mark.parametrize("words", [(), ("run", "--digest"), ("run", "--digset", "0")])
def test_a_wrong_use_of_the_small_verifier_is_told_by_its_usage(words: tuple[str, ...]) -> None:
    done = command(*words)
    assert done.returncode == 2
    assert done.stderr.startswith("usage:")


def test_a_digest_may_be_in_capitals(tmp_path: Path) -> None:
    run = first_look(tmp_path / "run")
    mine = hashlib.sha256((run / "manifest.json").read_bytes()).hexdigest()
    assert command(str(run), "--digest", mine.upper()).returncode == 0
    assert command(str(run), "--digest", mine[::-1]).returncode == 6


def test_whatever_stands_in_an_honest_certificate_is_declared(tmp_path: Path) -> None:
    """A guard refuses, a pool is sent, an engine searches: no entry of theirs is unknown."""
    given = {"mechanism": "choice-then-allocation", "options": {"share": 0.6}, "rules": QUOTAS}
    outcome = optimizer.assign(town(seed=2), settings=given)
    write_run(outcome, tmp_path / "run")
    assert {*certificate(outcome)["stages"][0]} >= {"name", "value", "bound"}
    assert failing(optimizer.verify(tmp_path / "run")) == []
