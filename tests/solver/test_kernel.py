"""The kernel against enumeration: bounds, faces, stages, the lottery, and what each engine says."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tiny import everything, programs

from optimizer.errors import UsageError
from optimizer.solver import core
from optimizer.solver.another import between, elsewhere
from optimizer.solver.bound import certified_bound, restrict
from optimizer.solver.fused import guided
from optimizer.solver.lexicographic import solve
from optimizer.solver.network import as_network
from optimizer.solver.opening import opening
from optimizer.solver.program import Integers, Limits, Program, Rows, Stage

SMALL = st.integers(-3, 3)


@st.composite
def stages(draw: st.DrawFn, count: int) -> list[Stage]:
    many = draw(st.integers(0, 2))
    return [
        Stage(f"goal {k}", np.array(draw(st.lists(SMALL, min_size=count, max_size=count)), np.int64))
        for k in range(many)
    ]


def lottery(program: Program, seed: int = 3) -> list[Integers]:
    rng = np.random.default_rng(seed)
    return [rng.integers(0, 2**20, program.count) for _ in range(3)]


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
@pytest.mark.parametrize("engine", ["flow", "core", "mip"])
def test_stages_and_lottery_reach_what_enumeration_reaches(engine: str, data: st.DataObject) -> None:
    program = data.draw(programs(network=engine == "flow"))
    goals = data.draw(stages(program.count))
    draws = lottery(program)
    solution = solve(program, goals, lambda k: draws[k], engine=engine)
    possible = everything(program)
    if not possible:
        assert solution.status == "infeasible"
        assert solution.values is None
        return
    best = min(
        possible,
        key=lambda x: [int(weights @ x) for weights in (*(stage.weights for stage in goals), draws[0])],
    )
    assert solution.status == "proved"
    assert solution.unique
    assert solution.values is not None
    assert solution.values.tolist() == best.tolist()
    for goal, stage in zip(goals, solution.stages, strict=False):
        assert stage.value == int(goal.weights @ best)
        assert stage.bound <= stage.value
        assert (stage.proof == "certified") == (stage.bound == stage.value)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(st.data())
def test_a_network_is_the_same_to_every_engine(data: st.DataObject) -> None:
    program = data.draw(programs(network=True))
    assert as_network(program) is not None
    goals, draws = data.draw(stages(program.count)), lottery(program)
    answers = [solve(program, goals, lambda k: draws[k], engine=e) for e in ("flow", "core", "mip")]
    assert len({a.status for a in answers}) == 1
    assert len({None if a.values is None else tuple(a.values.tolist()) for a in answers}) == 1


@settings(max_examples=200, deadline=None, derandomize=True)
@given(st.data())
def test_any_duals_prove_a_bound_and_the_face_keeps_every_plan_of_that_value(data: st.DataObject) -> None:
    program = data.draw(programs())
    weights = np.array(data.draw(st.lists(SMALL, min_size=program.count, max_size=program.count)), np.int64)
    duals = np.array(
        data.draw(st.lists(SMALL, min_size=program.rows.count, max_size=program.rows.count)), np.int64
    )
    scale = data.draw(st.integers(1, 3))
    possible = everything(program)
    if not possible:
        return
    bound, value = certified_bound(program, weights, duals, scale), min(int(weights @ x) for x in possible)
    assert bound <= value
    face = restrict(program, "goal", weights, value, duals, scale)
    assert {tuple(x) for x in everything(face)} == {tuple(x) for x in possible if int(weights @ x) == value}
    assert face.rows.count == len(face.rows.labels)


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs())
def test_another_plan_is_any_but_the_one_at_hand(program: Program) -> None:
    possible = everything(program)
    for values in possible[:2]:
        found = []
        for other in (elsewhere(program, values), between(program, values)):
            if other is None:
                continue
            nothing = np.zeros(other.count, np.int64)
            answer = solve(other, [], lambda k, nothing=nothing: nothing, engine="core")
            found += [answer.values[: program.count].tolist()] if answer.values is not None else []
        assert bool(found) == (len(possible) > 1)
        assert values.tolist() not in found


@settings(max_examples=100, deadline=None, derandomize=True)
@given(programs(), st.data())
def test_others_that_weigh_no_more_are_found_or_proved_absent(program: Program, data: st.DataObject) -> None:
    possible = everything(program)
    if not possible:
        return
    weights = np.array(
        data.draw(st.lists(st.integers(-4, 4), min_size=program.count, max_size=program.count)), np.int64
    )
    values = data.draw(st.sampled_from(possible))
    others = [x for x in possible if x.tolist() != values.tolist() and weights @ x <= weights @ values]
    found = core.other_within(program, values, weights, Limits())
    assert found.infeasible == (not others)
    if others:
        assert found.values is not None
        assert found.values.tolist() in [x.tolist() for x in others]
        assert weights @ found.values == min(weights @ x for x in others)
        assert found.optimal


def test_a_lighter_plan_in_between_is_not_hidden_by_an_equal_one_elsewhere() -> None:
    """x of 0 to 2 and y of 0 or 1, y only with x. Beside (1, 0) there is (1, 1), as heavy, and (0, 0), lighter."""
    together = Rows(
        np.zeros(2, np.int64), np.arange(2), np.array([1, -1]), np.array([0]), np.array([2]), ("y with x",)
    )
    program = Program(np.zeros(2, np.int64), np.array([2, 1]), together)
    found = core.other_within(program, np.array([1, 0]), np.array([1, 0]), Limits())
    assert found.values is not None
    assert found.values.tolist() == [0, 0]


def test_with_the_time_over_known_values_come_back_with_an_honest_bound() -> None:
    program = Program(np.zeros(2, np.int64), np.ones(2, np.int64), Rows.stack([]))
    over = replace(Limits(), until=0.0)
    weights = np.array([-1, 1])
    poor = core.optimise(program, weights, over, np.array([0, 0]))
    assert (poor.values is not None and poor.values.tolist(), poor.optimal) == ([0, 0], False)
    best = core.optimise(program, weights, over, np.array([1, 0]))
    assert best.optimal
    assert not core.other_within(program, np.array([1, 0]), weights, over).infeasible


def test_only_networks_go_to_the_flow_engine() -> None:
    """x + y in one row and x + y in another, x - y in a third: no signs make that a network."""
    rows = Rows(
        np.array([0, 0, 1, 1]),
        np.array([0, 1, 0, 1]),
        np.array([1, 1, 1, -1]),
        np.zeros(2, int),
        np.ones(2, int),
        ("a", "b"),
    )
    program = Program(np.zeros(2, np.int64), np.ones(2, np.int64), rows)
    assert as_network(program) is None
    with pytest.raises(UsageError, match="no network"):
        solve(program, [], lambda k: np.zeros(2, np.int64), engine="flow")


def test_a_limit_is_said_and_the_plan_kept() -> None:
    """A market split problem (Cornuéjols and Dawande 1998): no search ends within so little work."""
    rng = np.random.default_rng(1)
    matrix = rng.integers(1, 100, (4, 40))
    row, column = np.nonzero(matrix)
    half = matrix.sum(axis=1) // 2
    rows = Rows(row, column, matrix[row, column], half - 3, half + 3, tuple("abcd"))
    program = Program(np.zeros(40, np.int64), np.ones(40, np.int64), rows)
    goal = Stage("goal", rng.integers(1, 10**6, 40))
    solution = solve(program, [goal], lambda k: goal.weights, Limits(work=0.01), engine="core")
    assert solution.status in ("limit", "unknown")
    for stage in solution.stages:
        assert stage.bound <= stage.value


def test_workers_do_not_change_the_plan() -> None:
    rng = np.random.default_rng(5)
    matrix = rng.integers(0, 4, (6, 30))
    row, column = np.nonzero(matrix)
    rows = Rows(row, column, matrix[row, column], np.full(6, 11), np.full(6, 17), tuple("abcdef"))
    program = Program(np.zeros(30, np.int64), np.ones(30, np.int64), rows)
    goal, draws = Stage("goal", rng.integers(1, 20, 30)), [rng.integers(0, 2**20, 30) for _ in range(3)]
    answers = [
        solve(program, [goal], lambda k: draws[k], Limits(workers=workers), engine="core")
        for workers in (1, 8)
    ]
    assert answers[0].status == answers[1].status == "proved"
    assert answers[0].values is not None
    assert answers[1].values is not None
    assert answers[0].values.tolist() == answers[1].values.tolist()


@settings(max_examples=150, deadline=None, derandomize=True)
@given(st.data())
def test_a_first_plan_is_one_and_its_shares_prove_true_bounds(data: st.DataObject) -> None:
    program = data.draw(programs())
    goals = data.draw(stages(program.count))
    possible = everything(program)
    start, shares = opening(program, goals, Limits())
    assert start.infeasible == (not possible)
    assert (start.values is not None) == bool(possible)
    if start.values is None:
        return
    assert start.values.tolist() in [x.tolist() for x in possible]
    for place, share in shares.items():
        assert share is not None
        weights = goals[place].weights
        assert core.shared(program, weights, share).bound <= min(int(weights @ x) for x in possible)


def test_a_first_plan_is_found_where_the_bound_cannot_be_had() -> None:
    """Three columns of 0 or 1, any two at most 1 together: the relaxation has a half of each, a plan only one."""
    pairs = Rows(
        np.repeat(np.arange(3), 2), np.array([0, 1, 1, 2, 0, 2]), np.ones(6, np.int64),
        np.zeros(3, np.int64), np.ones(3, np.int64), ("ab", "bc", "ac"),
    )  # fmt: skip
    program = Program(np.zeros(3, np.int64), np.ones(3, np.int64), pairs)
    goals = [Stage("most", -np.ones(3, np.int64)), Stage("late", np.array([3, 2, 1]))]
    start, _ = opening(program, goals, Limits())
    assert start.values is not None
    assert start.values.tolist() == [0, 0, 1]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(program=programs(), data=st.data())
def test_a_guide_changes_no_optimum(program: Program, data: st.DataObject) -> None:
    """What all plans weigh alike may guide a search: here each plan has the same sum, by a row."""
    drawn = st.lists(SMALL, min_size=program.count, max_size=program.count)
    weights, guide = (np.array(data.draw(drawn), np.int64) for _ in range(2))
    every = everything(program)
    if not every:
        return
    total = int(guide @ every[0])
    used = np.flatnonzero(guide)
    pinned = np.full(1, total)
    row = Rows(np.zeros(len(used), np.int64), used, guide[used], pinned, pinned, ("alike",))
    alike = replace(program, rows=Rows.stack([program.rows, row]), guide=guide)
    best = min(int(weights @ values) for values in every if guide @ values == total)
    answer = core.optimise(alike, weights, Limits())
    assert answer.values is not None
    assert answer.optimal
    assert weights @ answer.values == best


def test_a_guide_too_large_for_exact_sums_is_left_out() -> None:
    weights = np.array([3, 1])
    assert guided(np.array([1, 0]), weights).tolist() == [154, 1]
    assert guided(np.array([2**50, 0]), weights).tolist() == [3, 1]
