"""A search that somebody ends: the best plan so far, never a contradiction, never nothing where there was a plan."""

from __future__ import annotations

import signal
from functools import partial
from pathlib import Path
from threading import Timer

import numpy as np
import pytest
from hard import hard

import optimizer
from optimizer.assignment.checks import breaches
from optimizer.assignment.goals.score_balance import ScoreBalance
from optimizer.assignment.kinds import build
from optimizer.solver import highs, program
from optimizer.solver.program import Limits, Program, Rows
from optimizer.solver.search import search


@pytest.mark.parametrize("after", [0.0, 1.0])
def test_a_stopped_assignment_is_a_plan_that_says_what_is_open(tmp_path: Path, after: float) -> None:
    given = hard()
    asked = Timer(after, (tmp_path / "stop").touch)
    asked.start()
    outcome = optimizer.assign(given, seconds=300, stop=tmp_path / "stop")
    asked.join()
    assert outcome.status == "limit"
    assert outcome.summary["placed"] == 130
    assert not breaches(outcome.market, build(given.settings.assignment).rules, outcome.placed)
    balance = next(stage for stage in outcome.stages if stage.name == "score-balance")
    assert balance.value == ScoreBalance().value(outcome.market, outcome.placed)
    assert all(stage.bound <= stage.value for stage in outcome.stages if stage.name != "most-placed")


def test_a_stop_before_there_is_a_plan_waits_for_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(program, "_LAST", 0.01)  # a machine so slow that nothing is found at the last moment
    (tmp_path / "stop").touch()
    outcome = optimizer.assign(hard(), seconds=300, stop=tmp_path / "stop")
    assert (outcome.status, outcome.summary["placed"]) == ("limit", 130)


def knapsacks() -> tuple[Program, np.ndarray[tuple[int], np.dtype[np.int64]]]:
    """Sixty things in thirty knapsacks: hours of work for any engine, a plan within a moment."""
    dice = np.random.default_rng(0)
    sizes = dice.integers(20, 90, (30, 60))
    row, thing = np.divmod(np.arange(1800), 60)
    rows = Rows(row, thing, sizes.ravel(), np.zeros(30, np.int64), np.full(30, 900), ["knapsack"] * 30)
    return Program(np.zeros(60, np.int64), np.ones(60, np.int64), rows), -dice.integers(50, 100, 60)


@pytest.mark.parametrize("engine", ["search", "mip"])
def test_an_engine_at_work_ends_when_it_is_asked_to(tmp_path: Path, engine: str) -> None:
    sacks, weights = knapsacks()
    Timer(0.5, (tmp_path / "stop").touch).start()
    limits = Limits(work=1e6, seconds=3_600.0, stop=str(tmp_path / "stop"))
    if engine == "search":
        values, finished = search(sacks, weights, limits)
        assert (values is not None, finished) == (True, False)
    else:
        said = highs.run(sacks, weights, limits, whole=True)
        assert (said.status, said.values is not None) == ("limit", True)


@pytest.mark.parametrize("engine", ["search", "mip"])
def test_ctrl_c_ends_an_engine_and_is_heard_by_python(engine: str) -> None:
    """CP-SAT alone would take the signal for its own, and answer as at a limit; HiGHS would not hear it for hours."""
    sacks, weights = knapsacks()
    limits = Limits(work=1e6, seconds=3_600.0)
    before = signal.getsignal(signal.SIGINT)
    Timer(0.5, partial(signal.raise_signal, signal.SIGINT)).start()
    solve = partial(search, sacks, weights, limits)
    if engine == "mip":
        solve = partial(highs.run, sacks, weights, limits, whole=True)
    with pytest.raises(KeyboardInterrupt):
        solve()
    assert signal.getsignal(signal.SIGINT) == before
