"""People who serve in another township than was published, or in none: told in both, and true in the run's files."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from years import year

from optimizer import Events, Scenario, explain_month, repair_rotation, rotate, verify
from optimizer.evidence import standalone
from optimizer.exchange.calendar_record import read_record
from optimizer.exchange.published import read_timetable
from optimizer.exchange.rotation_runs import read_rotation
from optimizer.exchange.timetable_calendars import events
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.timetable import Timetable

RULES = [{"kind": "headcount", "maximum": 2}, {"kind": "no-repeat"}]
GOALS = [{"kind": "wishes"}]


def published(scenario: Scenario) -> pd.DataFrame:
    return rotate(scenario).cells


def sound(run: Path) -> None:
    """Both verifiers find nothing wrong."""
    assert [line for item in verify(run) if item.verdict == "fails" for line in item.lines()] == []
    assert [(name, wrong) for name, wrong, _ in standalone.check(run, None, None) if wrong] == []


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
    assert new.loc["p1", "township"].tolist() == ["东镇", "东镇", "西镇", "西镇"]
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
    sound(tmp_path / "run")


UNITS = [{"unit": "A", "maximum": 2}, {"unit": "B"}, {"unit": "D", "township": "东镇"}]


def shown(path: Path, town: str) -> dict[str, list[object]]:
    """The rows of a township's sheet by their first cell; of a unit, the headcounts."""
    sheet = openpyxl.load_workbook(path / f"townships/{town}.xlsx")["轮岗表"]
    return {str(row[0].value): [cell.value for cell in row[2:5]] for row in sheet.iter_rows()}


def test_months_before_a_transfer_belong_to_the_township_they_were_spent_in(tmp_path: Path) -> None:
    given = {
        "months": 3,
        "rules": [{"kind": "headcount"}, {"kind": "visit"}],
        "goals": GOALS,
        "units": UNITS,
    }
    fixed = [{"graduate": "p1", "month": "2024-07", "unit": "D"}]
    before = published(year(TWO, cells=fixed, **given))
    found = repair_rotation(year(moved_to("西镇"), **given), before, "2024-08", announced="2024-08")
    cells = found.timetable.cells
    mine = cells[cells["graduate"] == "p1"].set_index("month")
    assert mine["township"].tolist() == ["东镇", "东镇", "西镇"]
    assert mine.loc["2024-07", "unit"] == "D"
    assert mine["state"].tolist() == ["past", "fixed", "planned"]
    assert set(found.changes.loc[found.changes["graduate"] == "p1", "month"]) == {"2024-09"}
    run = tmp_path / "run"
    earlier = events(
        Timetable(
            found.timetable.scenario, found.timetable.kinds, rotate(year(TWO, cells=fixed, **given)).towns
        )
    )
    write_rotation(found.timetable, run, changes=found.changes, earlier=earlier)
    sound(run)
    then = [("2024-07", "东镇"), ("2024-08", "东镇"), ("2024-07", "西镇"), ("2024-08", "西镇")]
    for month, town in then:
        old = before[(before["month"] == month) & (before["township"] == town) & (before["unit"] != "")]
        now = cells[(cells["month"] == month) & (cells["township"] == town) & (cells["unit"] != "")]
        pairs = ["graduate", "unit"]
        assert sorted(old[pairs].itertuples(index=False)) == sorted(now[pairs].itertuples(index=False))
        counts = shown(run, town)["在岗 at work"]
        assert counts[int(month[-1]) - 7] == len(old)
    record = read_record(run)
    untouched = {key: event for key, event in earlier.items() if key.month < "2024-09"}
    assert {key: record[key] for key in untouched} == untouched
    again = repair_rotation(year(moved_to("西镇"), **given), read_timetable(run), "2024-09")
    assert again.changes.empty
    pd.testing.assert_frame_equal(
        again.timetable.cells[["graduate", "township", "month", "unit"]].reset_index(drop=True),
        cells[["graduate", "township", "month", "unit"]].reset_index(drop=True),
    )
    assert read_rotation(run).cells.equals(cells)
    told = explain_month(found.timetable, "p1", "2024-07")
    assert (told.township, told.unit, told.others) == ("东镇", "D", ())


def test_a_forged_month_before_a_transfer_is_found(tmp_path: Path) -> None:
    before = published(year(TWO, months=3, rules=RULES, goals=GOALS))
    found = repair_rotation(year(moved_to("西镇"), months=3, rules=RULES, goals=GOALS), before, "2024-08")
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes)
    table = tmp_path / "run" / "timetable.csv"
    text = table.read_text("utf-8-sig")
    (line,) = [line for line in text.splitlines() if line.startswith("p1,") and ",2024-07," in line]
    unit = line.split(",")[4]
    table.write_text(
        text.replace(line, line.replace(f",{unit},", f",{'A' if unit != 'A' else 'B'},")), "utf-8-sig"
    )
    wrong = {item.name for item in verify(tmp_path / "run") if item.verdict == "fails"}
    assert "cells" in wrong


def test_an_announced_month_in_a_unit_that_is_closed_where_somebody_goes_stays(tmp_path: Path) -> None:
    """p1 goes to 西镇, where A is closed; August in A of 东镇 was announced."""
    fixed = [{"graduate": "p1", "month": "2024-08", "unit": "A"}]
    before = published(year(TWO, months=4, rules=RULES, goals=GOALS, cells=fixed))
    one = repair_rotation(
        year(TWO, months=4, rules=RULES[:1], goals=GOALS),
        before,
        "2024-08",
        events=Events(closed=("A@西镇",)),
    )
    assert one.timetable.cells.set_index(["graduate", "month"]).loc[("p1", "2024-08"), "unit"] == "A"
    found = repair_rotation(
        year(moved_to("西镇"), months=4, rules=RULES[:1], goals=GOALS),
        one.timetable.cells,
        "2024-08",
        announced="2024-08",
        earlier=one.events,
    )
    mine = found.timetable.cells.set_index("graduate").loc["p1"]
    assert mine["township"].tolist() == ["东镇", "东镇", "西镇", "西镇"]
    assert (mine["unit"].tolist()[1], mine["state"].tolist()[1]) == ("A", "fixed")
    assert "A" not in mine["unit"].tolist()[2:]
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes, events=found.events)
    sound(tmp_path / "run")
    assert read_rotation(tmp_path / "run").cells.equals(found.timetable.cells)
