"""Bogomolnaia and Moulin, "A New Solution to the Random Assignment Problem", Journal of Economic Theory 100 (2001)."""

from __future__ import annotations

import numpy as np
import pytest
from profiles import choice, market

from optimizer.assignment.mechanisms.probabilistic_serial import ProbabilisticSerial
from optimizer.assignment.mechanisms.random_serial_dictatorship import RandomSerialDictatorship
from optimizer.assignment.mechanisms.staged import Staged


def matrix(mechanism: Staged, lists: dict[str, str]) -> np.ndarray:
    given = market(lists, dict.fromkeys(sorted({post for row in lists.values() for post in row}), ""))
    found = choice(mechanism, given).chances
    assert found is not None
    assert found.samples is None
    return found.matrix(given).toarray()


def test_serial_beats_random_priority_for_everybody() -> None:
    """The introduction: two like a, b, c, d and two b, a, d, c. Under random priority the first two now and
    then end with b or d, the others with a or c; with probabilistic serial never, and all four prefer that.
    """
    lists = {"1": "abcd", "2": "abcd", "3": "badc", "4": "badc"}
    priority = np.array([[5, 1, 5, 1], [5, 1, 5, 1], [1, 5, 1, 5], [1, 5, 1, 5]]) / 12
    serial = np.array([[1, 0, 1, 0], [1, 0, 1, 0], [0, 1, 0, 1], [0, 1, 0, 1]]) / 2
    assert matrix(RandomSerialDictatorship(), lists) == pytest.approx(priority)
    assert matrix(ProbabilisticSerial(), lists) == pytest.approx(serial)


def test_three_agents() -> None:
    """1: a b c, 2: a c b, 3: b a c. Eating: a is gone at 1/2, then 1 shares b with 3 until 3/4, then all eat c."""
    lists = {"1": "abc", "2": "acb", "3": "bac"}
    serial = np.array([[2, 1, 1], [2, 0, 2], [0, 3, 1]]) / 4
    priority = np.array([[3, 1, 2], [3, 0, 3], [0, 5, 1]]) / 6
    assert matrix(ProbabilisticSerial(), lists) == pytest.approx(serial)
    assert matrix(RandomSerialDictatorship(), lists) == pytest.approx(priority)
