"""Exact arithmetic where floats would be fooled: near-integers, large weights, numbers beyond the machine's."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from optimizer.evidence.chain import chain, read, whole, written
from optimizer.evidence.findings import Unsound
from optimizer.solver.bound import certified_bound
from optimizer.solver.lexicographic import solve
from optimizer.solver.program import Program, Rows, Stage
from optimizer.solver.solution import Dual


def program(low: int, high: int, upper: list[int]) -> Program:
    """One row: the columns sum to low … high."""
    many = len(upper)
    rows = Rows(
        np.zeros(many, np.int64),
        np.arange(many),
        np.ones(many, np.int64),
        np.array([low]),
        np.array([high]),
        ("sum",),
    )
    return Program(np.zeros(many, np.int64), np.array(upper), rows)


def test_a_third_is_never_rounded_to_certainty() -> None:
    """Three columns share one unit of 2: floats say 0.6666666666666666, integers say at least 1."""
    asked = program(1, 1, [1, 1, 1])
    weights = np.array([3, 3, 3])
    dual = np.array([2])
    assert certified_bound(asked, weights, dual, 1) == 2
    assert (
        certified_bound(asked, weights, dual * 10**9 - 1, 10**9) == 2
    )  # 1.999999999 is still 2 when rounded up
    assert certified_bound(asked, weights, dual * 10**9 + 1, 10**9) == 3  # and 2.000000001 is 3, not 2


def test_weights_that_floats_cannot_tell_apart() -> None:
    """2**53 and 2**53 + 1 are one float; the bound tells them apart."""
    asked = program(1, 1, [1, 1])
    weights = np.array([2**53 + 1, 2**53 + 3])
    assert certified_bound(asked, weights, np.array([2**53 + 1]), 1) == 2**53 + 1
    assert float(2**53 + 1) == float(2**53)


def test_a_sum_beyond_the_machine_word_is_exact() -> None:
    asked = program(2**40, 2**40, [2**41])
    assert certified_bound(asked, np.array([2**30]), np.array([2**30]), 1) == 2**70


@pytest.mark.parametrize("value", [1.0, "1", None, True, 2**62, -(2**62)])
def test_nothing_but_integers_is_believed(value: object) -> None:
    with pytest.raises(Unsound, match="is no integer"):
        whole(value)


def test_duals_that_would_overflow_prove_nothing() -> None:
    asked = program(1, 1, [1, 1])
    told = [{"name": "goal", "scale": 1, "duals": {"0": 2**61}}]
    stage = Stage("goal", np.array([2**61, 2**61]))
    with pytest.raises(Unsound, match="too large for exact arithmetic"):
        list(chain(asked, [stage], lambda draw: stage.weights, told, np.array([1, 0])))


@given(
    st.lists(st.integers(0, 50), min_size=2, max_size=5),
    st.integers(1, 2),
    st.integers(-60, 60),
    st.integers(1, 12),
)
def test_no_duals_whatever_prove_too_much(weights: list[int], many: int, dual: int, scale: int) -> None:
    """Any integers are valid: no bound is above the best value, found by looking at all of them."""
    asked = program(many, many, [1] * len(weights))
    best = sum(sorted(weights)[:many])
    assert certified_bound(asked, np.array(weights), np.array([dual]), scale) <= best


@settings(deadline=None)
@given(st.lists(st.integers(0, 9), min_size=3, max_size=6), st.integers(1, 2))
def test_the_chain_is_what_the_kernel_did(weights: list[int], many: int) -> None:
    asked = program(many, many, [1] * len(weights))
    first, second = np.array(weights), np.array(weights[::-1])
    stages = [Stage("one", first), Stage("two", second)]
    found = solve(asked, stages, None)
    assert found.values is not None
    told = [{"name": stage.name, **written(dual)} for stage, dual in zip(stages, found.duals, strict=True)]
    proved = list(chain(asked, stages, lambda draw: first, told, found.values))
    assert [(one.value, one.bound) for one in proved] == [
        (stage.value, stage.bound) for stage in found.stages
    ]


def test_duals_are_read_as_they_were_written() -> None:
    dual = Dual(np.array([0, -3, 0, 7]), 12)
    again = read(written(dual), 4)
    assert again.rows is not None
    assert again.rows.tolist() == [0, -3, 0, 7]
    assert again.scale == 12
    with pytest.raises(Unsound, match="there is no row 9"):
        read({"scale": 1, "duals": {"9": 1}}, 4)
