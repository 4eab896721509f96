"""Rules and goals as a planner slips in writing them: what is told, word for word, and all of it at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest
from builders import scenario

import optimizer
from optimizer.assignment.kinds import kind_faults, notices
from optimizer.assignment.market import Market
from optimizer.errors import Fault
from optimizer.exchange.folder import write_folder
from optimizer.exchange.settings_sheet import located
from optimizer.exchange.template import write_template
from optimizer.rotation.kinds import notices as rotation_notices
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import Settings
from optimizer.scenario.tables import TABLES

PEOPLE = [
    {"graduate": "G1", "gender": "男", "major": "080901", "学历": "本科生"},
    {"graduate": "G2", "gender": "女", "major": "120203", "学历": "研究生"},
]
POSTS = [{"post": "P1", "township": "东镇"}, {"post": "P2", "township": "西镇"}]


def given(*rules: dict[str, Any], goals: list[dict[str, Any]] | None = None) -> Scenario:
    """Two people, two posts, and these rules."""
    return scenario(PEOPLE, POSTS, [("G1", 1, "P1")], rules=list(rules), goals=goals or [])


def told(market: Scenario) -> list[str]:
    """Column, value, problem and mend of every fault of the kinds."""
    wrong = kind_faults(market.settings.assignment, Market.from_scenario(market))
    return [f"{fault.column} {fault.value}: {fault.problem} → {fault.mend}" for fault in wrong]


def quota(**parameters: Any) -> dict[str, Any]:
    return {"kind": "group-quota", **parameters}


SENSELESS = [
    ({"性别": "女性"}, "性别 = 女性: 不在选项中 / not a choice → 是否应为“女”？ / did you mean “女”?"),
    ({"major": 809}, "major = 809: 专业代码是文本，数字会丢掉前面的 0 / a code is a text: a number loses its zero → "
                     '写成文本 "0809" / write it as text "0809"'),
    ({"major": "计算机类"}, "major = 计算机类: 不是专业代码 / not the code of a major → "
                        '写代码或其开头，如 "0809"，如 计算机科学与技术 080901 / write a code or the beginning of one'),
    ({"major": "0809;1202"}, 'major = 0809;1202: 多个代码写成列表 / several codes are a list → ["0809", "1202"]'),
    ({"major": []}, "major = []: 没有值 / no value → 写上值，或删去这一列 / give a value, or delete the column"),
    ({"major": {"a": 1}}, "major = {'a': 1}: 不是一个值 / not a value → "
                          "写文字、数字、true 或 false / write a text, a number, true or false"),
    ({"score": True}, "score = true: 此列不是“是”或“否” / this column does not hold yes or no → "
                      "写列中的值 / write a value of the column"),
    ({"score": "nan"}, "score = nan: 不是数字 / not a number → 填数字 / write a number"),
    ({"党员": ["是", "对"]}, "党员 = 对: 不是“是”或“否” / neither yes nor no → true 或 false"),
    ({"专业": "0809"}, "专业: 报名表没有这一列 / no such column in graduates → 是否应为“专业代码”？ / did you mean “专业代码”?"),
]  # fmt: skip


@pytest.mark.parametrize(("group", "sentence"), SENSELESS, ids=[str(group) for group, _ in SENSELESS])
def test_a_group_that_means_nothing_is_a_fault(group: dict[str, Any], sentence: str) -> None:
    assert told(given(quota(group=group, maximum=0))) == [f"assignment.rules[1].group {sentence}"]


@pytest.mark.parametrize("group", [{"党员": ["是", "否"]}, {"major": ["08", "1202"]}, {"性别": ["男", "女"]}])
def test_a_list_means_any_of_its_values(group: dict[str, Any]) -> None:
    assert told(given(quota(group=group, maximum=9))) == []
    assert notices(given(quota(group=group, maximum=9))) == ()


@pytest.mark.parametrize(
    ("group", "sentence"),
    [
        (
            {"学历": "本科"},
            "没有人 学历=本科 / nobody has this value; 是否应为“本科生”？ / did you mean “本科生”?",
        ),
        (
            {"性别": "女", "major": "0809"},
            "没有人同时符合 性别=女，专业代码=0809 / nobody meets all of it at once",
        ),
        ({"党员": True}, "没有人 党员=是 / nobody has this value"),
        ({"姓名": "安一"}, "没有人 姓名=安一 / nobody has this value; 此列全空 / the column is blank"),
    ],
)
def test_a_group_of_nobody_is_a_notice(group: dict[str, Any], sentence: str) -> None:
    market = given({"kind": "eligible-major"}, quota(group=group, maximum=0))
    assert told(market) == []
    assert notices(market) == (f"assignment.rules[2] 人员配额：{sentence}",)


def test_a_minimum_of_0_asks_for_nothing() -> None:
    assert told(given(quota(minimum=0))) == []
    assert notices(given(quota(minimum=0))) == (
        "assignment.rules[1] 人员配额：下限为 0、没有上限，不起作用 / a minimum of 0 and no maximum ask for nothing",
    )
    assert notices(given(quota(maximum=0))) == ()


def test_a_group_of_nobody_in_the_rotation_is_a_notice() -> None:
    rule = {"kind": "eligible-unit", "units": ["党建办公室"], "group": {"性别": "男", "major": "12"}}
    year = {"start": "2024-07", "rules": [{"kind": "visit"}, rule]}
    market = scenario(PEOPLE, POSTS)
    market = replace(market, settings=Settings.model_validate({"rotation": year}))
    assert rotation_notices(market) == (
        "rotation.rules[2] 单位资格：没有人同时符合 性别=男，专业代码=12 / nobody meets all of it at once",
    )
    assert rotation_notices(scenario(PEOPLE, POSTS)) == ()


@pytest.mark.parametrize(
    ("rule", "sentence"),
    [
        (quota(group={"性别": "女"}), "既无下限也无上限 / neither a minimum nor a maximum → 填写 minimum 或 maximum / give one of them"),
        (quota(minimum=3, maximum=2),
         "maximum 2 小于 minimum 3 / is less than the minimum → "
         "加大 maximum，或减小 minimum / raise the maximum, or lower the minimum"),
        (quota(areas=["东镇"], per="county", minimum=1),
         "areas 与 per 只能填一个 / give areas or per, not both → 删去 per，或删去 areas / delete one of them"),
        ({"kind": "area-capacity"},
         '没有写明地方和人数 / no area is limited → 如 limits = { "东镇" = 12 } / write limits like this'),
        ({"kind": "partners", "within": 5.0, "per": "county"},
         "within 与 per 只能填一个 / give within or per, not both → 删去一项 / delete one of them"),
    ],
    ids=lambda given_: str(given_)[:40],
)  # fmt: skip
def test_a_rule_that_says_nothing_or_contradicts_itself_is_a_fault(
    rule: dict[str, Any], sentence: str
) -> None:
    assert told(given({"kind": "eligible-major"}, rule)) == [f"assignment.rules[2] : {sentence}"]


def test_nobody_kept_apart_is_a_fault() -> None:
    fault = "assignment.rules[1].people []: 没有写明谁 / nobody is named → 至少写两个人的编号 / name two people at least"
    assert told(given({"kind": "apart"})) == [fault]


@pytest.mark.parametrize("people", [["G1"], ["G1", "G1"]])
def test_one_person_kept_apart_from_nobody_is_a_notice(people: list[str]) -> None:
    """It may be all that is left of a rule after a withdrawal."""
    market = given({"kind": "apart", "people": people})
    assert told(market) == []
    assert notices(market) == (
        "assignment.rules[1] 不得同地：只写了 G1 一人，不起作用 / one person is apart from nobody",
    )


def test_a_floor_at_the_earlier_plan_needs_one() -> None:
    assert told(given({"kind": "floor", "earlier": True})) == [
        "assignment.rules[1].earlier true: 没有“原安置”表 / the table earlier is empty → "
        "填写原安置，或改用 rank / fill it in, or give a rank"
    ]
    assert told(given({"kind": "floor"})) == []  # everybody gets a listed post


def test_rules_are_not_written_into_the_goal_of_mild_rules() -> None:
    assert told(given(goals=[{"kind": "mild-rules", "rules": [1]}])) == [
        "assignment.goals[1].rules [1]: 规则不写在这里 / rules are not written here → "
        "删去此项；给规则加 weight / delete it; give a rule a weight"
    ]
    year = scenario(PEOPLE, POSTS)
    with pytest.raises(optimizer.InputFaults, match=r"rotation\.goals\[1\]\.rules"):
        optimizer.rotate(year, settings={"start": "2024-07", "goals": [{"kind": "mild-rules", "rules": [1]}]})


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


@pytest.mark.parametrize(
    ("kind", "parameter", "value"),
    [
        ("hardship-share", "most", 1e-20),
        ("hardship-share", "most", float("nan")),
        ("score-spread", "tolerance", 1e300),
        ("score-spread", "tolerance", 1e-20),
        ("group-quota", "minimum", 10**30),
        ("area-capacity", "limits", {"东镇": 10**30}),
        ("floor", "rank", 10**30),
        ("partners", "within", 1e300),
        ("eligible-major", "weight", 10**30),
        ("eligible-major", "weight", 0),
        ("eligible-major", "weight", -1),
    ],
)
def test_an_absurd_parameter_of_a_rule_is_a_fault(kind: str, parameter: str, value: Any) -> None:
    (fault,) = told(given({"kind": kind, parameter: value}))
    assert fault.startswith(f"assignment.rules[1].{parameter}")


@pytest.mark.parametrize(
    ("kind", "parameter", "value"),
    [
        ("score-balance", "step", 1e-300),
        ("total-rank", "unlisted", 10**30),
        ("total-rank", "unplaced", 10**30),
    ],
)
def test_an_absurd_parameter_of_a_goal_is_a_fault(kind: str, parameter: str, value: Any) -> None:
    (fault,) = told(given(goals=[{"kind": kind, parameter: value}]))
    assert fault.startswith(f"assignment.goals[1].{parameter}")


def test_the_largest_parameters_stay_exact() -> None:
    """The extremes that are allowed, together, on a market of two: two placements, no breach."""
    market = given(
        {"kind": "eligible-major", "weight": 1000},
        {"kind": "score-spread", "tolerance": 1000.0, "weight": 1000},
        {"kind": "hardship-share", "most": 0.3333, "weight": 1000},
        quota(per="all", minimum=1_000_000, weight=1000),
        goals=[{"kind": "most-placed"}, {"kind": "total-rank", "unlisted": 1_000_000, "unplaced": 1_000_000},
               {"kind": "score-balance", "step": 0.001}],
    )  # fmt: skip
    found = optimizer.assign(
        market, settings={**market.settings.assignment.model_dump(), "mechanism": "optimal"}
    )
    assert [stage.value for stage in found.stages][:3] == [2, 999_998_000, 1_000_001]


def test_settings_of_a_wrong_type_are_told_with_braces() -> None:
    (fault,) = told(given(quota(group="党员", minimum=1)))
    assert fault.endswith("应为 表 { … } / a table")
