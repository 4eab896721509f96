"""What is claimed of a conflict on the terminal: no more than was settled."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from years import year

from optimizer.assignment.rules.fill_every_post import FillEveryPost
from optimizer.errors import Impossible
from optimizer.report.conflict_run import write_conflict
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


def test_a_way_out_with_very_many_places_is_shown_whole(tmp_path: Path) -> None:
    """A row of a spreadsheet is 409 points high at most: what needs more goes on in the next row."""
    places = tuple(f"人员{at:04} 2024-09 不符合党建办的要求" for at in range(400))
    conflict = Conflict((MEMBER,), "search", (WayOut(("单位资格",), 400, places, True),), ())
    given = year()
    write_conflict(given, Impossible(["无"]), conflict, None, tmp_path / "no", False)
    sheet = openpyxl.load_workbook(tmp_path / "no/workbook.xlsx")["冲突"]
    told = [row for row in sheet.iter_rows() if str(row[1].value).startswith("出路")]
    assert len(told) > 1
    assert "".join(str(row[2].value) for row in told).endswith("；".join(places))
    assert all((sheet.row_dimensions[row[0].row].height or 0) <= 409 for row in told)
    assert {row[0].value for row in told} == {4}
