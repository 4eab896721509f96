"""An honest no: what is said to be impossible is so by enumeration, and what is blamed is needed."""

from __future__ import annotations

from dataclasses import replace

import pytest
from brute import plans, scenarios
from builders import scenario
from hypothesis import given, settings

from optimizer import Impossible, Scenario, assign
from optimizer.assignment.checks import breaches
from optimizer.assignment.conflict import conflict, quarrelling
from optimizer.assignment.kinds import Kinds, build
from optimizer.assignment.market import Market
from optimizer.assignment.rules.groups import title
from optimizer.assignment.task import Task
from optimizer.errors import EngineDisagreement


def feasible(market: Market, kinds: Kinds) -> bool:
    return next(plans(market, kinds, market.pins), None) is not None


@settings(max_examples=150, deadline=None, derandomize=True)
@given(scenarios(mechanism="optimal", largest=4))
def test_the_rules_that_quarrel_are_a_smallest_set(given_: Scenario) -> None:
    market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
    task = Task(market, kinds.rules, kinds.goals)
    pairwise = [rule for rule in kinds.rules if rule.traits(market) is not None]
    if feasible(market, kinds):
        with pytest.raises(EngineDisagreement):
            quarrelling(task, market.pins)
        return
    if breaches(market, pairwise, market.pins):
        return  # the pins themselves are wrong, which is told before anything is solved
    found = quarrelling(task, market.pins)
    assert not feasible(market, replace(kinds, rules=found))
    for rule in found:
        rest = tuple(other for other in found if other is not rule)
        assert feasible(market, replace(kinds, rules=rest))
    assert conflict(task, market.pins)


def test_a_quota_that_counting_refutes_is_told_with_its_number() -> None:
    """Two women apply, one of them elsewhere; 甲镇 wants two."""
    given_ = scenario(
        [{"graduate": "1", "gender": "女"}, {"graduate": "2", "gender": "女", "county": "140322"}, {"graduate": "3", "gender": "男"}],
        [
            {"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县", "capacity": 2},
            {"post": "b", "area": "140322101001", "township": "乙镇", "county": "盂县"},
        ],
        rules=[{"kind": "applied-county"}, {"kind": "group-quota", "group": {"gender": "女"}, "areas": ["甲镇"], "minimum": 2}],
    )  # fmt: skip
    with pytest.raises(Impossible) as wrong:
        assign(given_)
    assert wrong.value.witnesses == (
        "人员配额：甲镇 性别=女 不少于 2 人，还须 2，不能再满足 / can no longer be met；"
        "合计还须 2 人次，可补者 1 人（1），所涉岗位余 2 个名额 / "
        "needed in all 2; people who could supply it 1; seats left there 2",
    )


def test_quotas_that_only_quarrel_together_are_named() -> None:
    """One woman who is a party member: each quota alone can be met, at different posts, but not both."""
    posts = [
        {"post": name, "area": f"14032110100{at}", "township": "甲镇", "county": "平定县"}
        for at, name in enumerate("ab", 1)
    ]
    given_ = scenario(
        [{"graduate": "1", "gender": "女", "party_member": True}, {"graduate": "2", "gender": "男"}],
        posts,
        rules=[
            {"kind": "fill-every-post"},
            {"kind": "group-quota", "group": {"gender": "女"}, "areas": ["a"], "minimum": 1},
            {"kind": "group-quota", "group": {"党员": "是"}, "areas": ["b"], "minimum": 1},
        ],
    )
    with pytest.raises(Impossible) as wrong:
        assign(given_)
    assert wrong.value.witnesses == (
        "人员配额：a 性别=女 不少于 1 人，还须 1；人员配额：b 党员=是 不少于 1 人，还须 1，"
        "不能同时满足 / can no longer be met together；合计还须 2 人次，可补者 1 人（1），所涉岗位余 2 个名额 / "
        "needed in all 2; people who could supply it 1; seats left there 2",
    )


def test_a_pick_that_a_quota_cannot_bear_is_refused() -> None:
    """甲镇 needs the only party member; she would rather go to 乙镇."""
    given_ = scenario(
        [{"graduate": "1", "party_member": True}, {"graduate": "2"}],
        [
            {"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县"},
            {"post": "b", "area": "140321102001", "township": "乙镇", "county": "平定县"},
        ],
        [("1", 1, "b"), ("1", 2, "a"), ("2", 1, "b")],
        rules=[{"kind": "group-quota", "group": {"党员": "是"}, "areas": ["甲镇"], "minimum": 1}],
        options={"share": 1.0},
    )
    outcome = assign(given_)
    assert outcome.diary["action"].tolist() == ["refused", "picked", "picked"]
    assert "甲镇 党员=是 不少于 1 人" in outcome.diary["witness"].iloc[0]
    assert outcome.placements["post"].tolist() == ["a", "b"]


def test_a_refusal_calls_places_by_name_and_counts_what_is_there_already() -> None:
    """平定县 may take two; 3 is pinned there and 1 has chosen it, so 2 finds it full."""
    given_ = scenario(
        [{"graduate": "1"}, {"graduate": "2"}, {"graduate": "3"}],
        [
            {"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县", "capacity": 3},
            {"post": "b", "area": "140322101001", "township": "乙镇", "county": "盂县", "capacity": 3},
        ],
        [("1", 1, "a"), ("2", 1, "a")],
        pins=[("3", "a")],
        rules=[{"kind": "area-capacity", "limits": {"140321": 2}}],
        options={"share": 1.0},
    )
    refusal = assign(given_).diary.query("action == 'refused'")["witness"].item()
    assert refusal == "地区限额：平定县（140321） 不多于 2 人，现计 3，不能再满足 / can no longer be met"


def test_a_refusal_of_many_demands_counts_them_by_rule() -> None:
    """Six posts ask for 08 and must be filled, six people have it; one of them would rather go elsewhere."""
    posts = [{"post": name, "majors": "08"} for name in "abcdef"] + [{"post": "z"}]
    people = [{"graduate": str(at), "major": "080901"} for at in range(1, 7)]
    people += [{"graduate": "7", "major": "120203"}]
    given_ = scenario(
        people,
        posts,
        [("1", 1, "z")],
        rules=[
            {"kind": "eligible-major"},
            {"kind": "fill-every-post"},
            {"kind": "group-quota", "areas": [*"abcdef"], "minimum": 1},
        ],
        options={"share": 1.0},
    )
    refusal = assign(given_).diary.query("action == 'refused'")["witness"].item()
    assert "等 6 项（" in refusal
    assert "合计还须 6 人次，可补者 5 人（2、3、4、5 等），所涉岗位余 6 个名额" in refusal


def test_who_could_only_go_to_a_full_post_supplies_nothing() -> None:
    """Two are wanted; 2 may only go to z, which 1 would take."""
    given_ = scenario(
        [{"graduate": "1", "major": "080901"}, {"graduate": "2", "major": "120203"}],
        [{"post": "a", "majors": "08"}, {"post": "z"}],
        [("1", 1, "z")],
        rules=[{"kind": "eligible-major"}, {"kind": "group-quota", "per": "all", "minimum": 2}],
        options={"share": 1.0},
    )
    refusal = assign(given_).diary.query("action == 'refused'")["witness"].item()
    assert (
        "还须 1，不能再满足 / can no longer be met；合计还须 1 人次，可补者 0 人，所涉岗位余 1 个名额"
        in refusal
    )


def test_where_people_and_seats_would_do_a_refusal_says_why_they_do_not() -> None:
    """a and b in 甲镇 must be filled, by one woman at most; the only man would rather go to 乙镇."""
    given_ = scenario(
        [{"graduate": "1", "gender": "男"}, *({"graduate": name, "gender": "女"} for name in "234")],
        [
            {"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县"},
            {"post": "b", "area": "140321101002", "township": "甲镇", "county": "平定县"},
            {"post": "c", "area": "140321102001", "township": "乙镇", "county": "平定县"},
        ],
        [("1", 1, "c")],
        rules=[
            {"kind": "fill-every-post"},
            {"kind": "group-quota", "group": {"gender": "女"}, "areas": ["甲镇"], "maximum": 1},
        ],
        options={"share": 1.0},
    )
    refusal = assign(given_).diary.query("action == 'refused'")["witness"].item()
    assert "人员配额：甲镇 性别=女 不多于 1 人，现计 0" in refusal
    assert "合计还须 2 人次，可补者 3 人（2、3、4），所涉岗位余 2 个名额" in refusal
    assert "至少缺 1 人次" in refusal


def test_places_are_called_by_name() -> None:
    given_ = scenario(
        [{"graduate": "1"}],
        [{"post": "a", "village": "东沟", "area": "140321101001", "township": "甲镇", "county": "平定县"}],
    )
    market = Market.from_scenario(given_)
    assert [title(market, name) for name in ("a", "140321", "140321101", "140321101001", "甲镇")] == [
        "东沟（a）",
        "平定县（140321）",
        "平定县 甲镇（140321101）",
        "平定县 甲镇 东沟（140321101001）",
        "甲镇",
    ]
