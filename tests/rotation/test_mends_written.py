"""Ways out of an impossible year written as docs/planner.md says, one after another: then there is a timetable."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import pytest
from years import year

import optimizer
from optimizer import Impossible, Timetable, rotate
from optimizer.rotation.rules import RULES

SCENARIO = Path(__file__).parents[2] / "scenarios/rotation-impossible"
SHUT = {"unit": "A", "first_month": "2024-08", "last_month": "2024-08", "maximum": 0}
ALSO = {"unit": "B", "first_month": "2024-08", "last_month": "2024-08", "maximum": 1}
HANDOVER, NO_REPEAT = {"kind": "handover"}, {"kind": "no-repeat"}
ORDER = {"kind": "order", "first": "A", "later": "B"}
CASES: dict[str, tuple[str, dict[str, Any], dict[str, Any]]] = {
    "编制: a row with a smaller minimum": (
        "放宽 单位人数",
        {"people": 2, "rules": [{"kind": "headcount"}], "headcounts": [{"unit": "A", "minimum": 3}]},
        {"headcounts": [{"unit": "A", "minimum": 2}]},
    ),
    "编制: no row that closes the unit": (
        "重开 A 2024-08",
        {"people": 3, "rules": [{"kind": "headcount"}], "headcounts": [SHUT, ALSO]},
        {"headcounts": [ALSO]},
    ),
    "已定轮岗: no row": (
        "取消已定轮岗 p1 2024-07 B",
        {"rules": [ORDER], "cells": [{"graduate": "p1", "month": "2024-07", "unit": "B"}]},
        {"cells": []},
    ),
    "visit: a smaller minimum": (
        "放宽 轮遍各单位",
        {"people": 1, "rules": [{"kind": "visit", "units": ["A"], "minimum": 2}, NO_REPEAT], "months": 2},
        {"rules": [{"kind": "visit", "units": ["A"]}, NO_REPEAT]},
    ),
    "handover: begins later": (
        "放宽 工作交接",
        {"people": 4, "rules": [HANDOVER, NO_REPEAT]},
        {"rules": [{"kind": "handover", "after": 2}, NO_REPEAT]},
    ),
    "no-repeat: a shorter cooldown": (
        "放宽 不连续重复",
        {"people": 1, "rules": [{"kind": "no-repeat", "cooldown": 2}]},
        {"rules": [NO_REPEAT]},
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_way_out_is_written_where_the_planner_is_told(case: str) -> None:
    way, before, after = CASES[case]
    given = {"units": [{"unit": "A"}, {"unit": "B"}], **before}
    with pytest.raises(Impossible) as no:
        rotate(year(**given))
    assert no.value.explain is not None
    ways = [
        f"放宽 {' ＋ '.join(one.rules)}" if one.places else one.rules[0]
        for one in no.value.explain().relaxations
    ]
    assert [one for one in ways if one.startswith(way)]
    assert rotate(year(**{**given, **after})).status == "proved"


def mended(folder: Path, old: str, new: str) -> Timetable:
    """The scenario with something else in its settings."""
    shutil.copytree(SCENARIO, folder)
    text = (folder / "scenario.toml").read_text("utf-8")
    assert text.count(old) == 1
    (folder / "scenario.toml").write_text(text.replace(old, new), "utf-8")
    return rotate(optimizer.load(folder))


@pytest.mark.parametrize("kind", ["no-repeat", "eligible-unit", "headcount"])
def test_a_weight_lets_the_rule_give_way_as_little_as_the_way_out_says(kind: str, tmp_path: Path) -> None:
    found = mended(tmp_path / "mended", f'kind = "{kind}"', f'kind = "{kind}"\nweight = 1')
    (stages,) = found.stages.values()
    assert (stages[0].name, stages[0].value) == ("mild-rules", 1)


def test_a_month_in_the_table_of_headcounts_is_enough(tmp_path: Path) -> None:
    shutil.copytree(SCENARIO, tmp_path / "mended")
    row = "单位编号,起始月,截止月,最少人数\n党建办,2024-09,2024-09,0\n"
    (tmp_path / "mended/编制.csv").write_text(row, encoding="utf-8")
    assert rotate(optimizer.load(tmp_path / "mended")).status == "proved"


def test_the_table_of_the_docs_has_every_rule_and_every_other_way_out() -> None:
    text = (SCENARIO.parents[1] / "docs/planner.md").read_text("utf-8")
    table = text.partition("| 出路怎么说 |")[2].partition("\n\n")[0]
    said = [row.split("|")[1] for row in table.splitlines()[2:]]
    for word in [*(one.chinese for one in RULES), "取消已定轮岗", "重开"]:
        assert [row for row in said if word in row] != [], word
