"""An honest no in full: every conflict is smallest by enumeration, every way out is the cheapest of its kind."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from brute import plans, scenarios
from builders import scenario
from hypothesis import given, settings

from optimizer import Impossible, LimitReached, Scenario, assign
from optimizer.assignment import relaxations
from optimizer.assignment.checks import breaches
from optimizer.assignment.explained import Conflict, Member
from optimizer.assignment.goals.mild_rules import MildRules
from optimizer.assignment.kinds import Kinds, build
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.solver.program import Integers


def why(given_: Scenario) -> Conflict:
    """What is said of an impossible scenario."""
    with pytest.raises(Impossible) as wrong:
        assign(given_)
    assert wrong.value.explain is not None
    found: Conflict = wrong.value.explain()
    return found


def met(market: Market, member: Member, plan: Integers) -> bool:
    """Whether a plan honours one member, read from the rule's own words."""
    people = np.flatnonzero(plan >= 0)
    if not member.row:
        return bool(member.rule.allows(market, people, plan[people]).all())
    sums = member.rule.sums(market, people, plan[people])
    least = member.rule.minimum(market)
    if sums is None or member.row not in sums.labels:
        assert least is not None
        post = next(at for at, name in enumerate(market.posts) if f"岗位 {name} " in member.row)
        return bool((plan == post).sum() >= least[post])
    at = list(sums.labels).index(member.row)
    total = int(sums.value[sums.row == at].sum())
    return bool(sums.low[at] <= total <= sums.high[at])


def possible(market: Market, members: Sequence[Member]) -> bool:
    """Whether some plan, by capacity, acceptance and pins alone, honours these members."""
    nothing = Kinds(mechanism=None, rules=(), goals=())  # type: ignore[arg-type]
    return any(
        all(met(market, member, plan) for member in members) for plan in plans(market, nothing, market.pins)
    )


@settings(max_examples=250, deadline=None, derandomize=True)
@given(scenarios(mechanism="optimal", largest=4))
def test_a_conflict_is_smallest_and_its_ways_out_are_cheapest(given_: Scenario) -> None:
    market, kinds = Market.from_scenario(given_), build(given_.settings.assignment)
    pairwise = [rule for rule in kinds.rules if rule.traits(market) is not None]
    if next(plans(market, kinds, market.pins), None) is not None or breaches(market, pairwise, market.pins):
        return
    found = why(given_)
    assert found.left_open == ()
    assert not possible(market, found.members)
    for member in found.members:
        assert possible(market, [other for other in found.members if other is not member])
        assert member.sentence
    assert list(found.relaxations) == sorted(found.relaxations, key=lambda way: way.cost)
    named = {str(way.rules): way for way in found.relaxations}
    for rule in {id(member.rule): member.rule for member in found.members}.values():
        cost = cheapest(market, kinds, rule)
        ways = [way for way in named.values() if len(way.rules) == 1 and rule.kind in way.rules[0]]
        assert (cost is None and not ways) or cost in [way.cost for way in ways]


def cheapest(market: Market, kinds: Kinds, rule: Rule) -> int | None:
    """The least by which one rule must give way while all others hold; None = the others quarrel too."""
    rest = replace(kinds, rules=tuple(other for other in kinds.rules if other != rule))
    mild = MildRules(rules=(rule.model_copy(update={"weight": 1}),))
    return min((mild.value(market, plan) for plan in plans(market, rest, market.pins)), default=None)


def test_the_words_of_a_conflict_that_counting_refutes() -> None:
    """Three party members, one of them from elsewhere: 甲镇 wants three."""
    people = [{"graduate": name, "party_member": True} for name in ("张", "王")]
    people += [{"graduate": "李", "party_member": True, "county": "140322"}, {"graduate": "赵"}]
    given_ = scenario(
        people,
        [
            {"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县", "capacity": 4},
            {"post": "b", "area": "140322101001", "township": "乙镇", "county": "盂县"},
        ],
        rules=[
            {"kind": "applied-county"},
            {"kind": "group-quota", "group": {"党员": "是"}, "areas": ["甲镇"], "minimum": 3},
        ],
    )
    found = why(given_)
    assert found.proof == "counting"
    quota, county = (member.sentence for member in found.members)
    assert quota.startswith(
        "甲镇 党员=是 不少于 3 人：还须 3，按规则至多 2 / still needs 3, at most 2 can be had"
    )
    assert "计入的 3 人，其中可去的 2 人：张、王" in quota
    assert county.startswith("限报考县区 applied-county：")
    by_quota, by_county = sorted(found.relaxations, key=lambda way: way.rules)
    assert (by_quota.cost, by_county.cost) == (1, 1)
    assert by_quota.places == ("甲镇 党员=是 的下限由 3 降到 2 / lower this minimum to 2",)
    assert by_county.places[0].startswith("允许报考 140322 的 李 到 平定县 的 a")


def test_a_pin_that_stands_in_the_way_may_be_dropped() -> None:
    given_ = scenario(
        [{"graduate": "张", "party_member": True}, {"graduate": "王"}],
        [
            {"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县"},
            {"post": "b", "area": "140321102001", "township": "乙镇", "county": "平定县"},
        ],
        pins=[("张", "b")],
        rules=[{"kind": "group-quota", "group": {"党员": "是"}, "areas": ["甲镇"], "minimum": 1}],
    )
    assert [way.rules for way in why(given_).relaxations if "指定" in way.rules[0]] == [
        ("取消指定 张 → b / drop this pin",)
    ]


def test_conflicts_beside_each_other_are_settled_together() -> None:
    """One woman and one party member, two of each are wanted; a third rule that can be met is not blamed."""
    given_ = scenario(
        [{"graduate": "张", "gender": "女"}, {"graduate": "王", "gender": "男", "party_member": True}],
        [{"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县", "capacity": 4}],
        rules=[
            {"kind": "group-quota", "group": {"gender": "女"}, "minimum": 2},
            {"kind": "group-quota", "group": {"党员": "是"}, "minimum": 2},
            {"kind": "group-quota", "group": {"gender": "男"}, "minimum": 1},
        ],
    )
    (way,) = why(given_).relaxations
    assert (way.cost, len(way.rules), way.least) == (2, 2, True)
    assert way.places == (
        "平定县 甲镇 性别=女 的下限由 2 降到 1 / lower this minimum to 1",
        "平定县 甲镇 党员=是 的下限由 2 降到 1 / lower this minimum to 1",
    )


def test_a_conflict_that_only_a_search_finds() -> None:
    """Three couples and six seats in two townships of three: halves of couples would fit, couples do not."""
    people = [
        {"graduate": f"{at}{side}", "partner": f"{at}{other}"}
        for at in range(3)
        for side, other in ("ab", "ba")
    ]
    posts = [
        {"post": f"{town}{at}", "area": f"14032110{town}00{at}", "township": f"{town}镇", "county": "平定县"}
        for town in (1, 2)
        for at in range(3)
    ]
    rules = [{"kind": "partners"}, {"kind": "fill-every-post"}]
    found = why(scenario(people, posts, rules=rules, mechanism="optimal"))
    assert found.proof == "search"
    assert {member.rule.kind for member in found.members} == {"partners", "fill-every-post"}
    cheapest_ = found.relaxations[0]
    assert cheapest_.cost == 1  # one couple apart
    assert cheapest_.rules[0].startswith(("村村", "同行人"))


def test_very_many_demands_of_one_rule_are_one_sentence_with_their_number() -> None:
    """Forty-two posts, forty-one people: no post is more to blame than another."""
    people = [{"graduate": f"g{at}"} for at in range(41)]
    found = why(
        scenario(people, [{"post": f"p{at}"} for at in range(42)], rules=[{"kind": "fill-every-post"}])
    )
    (member,) = found.members
    assert (member.row, found.proof, found.left_open) == ("", "counting", ())
    assert "共 42 项：还须 42，按规则至多 41" in member.sentence
    assert [way.cost for way in found.relaxations] == [1]


def test_several_demands_of_one_rule_are_told_with_their_number() -> None:
    """Ten posts, nine people: each post is needed for the quarrel, and the first of them says the sum."""
    people = [{"graduate": f"g{at}"} for at in range(9)]
    found = why(
        scenario(people, [{"post": f"p{at}"} for at in range(10)], rules=[{"kind": "fill-every-post"}])
    )
    assert [member.row for member in found.members] == [f"岗位 p{at} 还须 1 人" for at in range(10)]
    assert "此规则 10 项：还须 10，按规则至多 9" in found.members[0].sentence


def test_pins_that_break_a_rule_or_fill_a_post_twice_are_told_with_their_ways_out() -> None:
    posts = [{"post": "a", "majors": "08"}, {"post": "b"}]
    people = [{"graduate": "张", "major": "120203"}, {"graduate": "王", "major": "080901"}]
    rules = [{"kind": "eligible-major"}, {"kind": "fill-every-post"}]
    found = why(scenario(people, posts, pins=[("张", "a")], rules=rules))
    (member,) = found.members
    assert member.sentence.startswith("指定 张 → a 违反规则 专业符合要求 eligible-major：")
    assert [(way.cost, way.rules[0], way.places) for way in found.relaxations] == [
        (1, "取消指定 张 → a / drop these pins", ()),
        (1, "专业符合要求 eligible-major", ("岗位 a 也收专业 120203 / admit this major at this post",)),
    ]
    crowded = why(scenario(people, posts, pins=[("张", "b"), ("王", "b")], rules=rules))
    assert [member.rule.kind for member in crowded.members] == ["capacity"]
    assert [way.rules for way in crowded.relaxations] == [("取消指定 王 → b / drop these pins",)]
    only_major = [{"graduate": "张", "major": "120203"}, {"graduate": "李", "major": "120203"}]
    still = why(scenario(only_major, posts, pins=[("张", "a")], rules=rules))
    assert still.left_open == (
        "取消指定 张 → a 后，其余规则仍相互冲突 / without these pins the other rules still quarrel",
    )
    assert [way.rules[0] for way in still.relaxations] == ["专业符合要求 eligible-major"]


def test_a_post_that_must_be_filled_is_not_blamed_for_its_seats() -> None:
    """One seat in 甲镇 and three party members wanted there: the quota is impossible alone."""
    given_ = scenario(
        [{"graduate": f"g{at}", "party_member": True} for at in range(4)],
        [{"post": "a", "area": "140321101001", "township": "甲镇", "county": "平定县"}],
        rules=[
            {"kind": "fill-every-post"},
            {"kind": "group-quota", "group": {"党员": "是"}, "areas": ["甲镇"], "minimum": 3},
        ],
    )
    (member,) = why(given_).members
    assert member.row == "甲镇 党员=是 不少于 3 人"
    assert "还须 3，按规则至多 1" in member.sentence


def test_pins_that_a_limit_leaves_open_do_not_lose_the_conflict(monkeypatch: pytest.MonkeyPatch) -> None:
    given_ = scenario(
        [{"graduate": "张", "party_member": True}, {"graduate": "王"}],
        [{"post": name, "area": f"14032110{at}001", "township": name} for at, name in enumerate("ab", 1)],
        pins=[("张", "b")],
        rules=[{"kind": "group-quota", "group": {"党员": "是"}, "areas": ["a"], "minimum": 1}],
    )

    def late(*asked: object) -> None:
        raise LimitReached("not settled")

    monkeypatch.setattr(relaxations, "completed", late)
    found = why(given_)
    assert found.members
    assert found.left_open == ("取消指定 张 → b / drop this pin：时限内未判断是否可行 / not settled in time",)
