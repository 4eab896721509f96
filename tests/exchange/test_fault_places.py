"""Where a fault of the settings is told, and that none hides another: all of them at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from builders import scenario
from slips import PEOPLE, POSTS, given, quota, told

import optimizer
from optimizer.errors import Fault
from optimizer.exchange.fault_spots import spots
from optimizer.exchange.folder import write_folder
from optimizer.exchange.load import read
from optimizer.exchange.settings_sheet import located
from optimizer.exchange.spreadsheet import read_sheets
from optimizer.exchange.template import write_template
from optimizer.scenario.tables import TABLES


def test_a_fault_names_the_rule_by_its_number() -> None:
    faults = told(
        given(
            {"kind": "eligible-major"},
            quota(group={"贫困": "是"}, minimum=1, weight=3),
            quota(areas=["东振"], minimum=1),
            {"kind": "floor", "people": ["G9"]},
            {"kind": "hardship-share", "by": "民族"},
            goals=[{"kind": "most-placed"}, {"kind": "hardship-balance", "by": "民族"}],
        )
    )
    assert [fault.partition(":")[0] for fault in faults] == [
        "assignment.rules[2].group 贫困",
        "assignment.rules[3].areas 东振",
        "assignment.rules[4].people G9",
        "assignment.rules[5].by 民族",
        "assignment.goals[2].by 民族",
    ]


def test_a_fault_of_the_rotation_names_the_rule_by_its_number() -> None:
    rules = [{"kind": "visit"}, {"kind": "window", "units": ["党政办公"]}, {"kind": "order", "later": "无此"}]
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.rotate(scenario(PEOPLE, POSTS), settings={"start": "2024-07", "rules": rules})
    assert [fault.column for fault in wrong.value.faults] == [
        "rotation.rules[2].units",
        "rotation.rules[3].first",
        "rotation.rules[3].later",
    ]


def workbook(path: Path, settings: list[tuple[str, str]], score: float | str = 90) -> Path:
    """The template with two people, two posts and further settings."""
    write_template(path)
    book = openpyxl.load_workbook(path)
    for sheet, rows in (
        ("报名", [("G1", "安一", "女", score), ("G2", "白二", "男", 80)]),
        ("岗位", [("V1", "东沟", "东镇"), ("V2", "西岭", "西镇")]),
        ("志愿", [("G1", 1, "V1")]),
    ):
        for at, row in enumerate(rows, 2):
            for column, cell in enumerate(row, 1):
                book[sheet].cell(at, column, cell)
    for setting in settings:
        book["设置"].append(setting)
    book.save(path)
    return path


FIVE = [
    ("assignment.rules.5.kind", "group-quotas"),
    ("assignment.rules.6.kind", "floor"),
    ("assignment.rules.6.rank", "0"),
    ("assignment.rules.7.kind", "group-quota"),
    ("assignment.rules.7.group", "{贫困户 = true}"),
    ("assignment.rules.7.minimum", "1"),
    ("assignment.rules.8.kind", "area-capacity"),
    ("assignment.rules.8.limits", "{东振 = 3}"),
    ("assignment.rules.9.kind", "floor"),
    ("assignment.rules.9.people", '["G7"]'),
]
PLACES = [
    "assignment.rules.5.kind",
    "assignment.rules.6.rank",
    "assignment.rules.7.group",
    "assignment.rules.8.limits",
    "assignment.rules.9.people",
]


def test_an_unknown_kind_hides_no_unknown_column_area_or_person(tmp_path: Path) -> None:
    with pytest.raises(optimizer.InputFaults, match="5 faults in the input") as wrong:
        optimizer.load(workbook(tmp_path / "t.xlsx", FIVE))
    assert [fault.column for fault in wrong.value.faults] == PLACES


def test_a_fault_of_a_workbook_names_the_row_of_the_settings(tmp_path: Path) -> None:
    """Also where numbers were left out, where a setting is missing, and where a whole rule is wrong."""
    path = workbook(
        tmp_path / "t.xlsx",
        [
            ("assignment.rules.7.kind", "group-quota"),
            ("assignment.rules.7.group", "{党员 = true}"),
            ("assignment.rules.9.minimum", "1"),
            ("assignment.rules.12.kind", "floor"),
            ("assignment.rules.12.rank", "0"),
            ("scenario.seeds", "1"),
        ],
    )
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(path)
    written = [row[0] for row in openpyxl.load_workbook(path)["设置"].iter_rows(values_only=True)]
    told = {fault.column: (fault.place, fault.row) for fault in wrong.value.faults}
    rows = {
        "assignment.rules.7": "assignment.rules.7.kind",
        "assignment.rules.9.kind": "assignment.rules.9.minimum",
        "assignment.rules.12.rank": "assignment.rules.12.rank",
        "scenario.seeds": "scenario.seeds",
    }
    assert told == {column: ("设置", written.index(path) + 1) for column, path in rows.items()}


def test_a_value_in_a_list_is_told_at_the_row_of_the_list() -> None:
    fault = Fault("scenario.toml", 0, "priority.by.2", "height", "没有这一列", "")
    assert located(fault, [("项目", "值"), ("priority.by", '["score", "height"]')]) == replace(fault, row=2)
    assert located(fault, [("scenario.name", "x")]) == fault


def test_a_score_in_words_hides_no_fault_of_a_rule(tmp_path: Path) -> None:
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(workbook(tmp_path / "t.xlsx", FIVE, score="九十"))
    assert [fault.column for fault in wrong.value.faults] == ["综合成绩*", *PLACES]


def test_rows_that_name_nobody_hide_no_fault_of_a_rule(tmp_path: Path) -> None:
    path = workbook(tmp_path / "t.xlsx", [*FIVE, ("scenario.seeds", "1")])
    book = openpyxl.load_workbook(path)
    book["志愿"].append(("G8", 1, "V1"))
    book["志愿"].append(("G2", "x", "V9"))
    book["指定"].append(("G8", "V9", "组织决定", "组织部"))
    book.save(path)
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(path)
    columns = [fault.column for fault in wrong.value.faults]
    assert columns[-5:] == PLACES
    assert {"scenario.seeds", "志愿序*"} <= set(columns)


@pytest.mark.parametrize("name", ["graduates", "posts", "wishes", "priorities", "pins", "earlier"])
@pytest.mark.parametrize("cell", ["", "x", "-1", "1e400", "99999999999999999999"])
def test_no_cell_whatever_it_holds_hides_a_fault_of_a_rule(tmp_path: Path, name: str, cell: str) -> None:
    """Each column of each table in turn; a rule about the person in the next row finds everything it needs."""
    rules = [{"kind": "floor", "people": ["G2", "G9"]}, {"kind": "floor", "earlier": True}]
    full = scenario(
        PEOPLE,
        POSTS,
        [("G1", 1, "P1"), ("G2", 1, "P2")],
        pins=[("G1", "P1"), ("G2", "P2")],
        earlier=[("G1", "P1", 1), ("G2", "P2", 1)],
        priorities=[("P1", "G1", 1), ("P2", "G2", 1)],
        rules=rules,
    )
    write_folder(full, tmp_path / "s")
    (table,) = (table for table in TABLES if table.name == name)
    (file,) = (path for path in (tmp_path / "s").glob("*.csv") if path.stem in (name, table.chinese))
    lines = pd.read_csv(file, dtype="str", keep_default_na=False)
    for column in lines.columns:
        spoilt = lines.copy()
        spoilt.loc[0, column] = cell
        spoilt.to_csv(file, index=False)
        with pytest.raises(optimizer.InputFaults) as wrong:
            optimizer.load(tmp_path / "s")
        told = [(fault.column, fault.value) for fault in wrong.value.faults if fault.place == "scenario.toml"]
        assert told == [("assignment.rules[1].people", "G9")], column


def test_one_fault_is_one(tmp_path: Path) -> None:
    with pytest.raises(optimizer.InputFaults, match="1 fault in the input"):
        optimizer.load(workbook(tmp_path / "t.xlsx", FIVE[:1]))


def test_a_fault_of_a_value_stands_where_the_value_stands(tmp_path: Path) -> None:
    """A rule knows no rows: the sheet is looked through for what it could not read, even beside a bad option."""
    path = workbook(
        tmp_path / "t.xlsx",
        [("assignment.rules.1.kind", "reserved-post"), ("assignment.options.shares", "7")],
    )
    book = openpyxl.load_workbook(path)
    sheet = book["岗位"]
    column = [cell.value for cell in sheet[1]].index("定向") + 1
    sheet.cell(3, column).value = "党员是"
    book.save(path)
    faults = list(read(path).faults)
    found = [spot for spot in spots(faults, read_sheets(path)) if spot.fault.column == "定向"]
    assert [(spot.sheet, spot.row, spot.column) for spot in found] == [("岗位", 3, column)]
    assert "assignment.options.shares" in {fault.column for fault in faults}
