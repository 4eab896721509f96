"""The examples of docs/developer.md, run as they stand there."""

from __future__ import annotations

import re
import sys
from pathlib import Path
from types import ModuleType

import pytest
from builders import scenario

from optimizer import assign
from optimizer.assignment import demands, kinds

GUIDE = Path(__file__).resolve().parents[1] / "docs" / "developer.md"


def module(heading: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The first Python block below a heading, loaded as a module."""
    text = GUIDE.read_text("utf-8").split(f"# {heading}\n", 1)[1]
    found = re.search(r"```python\n(.*?)```", text, re.DOTALL)
    assert found is not None
    made = ModuleType(heading.replace(" ", "_"))
    monkeypatch.setitem(sys.modules, made.__name__, made)
    exec(found[1], made.__dict__)
    return made


def test_how_to_add_a_mechanism(monkeypatch: pytest.MonkeyPatch) -> None:
    """丙 comes last by score and first by choice; 甲 is allocated what is left, and the guard keeps 农 filled."""
    added = module("How to add a mechanism", monkeypatch)
    monkeypatch.setattr(kinds, "MECHANISMS", (*kinds.MECHANISMS, added.LastFirst))
    given = scenario(
        [{"graduate": "甲"}, {"graduate": "乙"}, {"graduate": "丙", "major": "090101"}],
        [{"post": "城"}, {"post": "农", "majors": "09"}, {"post": "镇"}],
        [("甲", 1, "城"), ("乙", 1, "城"), ("丙", 1, "城"), ("丙", 2, "农")],
        mechanism="last-first",
        rules=[{"kind": "eligible-major"}, {"kind": "fill-every-post"}],
    )
    outcome = assign(given)
    assert outcome.placements["post"].tolist() == ["镇", "城", "农"]
    assert outcome.placements["stage"].tolist() == ["allocation", "choice", "choice"]
    assert outcome.diary["action"].tolist() == ["refused", "picked", "picked", "passed"]


def test_how_to_write_a_rule(monkeypatch: pytest.MonkeyPatch) -> None:
    added = module("How to write a rule", monkeypatch)
    monkeypatch.setattr(demands, "RULES", (*demands.RULES, added.MildPost))
    given = scenario(
        [{"graduate": "甲"}],
        [{"post": "苦", "hardship": 5}, {"post": "平", "hardship": 1}],
        [("甲", 1, "苦")],
        rules=[{"kind": "mild-post"}],
    )
    assert assign(given).placements["post"].tolist() == ["平"]
