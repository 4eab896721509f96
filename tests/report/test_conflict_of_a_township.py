"""An honest no names the township that it is about, and begins with what adding up says."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from years import year

from optimizer import Impossible, Scenario, rotate
from optimizer.report.conflict_run import write_conflict
from optimizer.report.conflict_words import headline, lines
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.kinds import section
from optimizer.rotation.plan_one import Found, Task
from optimizer.rotation.possible import possible_year
from optimizer.rotation.rotate import without_plan
from optimizer.rotation.rules.headcount import Headcount
from optimizer.solver.conflict import UNSETTLED, Conflict, Member

COUNTED = "西镇: 2024-07: 3 个单位 × 1 人，共需 3 人，在岗只有 2 人"
FULL = ({"kind": "headcount", "minimum": 1},)
APART = ({"kind": "apart", "people": ["w1", "w2"]}, {"kind": "together", "people": ["w1", "w2"]})


def two(rules: Sequence[Mapping[str, Any]]) -> Scenario:
    """东镇 has a person for each of its units, 西镇 one too few."""
    people = [{"graduate": f"e{at}", "township": "东镇"} for at in (1, 2, 3)]
    people += [{"graduate": f"w{at}", "township": "西镇"} for at in (1, 2)]
    units = [{"unit": unit, "township": town} for town in ("东镇", "西镇") for unit in "ABC"]
    return year(people, units, 1, rules)


def refused(given: Scenario, **more: Any) -> tuple[Impossible, Conflict]:
    with pytest.raises(Impossible) as caught:
        rotate(given, **more)
    assert caught.value.explain is not None
    return caught.value, caught.value.explain()


@pytest.mark.parametrize("more", [{}, {"townships": ["西镇"]}])
def test_the_only_impossible_township_is_named_in_every_line(more: dict[str, Any]) -> None:
    _, conflict = refused(two(FULL), **more)
    assert conflict.members
    assert conflict.relaxations
    told = [line for line in lines(conflict) if line.startswith("  ·")]
    assert [line for line in told if "西镇: " not in line] == []
    assert [member.row for member in conflict.members if not member.row.startswith("西镇: ")] == []


def test_a_deep_check_names_it_too() -> None:
    with pytest.raises(Impossible) as caught:
        possible_year(two(FULL))
    assert caught.value.explain is not None
    assert all(member.sentence.startswith("西镇: ") for member in caught.value.explain().members)


def test_a_scenario_of_one_township_does_not_repeat_its_name() -> None:
    _, conflict = refused(year(2, months=1, rules=FULL))
    assert [member.sentence for member in conflict.members if "东镇" in member.sentence] == []


def test_the_sheet_begins_with_what_adding_up_says(tmp_path: Path) -> None:
    wrong, conflict = refused(two(FULL))
    write_conflict(two(FULL), wrong, conflict, None, tmp_path / "no", False)
    sheet = openpyxl.load_workbook(tmp_path / "no/workbook.xlsx")["冲突"]
    rows = [[str(cell.value) for cell in row] for row in sheet.iter_rows(min_row=1)]
    start = next(at for at, row in enumerate(rows) if row[0] == "序号") + 1
    assert rows[start][1] == "原因"
    assert rows[start][2].startswith(COUNTED)
    assert [row for row in rows[start:] if row[1].startswith(("冲突", "出路")) and "西镇" not in row[2]] == []


def test_a_witness_that_says_no_more_than_the_members_is_not_repeated(tmp_path: Path) -> None:
    wrong, conflict = refused(two(APART))
    write_conflict(two(APART), wrong, conflict, None, tmp_path / "no", False)
    sheet = openpyxl.load_workbook(tmp_path / "no/workbook.xlsx")["冲突"]
    kinds = [str(row[1].value) for row in sheet.iter_rows()]
    assert "原因" not in kinds
    assert any(kind.startswith("冲突") for kind in kinds)
    assert json.loads((tmp_path / "no/conflict.json").read_text("utf-8"))["witnesses"] == list(
        wrong.witnesses
    )


def test_what_is_not_settled_of_a_township_is_no_smallest_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    given = two(FULL)
    task = Task(cohorts(given, section(given, None))[0], (), ())
    one = Conflict((Member(Headcount(), "a", "a"),), "search", (), (UNSETTLED,))
    monkeypatch.setattr("optimizer.rotation.explained.explained", lambda task: one)
    no = without_plan([(task, Found(None, (), "infeasible"))], several=True)
    assert isinstance(no, Impossible)
    assert no.explain is not None
    assert headline(no.explain()).startswith("冲突（未必最小）")
