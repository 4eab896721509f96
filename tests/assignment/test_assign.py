"""`assign` as an analyst calls it: other settings, bare markets, wrong arguments."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from optimizer import InputFaults, Market, Scenario, UsageError, assign

PEOPLE = pd.DataFrame({"编号": [1, 2, 3], "score": [3.0, 2, 1]})
POSTS = pd.DataFrame({"post": ["x", "y", "z"], "名额": [2, 1, 1]})


def bare() -> Market:
    """Two people who both list the first of two posts."""
    return Market.from_arrays(np.array([0, 1, 2]), np.array([0, 0]), np.array([1, 1]), np.array([1, 1]))


def test_wishes_may_be_left_out() -> None:
    for wishes in (None, pd.DataFrame()):
        scenario = Scenario.from_frames(PEOPLE, POSTS, wishes)
        assert assign(scenario).summary["unlisted"] == 3


def test_a_bare_market_is_assigned() -> None:
    outcome = assign(bare(), settings={"options": {"share": 1.0}})
    assert outcome.scenario is None
    assert outcome.placements["post"].tolist() == ["0", "1"]
    assert outcome.placements["stage"].tolist() == ["choice", "allocation"]


@pytest.mark.parametrize(
    "kind", ["eligible-major", "avoid-home", "applied-county", "reserved-post", "partners"]
)
def test_a_rule_that_reads_tables_says_so_to_a_bare_market(kind: str) -> None:
    with pytest.raises(InputFaults, match="a bare market has no tables"):
        assign(bare(), settings={"rules": [{"kind": kind}]})


def test_wrong_settings_are_told_like_any_fault() -> None:
    with pytest.raises(InputFaults) as wrong:
        assign(bare(), settings={"mechanisms": "optimal", "rules": {}})
    assert [(fault.column, fault.problem) for fault in wrong.value.faults] == [
        ("assignment.rules", "类型不对 / wrong type"),
        ("assignment.mechanisms", "没有这项设置 / unknown setting"),
    ]


@pytest.mark.parametrize("how", [{"workers": 0}, {"seconds": 0}, {"seconds": float("nan")}, {"engine": "cp"}])
def test_wrong_arguments_are_wrong_use(how: dict[str, object]) -> None:
    with pytest.raises(UsageError):
        assign(bare(), **how)  # type: ignore[arg-type]
