"""The template as a planner opens it."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest
from pydantic import BaseModel

import optimizer
from optimizer.exchange.settings_sheet import from_rows
from optimizer.exchange.template import write_template
from optimizer.rotation.goals import GOALS
from optimizer.rotation.rules import RULES
from optimizer.scenario.tables import TABLES


def test_every_table_has_a_sheet_with_headers_formats_and_drop_downs(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    assert book.sheetnames == ["说明", *(table.chinese for table in TABLES), "设置"]
    for table in TABLES:
        sheet = book[table.chinese]
        headers = [str(cell.value) for cell in sheet[1]]
        assert [header.rstrip("*") for header in headers] == [column.chinese for column in table.columns]
        assert [header.endswith("*") for header in headers] == [column.required for column in table.columns]
        assert sheet.freeze_panes == "A2"
        assert all(cell.comment for cell in sheet[1])
        lists = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}
        for at, column in enumerate(table.columns):
            letter = openpyxl.utils.get_column_letter(at + 1)
            if column.kind == "flag":
                assert lists[f"{letter}2"].formula1 == '"是,否"'
            if column.kind == "code":
                groups = sheet.column_dimensions.values()
                assert [g.number_format for g in groups if g.min <= at + 1 <= g.max] == ["@"]


def test_the_empty_template_says_what_to_fill_in(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    with pytest.raises(optimizer.InputFaults) as wrong:
        optimizer.load(tmp_path / "t.xlsx")
    assert [(fault.place, fault.problem) for fault in wrong.value.faults] == [
        ("报名", "没有数据行 / no rows"),
        ("岗位", "没有数据行 / no rows"),
    ]


def test_the_template_is_the_same_bytes_every_time(tmp_path: Path) -> None:
    for name in ("one.xlsx", "two.xlsx"):
        write_template(tmp_path / name)
    assert (tmp_path / "one.xlsx").read_bytes() == (tmp_path / "two.xlsx").read_bytes()


def test_the_explanations_tell_rules_in_chinese_and_how_to_write_one(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    page = list(openpyxl.load_workbook(tmp_path / "t.xlsx")["说明"].iter_rows(values_only=True))
    told = {row[1]: row[2] for row in page if row[0] in ("规则", "目标")}
    assert told["group-quota"] == (
        "人员配额：每个地方（per，或 areas 所列）的某类人员（group）不少于 minimum、不多于 maximum"
    )
    assert all("：" in str(chinese) for chinese in told.values())
    example = {
        str(row[0]): row[:2] for row in reversed(page) if str(row[0]).startswith("assignment.rules.5.")
    }
    settings, wrong = from_rows(list(example.values()), "设置")
    rule = {"kind": "group-quota", "group": {"党员": True}, "areas": ["东镇"], "minimum": 3}
    assert (settings["assignment"]["rules"], wrong) == ([rule], [])


def test_the_examples_of_a_rotation_can_be_copied_into_the_sheets(tmp_path: Path) -> None:
    """Every row of the example, the settings too, is read without a fault, and the year can be planned."""
    write_template(tmp_path / "t.xlsx")
    page = list(openpyxl.load_workbook(tmp_path / "t.xlsx")["说明"].iter_rows(values_only=True))
    settings = [row[:2] for row in page if str(row[0]).startswith("rotation.")]
    rows = [(str(row[0]), str(row[2]).split("｜")) for row in page if "｜" in str(row[2])]
    book = openpyxl.load_workbook(tmp_path / "t.xlsx")
    del book["岗位"]
    sheet = book["报名"]
    headers = [str(cell.value).rstrip("*") for cell in sheet[1]]
    for at in range(1, 5):
        told = {"编号": f"2024000{at}", "乡镇": "东镇", "专业代码": "120201"}
        sheet.append([told.get(header) for header in headers])
    for name, cells in rows:
        book[name].append([cell or None for cell in cells])
    for setting in settings:
        book["设置"].append(setting)
    book.save(tmp_path / "filled.xlsx")
    given = optimizer.load(tmp_path / "filled.xlsx")
    assert {name for name, _ in rows} == {"轮岗单位", "编制", "轮岗志愿", "请假", "已定轮岗"}
    assert given.settings.rotation is not None
    assert given.settings.rotation.rules[3]["then"] == ["社事办", "便民中心"]
    assert optimizer.rotate(given).status == "proved"


@pytest.mark.parametrize("member", [*RULES, *GOALS], ids=lambda member: str(member.kind))
def test_a_default_that_is_told_is_the_default(member: type[BaseModel]) -> None:
    usage = str(member.usage)  # type: ignore[attr-defined]
    assert usage
    for name, value in re.findall(r"(\w+)（默认 (\w+)(?=[）：])", usage, re.ASCII):
        assert str(member.model_fields[name].default) == value, name
