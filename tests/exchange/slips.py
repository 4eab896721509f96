"""Two people, two posts and the rules of a planner; and what is told of them."""

from __future__ import annotations

from typing import Any

from builders import scenario

from optimizer.assignment.kinds import kind_faults
from optimizer.assignment.market import Market
from optimizer.scenario.model import Scenario

PEOPLE = [
    {"graduate": "G1", "gender": "男", "major": "080901", "学历": "本科生"},
    {"graduate": "G2", "gender": "女", "major": "120203", "学历": "研究生"},
]
POSTS = [{"post": "P1", "township": "东镇"}, {"post": "P2", "township": "西镇"}]


def given(*rules: dict[str, Any], goals: list[dict[str, Any]] | None = None) -> Scenario:
    """Two people, two posts, and these rules."""
    return scenario(PEOPLE, POSTS, [("G1", 1, "P1")], rules=list(rules), goals=goals or [])


def told(market: Scenario) -> list[str]:
    """Column, value, problem and mend of every fault of the kinds."""
    wrong = kind_faults(market.settings.assignment, Market.from_scenario(market))
    return [f"{fault.column} {fault.value}: {fault.problem} → {fault.mend}" for fault in wrong]


def quota(**parameters: Any) -> dict[str, Any]:
    """A rule group-quota."""
    return {"kind": "group-quota", **parameters}
