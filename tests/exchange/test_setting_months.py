"""Months among the settings, as a spreadsheet and a hurried hand write them."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from optimizer.exchange.load import read
from optimizer.exchange.template import write_template


def book(path: Path, start: Any, last: Any = "2024-08") -> Path:
    """The template with two people, a rotation, and these months."""
    write_template(path)
    filled = openpyxl.load_workbook(path)
    headers = [str(cell.value).rstrip("*") for cell in filled["报名"][1]]
    for who in ("001", "002"):
        row = {"编号": who, "姓名": who, "乡镇": "东镇"}
        filled["报名"].append([row.get(header) for header in headers])
    filled["轮岗单位"].append(["甲办", None, "办", 0, 3])
    filled["设置"].append(["rotation.start", start])
    for name, value in (("kind", "apart"), ("people", '["001", "002"]'), ("last_month", last)):
        filled["设置"].append([f"rotation.rules.1.{name}", value])
    filled.save(path)
    return path


@pytest.mark.parametrize(
    "written", [datetime.datetime(2024, 7, 1), "2024年7月", "202407", 202407, "2024/7", "2024-07-01"]
)
def test_a_month_that_became_a_date_is_a_month_again(written: Any, tmp_path: Path) -> None:
    taken = read(book(tmp_path / "a.xlsx", written, datetime.date(2024, 8, 1)))
    assert taken.scenario is not None, taken.faults
    rotation = taken.scenario.settings.rotation
    assert rotation is not None
    assert rotation.start == "2024-07"
    assert rotation.rules[0]["last_month"] == "2024-08"
    told = {(mend.place, mend.column, mend.after) for mend in taken.mends if mend.row}
    assert told >= {
        ("设置", "rotation.start", "2024-07"),
        ("设置", "rotation.rules.1.last_month", "2024-08"),
    }


@pytest.mark.parametrize("written", ["2024-13", 2024, "七月"])
def test_what_is_no_month_is_told_in_its_row(written: Any, tmp_path: Path) -> None:
    (fault,) = read(book(tmp_path / "a.xlsx", written)).faults
    assert (fault.place, fault.column) == ("设置", "rotation.start")
    assert fault.row
    assert "写成 2024-07 / not a month" in fault.problem


def test_the_whole_column_of_values_is_text(tmp_path: Path) -> None:
    write_template(tmp_path / "t.xlsx")
    columns = openpyxl.load_workbook(tmp_path / "t.xlsx")["设置"].column_dimensions.values()
    assert [one.number_format for one in columns if one.min <= 2 <= one.max] == ["@"]
