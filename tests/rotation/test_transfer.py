"""People who serve in another township than was published, or in none: told in both, and true in the run's files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from years import year

from optimizer import Scenario, repair_rotation, rotate, verify
from optimizer.report.rotation_run import write_rotation

RULES = [{"kind": "headcount", "maximum": 2}, {"kind": "no-repeat"}]
GOALS = [{"kind": "wishes"}]


def published(scenario: Scenario) -> pd.DataFrame:
    return rotate(scenario).cells


TWO = [{"graduate": f"p{at}", "township": "东镇" if at < 4 else "西镇"} for at in range(1, 7)]


def moved_to(town: str, who: str = "p1") -> list[dict[str, str]]:
    return [{**one, "township": town} if one["graduate"] == who else one for one in TWO]


@pytest.mark.parametrize("by", ["table", "placements"])
def test_whoever_is_transferred_leaves_one_township_and_joins_another(by: str) -> None:
    before = published(year(TWO, months=4, rules=RULES, goals=GOALS))
    now = year(moved_to("西镇") if by == "table" else TWO, months=4, rules=RULES, goals=GOALS)
    placements = pd.DataFrame(moved_to("西镇")) if by == "placements" else None
    found = repair_rotation(now, before, "2024-09", placements=placements)
    own = found.changes[found.changes["graduate"] == "p1"]
    old = before[before["graduate"] == "p1"].set_index("month")["unit"]
    new = found.timetable.cells.set_index(["graduate", "month"])
    assert list(own[["township", "month", "before", "after", "kind", "why"]].itertuples(index=False, name=None)) == [
        ("西镇", month, f"{old[month]}@东镇", new.loc[("p1", month), "unit"], "transfer",
         "由东镇调往西镇 / is transferred from 东镇 to 西镇")
        for month in ("2024-09", "2024-10")
    ]  # fmt: skip
    assert set(new.loc["p1", "township"]) == {"西镇"}
    assert new.loc[("p1", "2024-07"), "unit"] == old["2024-07"]


def test_whoever_is_gone_from_the_tables_is_told_where_they_served() -> None:
    before = published(year(TWO, months=3, rules=RULES, goals=GOALS))
    found = repair_rotation(year(TWO[1:], months=3, rules=RULES, goals=GOALS), before, "2024-08")
    gone = found.changes[found.changes["graduate"] == "p1"]
    assert set(gone["kind"]) == {"left"}
    assert set(gone["township"]) == {"东镇"}


def test_both_townships_get_the_notice_and_the_run_is_verified(tmp_path: Path) -> None:
    before = published(year(TWO, months=3, rules=RULES, goals=GOALS))
    found = repair_rotation(year(moved_to("西镇"), months=3, rules=RULES, goals=GOALS), before, "2024-08")
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes)
    for town in ("东镇", "西镇"):
        book = openpyxl.load_workbook(tmp_path / f"run/townships/{town}.xlsx")
        assert "通知 p1" in book.sheetnames
        told = {str(cell.value) for row in book["通知 p1"].iter_rows() for cell in row}
        assert "调往：由东镇调往西镇 / is transferred from 东镇 to 西镇" in told
    assert verify(tmp_path / "run").ok
