"""Parameters that are absurd are faults; the largest that are allowed stay exact."""

from __future__ import annotations

from typing import Any

import pytest
from slips import given, quota, told

import optimizer


@pytest.mark.parametrize(
    ("kind", "parameter", "value"),
    [
        ("hardship-share", "most", 1e-20),
        ("hardship-share", "most", float("nan")),
        ("score-spread", "tolerance", 1e300),
        ("score-spread", "tolerance", 1e-20),
        ("group-quota", "minimum", 10**30),
        ("area-capacity", "limits", {"东镇": 10**30}),
        ("floor", "rank", 10**30),
        ("partners", "within", 1e300),
        ("eligible-major", "weight", 10**30),
        ("eligible-major", "weight", 0),
        ("eligible-major", "weight", -1),
    ],
)
def test_an_absurd_parameter_of_a_rule_is_a_fault(kind: str, parameter: str, value: Any) -> None:
    (fault,) = told(given({"kind": kind, parameter: value}))
    assert fault.startswith(f"assignment.rules[1].{parameter}")


@pytest.mark.parametrize(
    ("kind", "parameter", "value"),
    [
        ("score-balance", "step", 1e-300),
        ("total-rank", "unlisted", 10**30),
        ("total-rank", "unplaced", 10**30),
    ],
)
def test_an_absurd_parameter_of_a_goal_is_a_fault(kind: str, parameter: str, value: Any) -> None:
    (fault,) = told(given(goals=[{"kind": kind, parameter: value}]))
    assert fault.startswith(f"assignment.goals[1].{parameter}")


def test_the_largest_parameters_stay_exact() -> None:
    """The extremes that are allowed, together, on a market of two: two placements, no breach."""
    market = given(
        {"kind": "eligible-major", "weight": 1000},
        {"kind": "score-spread", "tolerance": 1000.0, "weight": 1000},
        {"kind": "hardship-share", "most": 0.3333, "weight": 1000},
        quota(per="all", minimum=1_000_000, weight=1000),
        goals=[{"kind": "most-placed"}, {"kind": "total-rank", "unlisted": 1_000_000, "unplaced": 1_000_000},
               {"kind": "score-balance", "step": 0.001}],
    )  # fmt: skip
    found = optimizer.assign(
        market, settings={**market.settings.assignment.model_dump(), "mechanism": "optimal"}
    )
    assert [stage.value for stage in found.stages][:3] == [2, 999_998_000, 1_000_001]
