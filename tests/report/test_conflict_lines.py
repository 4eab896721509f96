"""What is claimed of a conflict on the terminal: no more than was settled."""

from __future__ import annotations

from typing import Any

import pytest

from optimizer.assignment.rules.fill_every_post import FillEveryPost
from optimizer.report.conflict_words import lines
from optimizer.solver.conflict import UNSETTLED, Conflict, Member, WayOut

MEMBER = Member(FillEveryPost(), "", "岗位全部到人")


def said(**more: Any) -> list[str]:
    """The lines of a conflict with one member."""
    given: dict[str, Any] = {"members": (MEMBER,), "proof": "search", "relaxations": (), "left_open": ()}
    return list(lines(Conflict(**given | more)))


@pytest.mark.parametrize(
    ("more", "begins", "second"),
    [
        ({}, "最小冲突（去掉其中任何一条，其余各条就能同时满足", True),
        ({"left_open": (UNSETTLED,)}, "冲突（未必最小）", False),
        ({"apart": True, "proof": "counting"}, "以下各条单独看就不可能", False),
    ],
)
def test_the_headline_claims_what_was_settled(more: dict[str, Any], begins: str, second: bool) -> None:
    headline = said(**more)[0]
    assert headline.startswith(begins)
    assert ("第二个引擎复核" in headline) == second


def test_a_cost_that_is_not_proved_the_least_says_so() -> None:
    ways = (WayOut(("甲",), 1, (), True), WayOut(("乙",), 2, (), False))
    told = said(relaxations=ways)
    assert "  · 代价 cost 1: 甲" in told
    assert "  · 代价 cost 2（未证明最省 not proved the least）: 乙" in told
