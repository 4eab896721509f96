"""Who serves where, as planners write it: a CSV from a spreadsheet, with blanks, in GBK, with slips."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from years import year

from optimizer import InputFaults, Scenario, rotate
from optimizer.exchange.published import read_serving

WRITTEN = "编号,乡镇\n p1 ,东镇\n\u3000p2,东镇　\nｐ3,西镇 \n"


def three() -> Scenario:
    return year([{"graduate": f"p{at}", "township": "北镇"} for at in (1, 2, 3)], months=1)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gbk", "utf-16"])
def test_blanks_are_trimmed_and_what_excel_saves_is_read(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_text(WRITTEN, encoding=encoding)
    read = read_serving(tmp_path / "人员.csv", three())
    assert read[["graduate", "township"]].to_numpy().tolist() == [
        ["p1", "东镇"],
        ["p2", "东镇"],
        ["p3", "西镇"],
    ]
    found = rotate(three(), read)
    assert [town.cohort.township for town in found.towns] == ["东镇", "西镇"]


def test_what_is_no_text_says_so(tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_bytes(b"\x81\xff\xff")
    with pytest.raises(InputFaults, match="认不出文字编码"):
        read_serving(tmp_path / "人员.csv", three())


def test_somebody_unknown_is_told_with_file_row_and_a_suggestion(tmp_path: Path) -> None:
    given = year([{"graduate": who, "township": "北镇"} for who in ("王小明", "李四", "赵六")], months=1)
    (tmp_path / "人员.csv").write_text("编号,乡镇\n李四,东镇\n王小名,东镇\n赵六,东镇\n", encoding="utf-8")
    with pytest.raises(InputFaults) as wrong:
        read_serving(tmp_path / "人员.csv", given)
    (fault,) = wrong.value.faults
    assert (fault.place, fault.row, fault.column, fault.value) == ("人员.csv", 3, "graduate", "王小名")
    assert fault.mend.startswith("是否应为“王小明”？")


def test_a_frame_is_held_against_the_tables_too() -> None:
    rows = pd.DataFrame({"graduate": ["p1", "q", "p2"], "township": "东镇"}).iloc[::-1]
    with pytest.raises(InputFaults) as wrong:
        rotate(three(), rows)
    assert [(fault.place, fault.row, fault.value) for fault in wrong.value.faults] == [
        ("placements.csv", 3, "q")
    ]


def test_whoever_was_published_and_is_gone_may_stand_in_the_placements(tmp_path: Path) -> None:
    (tmp_path / "人员.csv").write_text("编号,乡镇\np1,东镇\nq,东镇\n", encoding="utf-8")
    assert read_serving(tmp_path / "人员.csv", three(), {"q"})["graduate"].tolist() == ["p1", "q"]
    with pytest.raises(InputFaults, match="报名表里没有此人"):
        read_serving(tmp_path / "人员.csv", three(), {"r"})
