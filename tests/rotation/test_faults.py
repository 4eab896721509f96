"""What a planner may write wrongly in the rules and goals of a rotation: every fault in one go, with its mend."""

from __future__ import annotations

from typing import Any

import pytest
from years import year

from optimizer import InputFaults, rotate

RULES: list[dict[str, Any]] = [
    {"kind": "headcount", "minimum": 3, "maximum": 2},
    {"kind": "stay", "minimum": 4, "maximum": 3},
    {"kind": "visit", "units": ["Z"], "minimum": 2, "maximum": 1},
    {"kind": "visit", "of": 4},
    {"kind": "visit", "of": 3, "units": ["A", "B"], "maximum": 2},
    {"kind": "together", "people": ["nobody", "somebody"]},
    {"kind": "eligible-unit", "units": ["A"], "group": {"majr": "09"}},
]


def test_every_fault_of_the_rules_comes_in_one_go() -> None:
    with pytest.raises(InputFaults) as wrong:
        rotate(year(rules=RULES))
    told = [(fault.column, fault.value, fault.problem) for fault in wrong.value.faults]
    exceeds = "最少大于最多 {} / the minimum exceeds the maximum"
    for number, minimum, maximum in ((1, 3, 2), (2, 4, 3), (3, 2, 1)):
        assert (f"rotation.rules[{number}].minimum", str(minimum), exceeds.format(maximum)) in told
    said = {value: problem for _, value, problem in told}
    assert ("rotation.rules[4].of", "4", "只有 3 个单位 / there are 3 units only") in told
    assert ("rotation.rules[5].of", "3", "只有 2 个单位 / there are 2 units only") in told
    assert said["Z"] == "没有此单位 / no such unit"
    assert said["nobody"] == said["somebody"] == "报名表里没有此人 / nobody with this id in graduates"
    assert said["majr"] == "报名表没有这一列 / no such column in graduates"
    assert all(fault.mend for fault in wrong.value.faults)


def test_an_unknown_kind_is_answered_with_the_nearest() -> None:
    with pytest.raises(InputFaults) as wrong:
        rotate(year(rules=[{"kind": "head-count"}]))
    (fault,) = wrong.value.faults
    assert fault.value == "head-count"
    assert "headcount" in fault.mend
