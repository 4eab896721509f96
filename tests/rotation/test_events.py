"""What has happened, from repair to repair: closed units that open again, reasons that are remembered."""

from __future__ import annotations

from pathlib import Path

import pytest
from years import MONTHS, year

from optimizer import Events, Scenario, UsageError, repair_rotation, rotate, verify
from optimizer.exchange.load import load
from optimizer.report.rotation_run import write_rotation
from optimizer.rotation.repair import Mended

UNITS = [{"unit": "A"}, {"unit": "B"}, {"unit": "C", "minimum": 1}]


def given(**more: object) -> Scenario:
    return year(3, UNITS, 6, rules=[{"kind": "headcount"}], goals=[{"kind": "wishes"}], **more)  # type: ignore[arg-type]


def in_c(found: Mended) -> list[int]:
    """How many people are in C, month by month."""
    cells = found.timetable.cells
    return [int(((cells["month"] == month) & (cells["unit"] == "C")).sum()) for month in MONTHS[:6]]


@pytest.mark.parametrize("name", ["C", "C@东镇"])
def test_a_closed_unit_is_opened_again(name: str, tmp_path: Path) -> None:
    """Nobody is in C in August and September; from October on the unit has its one person, and no more, again."""
    own = [{"unit": "C", "township": "东镇", "first_month": "2024-07", "maximum": 1}]
    now = given(headcounts=own)
    shut = repair_rotation(now, rotate(now).cells, "2024-08", events=Events(closed=(name,)))
    assert in_c(shut) == [1, 0, 0, 0, 0, 0]
    found = repair_rotation(
        now, shut.timetable.cells, "2024-10", earlier=shut.events, events=Events(returned=("C",))
    )
    assert in_c(found) == [1, 0, 0, 1, 1, 1]
    kept = ["kind", "name", "first_month", "last_month"]
    assert found.events[kept].to_numpy().tolist() == [["closed", name, "2024-08", "2024-09"]]
    again = repair_rotation(now, found.timetable.cells, "2024-11", earlier=found.events)
    assert again.changes.empty
    assert again.events.equals(found.events)
    write_rotation(found.timetable, tmp_path / "run", changes=found.changes, events=found.events)
    assert [item.name for item in verify(tmp_path / "run") if item.verdict == "fails"] == []
    limits = load(tmp_path / "run/inputs").headcounts
    columns = ["unit", "first_month", "last_month", "maximum"]
    assert sorted(limits[columns].itertuples(index=False, name=None)) == [
        ("C", "2024-07", "2024-07", 1),
        ("C", "2024-08", "2024-09", 0),
        ("C", "2024-10", "", 1),
    ]


def test_what_was_not_closed_cannot_be_opened_again() -> None:
    shut = repair_rotation(given(), rotate(given()).cells, "2024-08", events=Events(closed=("C",)))
    with pytest.raises(UsageError) as wrong:
        repair_rotation(
            given(),
            shut.timetable.cells,
            "2024-10",
            earlier=shut.events,
            events=Events(returned=("A", "C@东镇", "D@东镇", "C"), closed=("C",)),
        )
    assert [line.partition(" / ")[0] for line in str(wrong.value).splitlines()] == [
        "A 没有因此前的调整停办；“编制”表里写的，请改表",
        "C 是在各乡镇一起停办的，写 --return C",
        "没有单位 D",
        "C 既停办又恢复",
    ]
