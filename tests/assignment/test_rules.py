"""Rules on cases understood by eye: what they let through, and what their checks say."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from builders import scenario

import optimizer
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market

EAST, WEST = "140321101", "140321102"


def posts(*names: str, **more: Any) -> list[dict[str, Any]]:
    """Posts in 东镇 (names in E…) or 西镇."""
    return [
        {"post": name, "area": (EAST if name[0] == "E" else WEST) + f"{at:03}",
         "township": "东镇" if name[0] == "E" else "西镇", "county": "平定县",
         **{key: value[at] for key, value in more.items()}}
        for at, name in enumerate(names)
    ]  # fmt: skip


def said(given: optimizer.Scenario, **plan: str) -> tuple[str, ...]:
    """What the scenario's rules say of a plan."""
    market = Market.from_scenario(given)
    placed = np.array(
        [list(market.posts).index(plan[name]) if name in plan else -1 for name in market.graduates]
    )
    rules = build(given.settings.assignment).rules
    return tuple(sentence for rule in rules for sentence in rule.check(market, placed))


def test_a_floor_by_rank_and_by_an_earlier_plan() -> None:
    people = [{"graduate": name} for name in "AB"]
    wishes = [("A", 1, "E1"), ("A", 2, "E2"), ("B", 1, "E1"), ("B", 2, "W1")]
    by_rank = scenario(
        people, posts("E1", "E2", "W1"), wishes, rules=[{"kind": "floor", "people": ["A"], "rank": 1}]
    )
    assert said(by_rank, A="E2", B="E1") == ("A 不差于第 1 志愿，却是第 2 志愿 / worse than the floor",)
    assert said(by_rank, A="W1") == ("A 不差于第 1 志愿，却是志愿外的岗位 / worse than the floor",)
    assert optimizer.assign(by_rank, settings={"mechanism": "optimal", "rules": by_rank.settings.assignment.rules}).placements.set_index("graduate")["post"]["A"] == "E1"  # fmt: skip
    earlier = scenario(
        people, posts("E1", "E2", "W1"), wishes, rules=[{"kind": "floor", "earlier": True}], earlier=[("A", "E2", 1), ("B", "E2", 1)]
    )  # fmt: skip
    assert said(earlier, A="E1", B="W1") == ()
    assert said(earlier, A="W1", B="E1") == ("A 不差于第 2 志愿，却是志愿外的岗位 / worse than the floor",)
    assert said(earlier, A="E2") == ("B 须有岗位，却是没有岗位 / worse than the floor",)  # any post will do


def test_the_mean_scores_of_townships_may_not_lie_far_apart() -> None:
    people = [
        {"graduate": name, "score": score} for name, score in zip("ABCD", (90, 80, 70, 60), strict=True)
    ]
    given = scenario(people, posts("E1", "E2", "W1", "W2"), rules=[{"kind": "score-spread", "tolerance": 5}])
    assert said(given, A="E1", D="E2", B="W1", C="W2") == ()
    assert said(given, A="E1", C="E2", B="W1", D="W2") == ()  # 80 and 70, five off each
    uneven = said(given, A="E1", B="E2", C="W1", D="W2")
    assert uneven[0].startswith("平定县 东镇 平均成绩 85.00，全体 75.00")
    assert len(uneven) == 2


def test_hard_posts_are_shared() -> None:
    people = [{"graduate": name, "gender": sex} for name, sex in zip("ABCD", "男男女女", strict=True)]
    given = scenario(
        people, posts("E1", "E2", "W1", "W2", hardship=(5, 4, 1, 2)), rules=[{"kind": "hardship-share"}]
    )
    assert said(given, A="E1", B="W1", C="E2", D="W2") == ()
    assert said(given, A="E1", B="E2", C="W1", D="W2") == (
        "性别=男：2 人中 2 人在艰苦岗位，应不超过 50% / hard posts are piled on one group",
    )


def test_partners_within_a_distance() -> None:
    people = [{"graduate": "A", "partner": "B"}, {"graduate": "B", "partner": "A"}]
    spots = {"longitude": (113.0, 113.0, 113.0), "latitude": (38.0, 38.1, 38.3)}
    rules = [{"kind": "partners", "within": 15.0}]
    given = scenario(people, posts("E1", "E2", "W1", **spots), rules=rules)
    assert said(given, A="E1", B="E2") == ()  # 11 km
    assert said(given, A="E1", B="W1") == ("同行人 A 与 B 未能相距不超过 15 公里 / partners are apart",)
    assert said(given, A="E1") == ("同行人 A 与 B 未能相距不超过 15 公里 / partners are apart",)
    without = scenario(people, posts("E1", "E2"), rules=rules)
    with pytest.raises(optimizer.InputFaults, match="2 个岗位没有经纬度"):
        optimizer.assign(without)


def test_a_skill_in_every_township() -> None:
    """At least one of 计算机类 in each: a quota on a prefix of the major."""
    people = [
        {"graduate": name, "major": major}
        for name, major in zip("ABC", ("080901", "080902", "120203"), strict=True)
    ]
    quota = {"kind": "group-quota", "group": {"major": "0809"}, "minimum": 1}
    given = scenario(
        people, posts("E1", "E2", "W1"), [("B", 1, "E2"), ("A", 1, "E1"), ("C", 1, "W1")], rules=[quota]
    )
    assert said(given, A="E1", B="E2", C="W1") == (
        "平定县 西镇 专业代码=0809：0 人，应不少于 1 人 / the quota is not met",
    )
    found = optimizer.assign(given).placements.set_index("graduate")["post"]
    assert {found["A"][0], found["B"][0]} == {"E", "W"}


def test_a_quota_counts_an_area_inside_another_one_in_both() -> None:
    people = [{"graduate": "A"}, {"graduate": "B"}]
    for named in (["平定县", "东镇"], ["东镇", "平定县"]):
        most = scenario(
            people, posts("E1", "W1"), rules=[{"kind": "group-quota", "areas": named, "maximum": 1}]
        )
        assert said(most, A="E1", B="W1") == ("平定县 全部人员：2 人，应不多于 1 人 / the quota is not met",)
        assert optimizer.assign(most).summary["placed"] == 1
        least = scenario(
            people[:1], posts("E1"), rules=[{"kind": "group-quota", "areas": named, "minimum": 1}]
        )
        assert optimizer.assign(least).summary["placed"] == 1


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ({"kind": "floor", "people": ["Z"]}, "报名表里没有此人"),
        ({"kind": "floor", "rank": 1, "earlier": True}, "只能填一个"),
        ({"kind": "hardship-share", "by": "gendr"}, "gender"),
        ({"kind": "score-spread", "tolerance": -1}, "tolerance"),
    ],
)
def test_a_rule_that_cannot_be_read_is_told(rule: dict[str, Any], words: str) -> None:
    with pytest.raises(optimizer.InputFaults, match=words):
        optimizer.assign(scenario([{"graduate": "A"}], posts("E1"), rules=[rule]))


@pytest.mark.parametrize(
    "rule",
    [
        {"kind": "group-quota", "minimum": 10**19},
        {"kind": "group-quota", "maximum": 10**19},
        {"kind": "area-capacity", "limits": {"P0": 10**19}},
    ],
    ids=str,
)
def test_numbers_beyond_all_people_are_faults(rule: dict[str, Any]) -> None:
    with pytest.raises(optimizer.InputFaults, match="超出范围"):
        optimizer.assign(scenario([{"graduate": "A"}], [{"post": "P0"}], rules=[rule]))
