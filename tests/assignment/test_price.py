"""The price of a rule and of a pin, on a case understood by eye."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from builders import scenario

import optimizer
from optimizer.report.prices_workbook import write_prices
from optimizer.report.summary import price_lines


def test_what_a_rule_and_a_pin_cost() -> None:
    given = scenario(
        [{"graduate": "A", "major": "120203"}, {"graduate": "B", "major": "080901"}],
        [{"post": "X", "majors": "08"}, {"post": "Y"}, {"post": "Z"}],
        [("A", 1, "X"), ("A", 2, "Y"), ("B", 1, "Y"), ("B", 2, "X")],
        pins=[("B", "Z")],
        mechanism="optimal",
        rules=[{"kind": "eligible-major"}],
        goals=[{"kind": "most-placed"}, {"kind": "total-rank"}],
    )
    table = optimizer.prices(given)
    rank = table[table["goal"] == "total-rank"].set_index("item")
    rule, pin = rank.index
    assert (rule, pin) == ("规则 rule 1 专业符合要求 eligible-major", "指定 pin B → Z")
    assert rank.loc[rule, ["with", "without", "price", "moved"]].tolist() == [6, 5, 1, 1]  # A: Y, or X; B: Z
    assert rank.loc[pin, ["with", "without", "price", "moved"]].tolist() == [6, 4, 2, 1]  # A: Y, B: X


def test_prices_are_told_in_the_planners_words(tmp_path: Path) -> None:
    """Without the quota nothing gets better, but the lottery may send another of the two to the one post."""
    given = scenario(
        [{"graduate": "A", "gender": "女"}, {"graduate": "B", "gender": "男"}],
        [{"post": "X", "township": "东镇"}],
        [("A", 1, "X"), ("B", 1, "X")],
        seed=2,
        mechanism="optimal",
        rules=[
            {"kind": "group-quota", "group": {"gender": "女"}, "areas": ["东镇"], "minimum": 1},
            {"kind": "group-quota", "group": {"gender": "男"}, "areas": ["东镇"], "maximum": 1},
        ],
        goals=[{"kind": "most-placed"}],
    )
    table = optimizer.prices(given)
    assert price_lines(table) == [
        "规则 rule 1 人员配额 group-quota（性别=女，地区 东镇，不少于 1）: 没有它 2 人不同 / without it 2 people differ",
        "  · 各项目标不变；谁去哪里由选岗先后和抽签决定 / no goal changes; the order of choice and the lottery "
        "decided who differs",
        "规则 rule 2 人员配额 group-quota（性别=男，地区 东镇，不多于 1）: 没有它 0 人不同 / without it 0 people differ",
        "  · 各项目标不变 no goal changes",
    ]
    write_prices(table, tmp_path / "p.xlsx")
    rows = [row[:6] for row in openpyxl.load_workbook(tmp_path / "p.xlsx").active.iter_rows(values_only=True)]
    assert [row[1] for row in rows[-4:]] == [
        "安置人数 placed",
        "第一志愿人数 first_choice",
        "平均志愿序 mean_rank",
        "选岗未获准次数 refused_picks",
    ]
    assert [type(figure) for figure in rows[-4][3:6]] == [int, int, int]
