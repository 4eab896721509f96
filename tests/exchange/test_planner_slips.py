"""Rules and goals that mean nothing, or speak of nobody, as a planner slips in writing them: told word for word."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import scenario
from slips import PEOPLE, POSTS, given, quota, told

import optimizer
from optimizer.assignment.kinds import notices
from optimizer.rotation.kinds import notices as rotation_notices
from optimizer.scenario.settings import Settings

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


def test_settings_of_a_wrong_type_are_told_with_braces() -> None:
    (fault,) = told(given(quota(group="党员", minimum=1)))
    assert fault.endswith("应为 表 { … } / a table")
