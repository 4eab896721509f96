"""The figures that docs/supervisor.md works by hand are those of scenarios/first-look."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from runs import first_look

import optimizer
from optimizer.evidence.certificate import ENGINES, certificate
from optimizer.evidence.standalone import number
from optimizer.evidence.summary import summary
from optimizer.solver.lexicographic import ENGINES as KNOWN

DOCS = Path(optimizer.__file__).parent.parent / "docs"


def test_the_prices_worked_by_hand(tmp_path: Path) -> None:
    told = json.loads((first_look(tmp_path / "run") / "certificate.json").read_text("utf-8"))
    assert told["refusals"] == [{"posts": {"V4": 1}, "sums": {}}]
    stage = told["stages"][1]
    assert (stage["name"], stage["value"], stage["prices"]["bound"]) == ("total-rank", 13, 6)
    assert stage["prices"]["posts"] == {"V3": 1, "V7": 2, "V8": 2}
    text = (DOCS / "supervisor.md").read_text("utf-8")
    assert "证书的价是 V3 = 1、V7 = 2、V8 = 2、V6 = 0" in text
    assert '`{"posts": {"V4": 1}}`' in text


def test_the_draw_worked_by_hand() -> None:
    assert f"{number(8, 'priority', 'G3'):016x}" in (DOCS / "supervisor.md").read_text("utf-8")


def test_every_entry_of_a_certificate_is_documented(tmp_path: Path) -> None:
    text = (DOCS / "certificate.md").read_text("utf-8")
    told = json.loads((first_look(tmp_path / "run") / "certificate.json").read_text("utf-8"))
    entries = {*told, *told["stages"][0], *told["stages"][0]["prices"]} - {"bound"}
    assert [
        entry for entry in sorted(entries) if f"`{entry}`" not in text and f"`stages[].{entry}`" not in text
    ] == []


def test_every_entry_of_a_book_is_documented(tmp_path: Path) -> None:
    text = (DOCS / "certificate.md").read_text("utf-8")
    told = json.loads((first_look(tmp_path / "run") / "book.json").read_text("utf-8"))
    entries = {*told, *told["goals"][1]} - {"format", "name"}
    assert [entry for entry in sorted(entries) if f"`{entry}`" not in text] == []


def test_every_engine_is_described() -> None:
    assert sorted(ENGINES) == sorted(KNOWN)


def test_the_first_page_says_how_much_is_certified(tmp_path: Path) -> None:
    first_look(tmp_path / "run")
    told = json.loads((tmp_path / "run/certificate.json").read_text("utf-8"))
    lines = list(summary(told))
    assert lines[0] == "各阶段 stages: 4，算术已证 certified 4"
    assert "total-rank: 13 已证最优，算术可验 / certified by arithmetic" in lines
    assert "未获准的选岗 refused picks: 1，有算术证据 proved by arithmetic 1" in lines


def test_an_outcome_read_back_has_no_certificate_of_its_own(tmp_path: Path) -> None:
    outcome = optimizer.read_run(first_look(tmp_path / "run"))
    with pytest.raises(ValueError, match="only an outcome that was just found"):
        certificate(outcome)
