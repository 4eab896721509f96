"""Williams' designs, row-complete Latin squares, and what exhaustion refutes."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pytest

from optimizer.errors import UsageError
from optimizer.rotation.carry_over.closest import closest
from optimizer.rotation.carry_over.designs import is_row_complete, williams
from optimizer.rotation.carry_over.follow_ups import Steps, follow_ups, imbalance
from optimizer.rotation.carry_over.row_complete import row_complete
from optimizer.solver.lexicographic import solve
from optimizer.solver.program import Integers, Program, Rows


def in_a_row(people: int, months: int) -> Steps:
    """Everybody is there in every month."""
    person, before = np.divmod(np.arange(people * (months - 1)), months - 1)
    return Steps(person, before, before + 1)


def test_the_square_of_order_four_is_the_one_of_williams() -> None:
    """Williams (1949), the square of order 4 developed from 0 1 3 2."""
    assert williams(4).tolist() == [[0, 1, 3, 2], [1, 2, 0, 3], [2, 3, 1, 0], [3, 0, 2, 1]]


@pytest.mark.parametrize("order", range(2, 17))
def test_every_unit_follows_every_other_equally_often(order: int) -> None:
    """Williams (1949): one square for even orders, two for odd ones."""
    design = williams(order)
    counts = follow_ups(design, in_a_row(*design.shape), order)
    once = 1 if order % 2 == 0 else 2
    assert (counts == once * (1 - np.eye(order, dtype=np.int64))).all()
    assert ((design[:, :, None] == np.arange(order)).sum(axis=0) == once).all(), "each month"
    assert ((design[:, :, None] == np.arange(order)).sum(axis=1) == 1).all(), "each person"


@pytest.mark.parametrize("order", [2, 4, 6, 8, 12, 36])
def test_even_orders_are_built(order: int) -> None:
    found = row_complete(order)
    assert found.settled == "built"
    assert found.square is not None
    assert is_row_complete(found.square)


@pytest.mark.parametrize("order", [3, 5, 7])
def test_small_odd_orders_are_impossible(order: int) -> None:
    """No row-complete Latin square of order 3, 5 or 7 exists (Dénes and Keedwell, Latin Squares, 1974)."""
    found = row_complete(order)
    assert found.settled == "impossible"
    assert found.square is None


def test_order_nine_is_found_though_no_group_of_that_order_gives_it() -> None:
    """Both groups of order 9 are abelian without a single involution (Gordon 1961), so rows of no group do."""
    found = row_complete(9)
    assert found.settled == "found"
    assert found.square is not None
    assert is_row_complete(found.square)


def test_large_odd_orders_are_left_open_and_nonsense_refused() -> None:
    assert row_complete(11).settled == "open"
    assert row_complete(1).settled == "built"
    with pytest.raises(UsageError, match="得到 0"):
        row_complete(0)


@pytest.mark.parametrize("order", [3, 4, 5])
def test_exhaustion_and_the_kernel_agree(order: int) -> None:
    """The same question as rows over all permutations: which of them, so that no pair and no place is used twice."""
    rows = np.array(list(permutations(range(order))))
    used = np.zeros((len(rows), order * order + order * order), np.int64)
    for column in range(order):
        used[np.arange(len(rows)), column * order + rows[:, column]] = 1
    for column in range(order - 1):
        used[np.arange(len(rows)), order * order + rows[:, column] * order + rows[:, column + 1]] = 1
    column, row = np.nonzero(used)
    limit = np.ones(used.shape[1], np.int64)
    fill = Rows(np.zeros(len(rows), np.int64), np.arange(len(rows)), np.ones(len(rows), np.int64),
                np.array([order]), np.array([order]), ("rows",))  # fmt: skip
    packed = Rows(row, column, np.ones(len(row), np.int64), 0 * limit, limit, ("once",) * len(limit))
    program = Program(np.zeros(len(rows), np.int64), np.ones(len(rows), np.int64), Rows.stack([fill, packed]))
    answer = solve(program, (), None)
    assert (answer.status == "infeasible") == (row_complete(order).settled == "impossible")
    if answer.values is not None:
        assert is_row_complete(rows[answer.values == 1])


def test_what_is_not_row_complete() -> None:
    cyclic = (np.arange(4)[:, None] + np.arange(4)) % 4
    assert not is_row_complete(cyclic)
    assert not is_row_complete(williams(4)[:3])
    assert not is_row_complete(williams(4) + 1)
    assert not is_row_complete(np.zeros((2, 2), np.int64))


def test_twice_the_imbalance_is_the_carry_over_effects_value_above_its_least() -> None:
    """Russell (1980) sums the squares of the counts; with 11 changes over 6 pairs at least 5 × 4 + 1 × 1."""
    counts = np.array([4, 0, 2, 2, 2, 1])
    assert (counts**2).sum() - (5 * 4 + 1) == 2 * imbalance(counts, 11 // 6)


def test_people_are_matched_with_the_rows_that_suit_them() -> None:
    allowed = np.ones((8, 4, 4), bool)
    first: Integers = np.array([2, 2, 0, 0, 1, 1, 3, 3])
    allowed[:, 0, :] = first[:, None] == np.arange(4)
    plan = closest(allowed, "7")
    assert (plan[:, 0] == first).all()
    assert imbalance(follow_ups(plan, in_a_row(8, 4), 4)[~np.eye(4, dtype=bool)], 2) == 0
    allowed[5, 2] = False
    assert closest(allowed, "7")[5, 2] == -1


def test_rows_longer_than_the_design_go_back_the_way_they_came() -> None:
    plan = closest(np.ones((4, 7, 4), bool), "7")
    assert (plan[:, 4:] == plan[:, [2, 1, 0]]).all()
    assert (closest(np.ones((2, 3, 1), bool), "7") == 0).all()


def test_nine_people_in_nine_units_need_one_square_only() -> None:
    assert is_row_complete(closest(np.ones((9, 9, 9), bool), "7"))
