"""What a search led by the relaxation gives up on: clauses find a plan if there is one, and say so if there is none."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import everything, programs

from optimizer.solver import core
from optimizer.solver.program import Limits, Program, Rows
from optimizer.solver.relaxation import relax
from optimizer.solver.stubborn import stubborn


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs(), st.data())
@pytest.mark.parametrize("good", [True, False])
def test_there_is_a_plan_exactly_where_enumeration_has_one(
    good: bool, program: Program, data: st.DataObject
) -> None:
    size = program.count
    weights = np.array(data.draw(st.lists(st.integers(-3, 3), min_size=size, max_size=size)), np.int64)
    values, none = stubborn(program, program, weights, Limits(), good=good)
    plans = everything(program)
    assert (values is None, none) == (not plans, not plans)
    if values is not None:
        assert program.admits(values)
    if values is not None and good:
        assert int(weights @ values) == min(int(weights @ plan) for plan in plans)


@pytest.mark.parametrize("good", [True, False])
def test_a_search_that_gives_up_is_not_the_end(good: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of three pairs of neighbours each takes one: the relaxation says one and a half, a plan has one."""
    rows = Rows(
        np.array([0, 0, 1, 1, 2, 2]), np.array([0, 1, 1, 2, 0, 2]), np.ones(6, np.int64),
        np.zeros(3, np.int64), np.ones(3, np.int64), ("ab", "bc", "ac"),
    )  # fmt: skip
    triangle, weights = Program(np.zeros(3, np.int64), np.ones(3, np.int64), rows), -np.ones(3, np.int64)
    relaxed = relax(triangle, weights, Limits())
    assert relaxed is not None
    monkeypatch.setattr(core, "search", lambda *given, **how: (None, False))
    found = core.near(triangle, weights, relaxed, Limits(), good=good).values
    assert found is not None
    assert triangle.admits(found)
    assert not good or int(weights @ found) == -1
