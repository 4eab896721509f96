"""Pins and other interventions: named with reason, author and time, priced, and said first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pandas as pd
import pytest
from builders import scenario
from years import year

from optimizer import Scenario, assign, explain, load, repair, rotate
from optimizer.exchange.folder import write_folder
from optimizer.report import rotation_words, summary
from optimizer.report.reason_lines import person_lines
from optimizer.report.results_workbook import write_results


def pinned() -> Scenario:
    """丙 is pinned to the only post that 甲 and 乙 list first."""
    people = [{"graduate": "甲"}, {"graduate": "乙"}, {"graduate": "丙"}]
    posts = [{"post": name} for name in ("一", "二", "三")]
    wishes = [("甲", 1, "一"), ("甲", 2, "二"), ("乙", 1, "一"), ("乙", 2, "三"), ("丙", 1, "三")]
    given = scenario(people, posts, wishes, pins=[("丙", "一")], options={"share": 1.0})
    return replace(given, pins=given.pins.assign(time="2024-07-01"))


def test_the_price_of_a_pin_is_the_day_without_it() -> None:
    """Without it 甲 takes 一, 乙 still has 三, 丙 what is left: carried out by assigning without the pin."""
    outcome = assign(pinned())
    told = explain(outcome, "丙")
    assert told.why == "组织指定 pinned: 理由 reason: 组织决定；批准人 by: 组织部；时间 on: 2024-07-01"
    assert told.pin is not None
    without = assign(replace(pinned(), pins=pinned().pins.head(0)))
    then = without.placements.set_index("graduate")["post"]
    assert {move.graduate: move.after for move in told.pin.moves} == {"甲": "一", "丙": "二"}
    assert {name: then[name] for name in ("甲", "丙")} == {"甲": "一", "丙": "二"}
    assert told.pin.moves[0].graduate == "丙"
    now = {stage.name: stage.value for stage in without.stages}
    assert all(then_ == now[name] for name, _, then_ in told.pin.goals)
    assert "without this pin" in "\n".join(person_lines(told))
    assert explain(outcome, "甲").pin is None


def test_what_a_pin_would_cost_is_told_of_a_post_that_others_got_by_choice() -> None:
    """丙 asks for 一, which 甲 chose: pinned there, 甲 would have 二 and 丙 leaves 二, as the day with the pin has it."""
    without = replace(pinned(), pins=pinned().pins.head(0), wishes=pinned().wishes.head(4))
    outcome = assign(without)
    told = explain(outcome, "丙", "一").refused[0]
    assert told.kind == "taken"
    assert told.price is not None
    with_pin = assign(replace(pinned(), wishes=without.wishes)).placements.set_index("graduate")["post"]
    before = outcome.placements.set_index("graduate")["post"]
    moved = {name: with_pin[name] for name in with_pin.index if with_pin[name] != before[name]}
    assert {move.graduate: move.after for move in told.price.moves} == moved
    assert told.price.moves[0].graduate == "丙"
    assert "if pinned there" in "\n".join(person_lines(explain(outcome, "丙", "一")))


def test_a_result_with_pins_says_so_before_all_figures(tmp_path: Path) -> None:
    outcome = assign(pinned())
    lines = summary.lines(outcome)
    assert "含组织指定 1 人 / 1 placement fixed" in lines[0]
    assert lines[1] == "  · 丙 → 一：组织决定（组织部，2024-07-01）"
    write_results(outcome, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    first = book.worksheets[0]
    assert any("含组织指定 1 人" in str(cell.value) for row in first.iter_rows(max_row=3) for cell in row)
    rows = [[cell.value for cell in row] for row in book["组织指定"].iter_rows()]
    assert any(row[:1] == ["丙"] and "组织部" in row and "2024-07-01" in row for row in rows)
    write_results(assign(replace(pinned(), pins=pinned().pins.head(0))), tmp_path / "b.xlsx")
    assert "组织指定" not in openpyxl.load_workbook(tmp_path / "b.xlsx").sheetnames


def test_a_table_of_pins_without_times_is_still_read(tmp_path: Path) -> None:
    write_folder(pinned(), tmp_path / "given")
    table = pd.read_csv(tmp_path / "given" / "pins.csv", dtype=str)
    table.drop(columns="time").to_csv(tmp_path / "given" / "pins.csv", index=False)
    assert load(tmp_path / "given").pins["time"].tolist() == [""]
    assert load(tmp_path / "given").pins["reason"].tolist() == ["组织决定"]


@pytest.mark.parametrize("column", ["reason", "author"])
def test_a_pin_without_reason_or_author_is_a_fault(column: str, tmp_path: Path) -> None:
    from optimizer import InputFaults

    write_folder(pinned(), tmp_path / "given")
    table = pd.read_csv(tmp_path / "given" / "pins.csv", dtype=str).assign(**{column: ""})
    table.to_csv(tmp_path / "given" / "pins.csv", index=False)
    with pytest.raises(InputFaults, match="pins"):
        load(tmp_path / "given")


def test_a_rotation_with_fixed_months_or_absences_says_so_first() -> None:
    given = year(
        2,
        months=2,
        rules=[],
        cells=[{"graduate": "p1", "month": "2024-07", "unit": "A"}],
        absences=[{"graduate": "p2", "first_month": "2024-08", "last_month": "2024-08", "reason": "产假"}],
    )
    first = rotation_words.comparison(rotate(given))[0]
    assert "含已定轮岗 1 人月" in first
    assert "请假 1 条（产假）" in first
    assert "注意" not in rotation_words.comparison(rotate(year(2, months=2, rules=[])))[0]


def test_who_left_is_named_with_the_reason_that_was_given(tmp_path: Path) -> None:
    given = replace(pinned(), pins=pinned().pins.head(0))
    published = assign(given).placements
    found = repair(given, published, withdrawn=["乙"], announced=["甲"], reasons={"乙": "考研"})
    left = found.changes[found.changes["graduate"] == "乙"].iloc[0]
    assert left["why"] == "退出 / withdrew：考研"
    assert "keeps the post published before" in explain(found.outcome, "丙").why
    assert "announced" in summary.lines(found.outcome)[1]
    write_results(found.outcome, tmp_path / "a.xlsx", found.changes)
    first = openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets[0]
    told = [str(cell.value) for row in first.iter_rows(max_row=3) for cell in row]
    assert any("离开 1 人" in text and "含组织指定 1 人" in text for text in told)
