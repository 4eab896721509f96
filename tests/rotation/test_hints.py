"""Hints for whoever takes a wrong turn with a rotation."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl
import pytest
from command import chuyan
from years import year

from optimizer import InputFaults, UsageError, read_run, rotate
from optimizer.errors import Fault
from optimizer.exchange.load import read
from optimizer.exchange.published import read_timetable
from optimizer.exchange.template import write_template
from optimizer.report.rotation_run import write_rotation

TWO = [{"graduate": "p1", "township": "东镇"}, {"graduate": "p2", "township": "东镇"}]


def book(path: Path, rows: dict[str, list[list[Any]]], **people: Any) -> Path:
    """The template with two people and these rows in its sheets."""
    write_template(path)
    filled = openpyxl.load_workbook(path)
    headers = [str(cell.value).rstrip("*") for cell in filled["报名"][1]]
    for who in ("001", "002"):
        row = {"编号": who, "姓名": who, **people}
        filled["报名"].append([row.get(header) for header in headers])
    for name, lines in rows.items():
        for line in lines:
            filled[name].append(line)
    filled.save(path)
    return path


def faults(path: Path) -> dict[str, Fault]:
    return {fault.column or fault.place: fault for fault in read(path).faults}


def test_the_run_of_the_possible_townships_is_named(tmp_path: Path) -> None:
    (tmp_path / "planned").mkdir()
    (tmp_path / "planned" / "timetable.csv").write_text("graduate,month,unit\n", "utf-8")
    with pytest.raises(UsageError, match="有乡镇无方案，其余乡镇的结果是"):
        read_timetable(tmp_path)
    told = chuyan("explain", tmp_path, "--graduate", "p1", "--month", "2024-07")
    assert told.returncode == 2
    assert f"其余乡镇的结果是 {tmp_path / 'planned'}" in told.stderr


def test_what_is_for_placements_says_so_of_a_rotation(tmp_path: Path) -> None:
    write_rotation(rotate(year(TWO, months=1, rules=[{"kind": "headcount"}])), tmp_path / "run")
    with pytest.raises(UsageError, match="是轮岗结果，没有安置：compare、publish 等用于安置结果"):
        read_run(tmp_path / "run")


def test_a_township_written_with_a_blank_inside_is_asked_about() -> None:
    with pytest.raises(InputFaults) as wrong:
        year([*TWO, {"graduate": "p3", "township": "东 镇"}])
    (fault,) = wrong.value.faults
    assert (fault.row, fault.value, fault.mend) == (4, "东 镇", "是否应为“东镇”？ / did you mean “东镇”?")


def test_a_rotation_without_posts_asks_for_townships(tmp_path: Path) -> None:
    settings = {"设置": [["rotation.start", "2024-07"]]}
    found = faults(book(tmp_path / "a.xlsx", settings, 综合成绩=80))
    assert "只排轮岗不安置，则填“报名”的“乡镇”" in found["岗位"].mend


def test_numbers_are_shown_as_written_and_a_list_with_chinese_commas_gets_a_hint(tmp_path: Path) -> None:
    rule = [
        ["rotation.start", "2024-07"],
        ["rotation.rules.1.kind", "apart"],
        ["rotation.rules.1.people", '["001"，"002"]'],
    ]
    rows = {"设置": rule, "轮岗单位": [["甲", None, "办", -1, 3]]}
    found = faults(book(tmp_path / "a.xlsx", rows, 乡镇="东镇"))
    assert found["最少人数"].value == "-1"
    assert '["001", "9"]' in found["rotation.rules.1.people"].mend
