"""Worst cases, warm questions and quarrels of rows, each against enumeration."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import everything, programs

from optimizer.errors import LimitReached
from optimizer.solver import quarrel as quarrels
from optimizer.solver.lexicographic import anything, solve
from optimizer.solver.program import Bottleneck, Limits, Program, Rows
from optimizer.solver.quarrel import only, quarrel
from optimizer.solver.solution import Solution
from optimizer.solver.warm import Warm


@settings(max_examples=150, deadline=None, derandomize=True)
@given(programs(), st.data())
@pytest.mark.parametrize("engine", ["core", "mip"])
def test_a_bottleneck_reaches_the_least_level(engine: str, program: Program, data: st.DataObject) -> None:
    moved = program.bounded(np.zeros_like(program.lower), program.upper - program.lower)
    level = np.array(data.draw(st.lists(st.integers(0, 3), min_size=program.count, max_size=program.count)))
    aim = Bottleneck("worst", range(4), [(level > most).astype(np.int64) for most in range(4)])
    found = solve(moved, [aim], lambda number: np.arange(program.count) + number, engine=engine)
    plans = everything(moved)
    if not plans:
        assert found.status == "infeasible"
        return
    worst = min(int((level * (plan > 0)).max(initial=0)) for plan in plans)
    assert found.stages[0].value == worst
    assert found.stages[0].bound <= worst
    assert found.stages[0].proof in ("certified", "proved by search")


@settings(max_examples=200, deadline=None, derandomize=True)
@given(programs(), st.data())
def test_a_warm_answer_is_true_however_the_bounds_moved(program: Program, data: st.DataObject) -> None:
    """Two questions in a row, so that the second starts from the basis of the first."""
    rows = program.rows
    warm = Warm(program, Limits())
    for _ in range(2):
        shift = np.array(
            data.draw(st.lists(st.integers(-2, 2), min_size=rows.count, max_size=rows.count)), np.int64
        )
        cut = np.array(
            data.draw(st.lists(st.integers(0, 1), min_size=program.count, max_size=program.count)), np.int64
        )
        upper = np.maximum(program.upper - cut, program.lower)
        answer, found = warm.ask(upper, rows.low + shift, rows.high + shift)
        moved = Program(program.lower, upper, type(rows)(rows.row, rows.column, rows.value, rows.low + shift, rows.high + shift, rows.labels))  # fmt: skip
        plans = everything(moved)
        assert not (answer == "refuted" and plans)
        assert answer != "whole" or moved.admits(found)
        assert (anything(moved, np.zeros(program.count, np.int64), Limits()).status == "proved") == bool(
            plans
        )


@settings(max_examples=200, deadline=None, derandomize=True)
@given(programs())
def test_a_quarrel_is_smallest(program: Program) -> None:
    groups = [np.array([row]) for row in range(program.rows.count)]
    every = np.arange(program.rows.count)
    found = quarrel(program, groups, np.zeros(program.count, np.int64), Limits())
    if everything(program):
        assert found is None
        return
    assert found is not None
    assert found.settled
    assert not everything(only(program, every, found.groups))
    for at in range(len(found.groups)):
        assert everything(only(program, every, [*found.groups[:at], *found.groups[at + 1 :]]))


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs())
def test_a_quarrel_whose_time_is_over_is_true_and_says_so(program: Program) -> None:
    """It may hold more than is needed, but cannot be met, and is not called settled."""
    groups = [np.array([row]) for row in range(program.rows.count)]
    found = quarrel(program, groups, np.zeros(program.count, np.int64), Limits(until=0.0))
    if everything(program):
        assert found is None
        return
    assert found is not None
    assert found.groups == () or not found.settled
    assert not everything(only(program, np.arange(program.rows.count), found.groups))


def test_nobody_is_told_that_there_is_a_plan_when_the_time_was_too_short(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """x + y = 1 and x = y: only a search refutes it, and it ended too early."""
    rows = Rows(
        np.array([0, 0, 1, 1]), np.array([0, 1, 0, 1]), np.array([1, 1, 1, -1]),
        np.array([1, 0]), np.array([1, 0]), ("sum", "alike"),
    )  # fmt: skip
    program = Program(np.zeros(2, np.int64), np.ones(2, np.int64), rows)
    groups = [np.array([0]), np.array([1])]
    nothing = np.zeros(2, np.int64)
    found = quarrel(program, groups, nothing, Limits())
    assert found is not None
    assert (found.proof, len(found.groups), found.settled) == ("search", 2, True)
    unknown = Solution(None, (), "unknown", unique=False)
    monkeypatch.setattr(quarrels, "anything", lambda *asked: unknown)
    with pytest.raises(LimitReached, match="not settled in time which demands quarrel"):
        quarrel(program, groups, nothing, Limits())
