"""The page that says how to add a metric, followed word for word."""

from __future__ import annotations

import doctest
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import plain
import pytest
from hypothesis import given, settings

from optimizer.fairness.metrics.base import Metric
from optimizer.fairness.plan import Plan

PAGE = (Path(__file__).parents[2] / "docs" / "developer.md").read_text("utf-8")


def blocks() -> tuple[str, str]:
    """The file and the line of the oracle that the page tells to write."""
    section = PAGE.partition("# How to add a metric")[2].partition("\n# ")[0]
    file, line = re.findall(r"```python\n(.*?)```", section, re.S)
    return file, line


@pytest.fixture(scope="module")
def followed() -> tuple[type[Metric], Any, doctest.TestResults]:
    module = ModuleType("near_home")
    sys.modules["near_home"] = module
    file, line = blocks()
    exec(compile(file, "near_home.py", "exec"), module.__dict__)
    ran = doctest.testmod(module)
    oracle = eval(f"{{{line}}}", vars(plain))
    del sys.modules["near_home"]
    return module.NearHome, oracle["near-home"], ran


def test_the_metric_of_the_page_works(followed: tuple[type[Metric], Any, doctest.TestResults]) -> None:
    metric, _, ran = followed
    assert (ran.attempted, ran.failed) == (3, 0)
    assert metric.kind.replace("-", "_") == "near_home"


@settings(max_examples=40, deadline=None, derandomize=True)
@given(plain.plans())
def test_the_metric_of_the_page_is_what_its_plain_loop_says(
    followed: tuple[type[Metric], Any, doctest.TestResults], plan: Plan
) -> None:
    metric, oracle, _ = followed
    assert metric().value(plan) == oracle(plan)
