"""What every registered rule, goal and mechanism owes, whoever wrote it."""

from __future__ import annotations

import re

import numpy as np
import pytest
from brute import AREAS, DEMANDS, GOALS, MAJORS, OPTIONS, RULES, scenarios
from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from optimizer.assignment import goals, mechanisms, rules
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.base import Mechanism
from optimizer.assignment.mechanisms.staged import Staged
from optimizer.assignment.rules.avoid_home import AvoidHome
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.rules.group_quota import GroupQuota
from optimizer.errors import InputFaults
from optimizer.report.applied import applied
from optimizer.report.words import STORIES
from optimizer.rotation import goals as rotation_goals
from optimizer.rotation import rules as rotation_rules
from optimizer.scenario.members import own_words
from optimizer.scenario.parameter_words import spoken

MEMBERS: tuple[type[Rule] | type[Goal] | type[Mechanism], ...] = (
    *rules.RULES,
    *goals.GOALS,
    *mechanisms.MECHANISMS,
)


def everybody_everywhere() -> Market:
    """Every major, home, county and membership against every demand, area and reservation."""
    people = [
        {
            "graduate": f"{major}-{home}-{county}-{party}",
            "major": major,
            "home": home,
            "county": county,
            "party_member": party,
        }
        for major in MAJORS
        for home in ("", *AREAS, "140321101", "140322")
        for county in ("", "140321", "盂县")
        for party in (True, False)
    ]
    posts = [
        {"post": f"{at}-{demand}-{kept}", "area": area, "county": "盂县" if area.startswith("140322") else "平定县",
         "township": area[:9], "majors": demand, "hardship": at + 2, "reserved_for": kept,
         "longitude": 113.5 + 0.07 * at, "latitude": 37.8 + 0.05 * at * at}
        for at, area in enumerate(AREAS)
        for demand in DEMANDS
        for kept in ("", "党员=是", "专业代码=08;党员=否")
    ]  # fmt: skip
    return Market.from_scenario(scenario(people, posts))


@pytest.mark.parametrize("member", MEMBERS, ids=lambda member: member.kind)
def test_a_member_says_what_it_is(member: type[Rule] | type[Goal] | type[Mechanism]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", member.kind)
    assert re.search(r"[\u4e00-\u9fff]", member.chinese)
    assert member.__doc__
    assert member.__module__.rpartition(".")[2] == member.kind.replace("-", "_")
    examples = [*RULES, *GOALS, {"kind": member.kind}]
    given_ = next(example for example in examples if example["kind"] == member.kind)
    made, again = (member(**{key: value for key, value in given_.items() if key != "kind"}) for _ in range(2))
    assert made == again
    assert hash(made) == hash(again)
    assert made.model_config["frozen"]
    assert made.model_config["extra"] == "forbid"


@pytest.mark.parametrize("member", [*rules.RULES, *goals.GOALS], ids=lambda member: member.kind)
def test_planners_are_told_in_chinese_what_every_parameter_means(member: type[Rule] | type[Goal]) -> None:
    assert re.search(r"[\u4e00-\u9fff]", member.usage)
    names = {field.alias or name for name, field in member.model_fields.items()} - {"weight", "rules"}
    assert [name for name in sorted(names) if name not in member.usage] == []


@pytest.mark.parametrize("folder", [rules.RULES, goals.GOALS, mechanisms.MECHANISMS])
def test_a_registry_is_sorted_and_names_nothing_twice(folder: tuple[type[Rule], ...]) -> None:
    kinds = [member.kind for member in folder]
    assert kinds == sorted(set(kinds))


@pytest.mark.parametrize("given_", RULES, ids=str)
def test_what_a_rule_allows_is_exactly_what_its_check_passes(given_: dict[str, str]) -> None:
    """Every pair is tried as a plan with nobody else in it."""
    parameters = {key: value for key, value in given_.items() if key != "kind"}
    rule = next(member for member in rules.RULES if member.kind == given_["kind"])(**parameters)
    market = everybody_everywhere()
    if rule.traits(market) is None:
        assert rule.minimum(market) is not None or rule.classes(market) is not None
        return  # a rule over posts or sums says nothing of single pairs
    people, posts = np.divmod(np.arange(market.size * len(market.capacity)), len(market.capacity))
    said = rule.allows(market, people, posts)
    assert said.any()
    assert not said.all()
    step = 7  # every seventh pair: the kinds repeat with other periods
    for person, post, fine in zip(
        people[::step].tolist(), posts[::step].tolist(), said[::step].tolist(), strict=True
    ):
        plan = np.full(market.size, -1)
        plan[person] = post
        assert (not rule.check(market, plan)) == fine, (market.graduates[person], market.posts[post])


@pytest.mark.parametrize("given_", [*RULES, *GOALS], ids=str)
def test_equal_traits_are_treated_alike(given_: dict[str, str]) -> None:
    """The pool relies on it: members of a kind and of a cell are allowed, and count, the same."""
    parameters = {key: value for key, value in given_.items() if key != "kind"}
    known: list[type[Rule] | type[Goal]] = [*rules.RULES, *goals.GOALS]
    member = next(one for one in known if one.kind == given_["kind"])(**parameters)
    market = everybody_everywhere()
    if not isinstance(member, Rule):
        member = next(
            iter(member.parts(market)), goals.GOALS[0]()
        )  # a market without wishes may have no stage
    traits = member.traits(market)
    people, posts = np.divmod(np.arange(market.size * len(market.capacity)), len(market.capacity))
    if isinstance(member, Rule):
        said = member.allows(market, people, posts).astype(np.int64)
    else:
        said = member.counts(market, people, posts, np.zeros(len(people), np.int64))
    if traits is None:
        assert len(np.unique(said)) == 1
        return
    left, right = traits
    seen: dict[tuple[int, int], int] = {}
    for one, other, value in zip(left[people].tolist(), right[posts].tolist(), said.tolist(), strict=True):
        assert seen.setdefault((one, other), value) == value


@pytest.mark.parametrize("kind", [member.kind for member in (*rules.RULES, *goals.GOALS)])
def test_the_brute_force_tests_know_every_member(kind: str) -> None:
    assert kind in {given_["kind"] for given_ in (*RULES, *GOALS)}


@pytest.mark.parametrize("mechanism", mechanisms.MECHANISMS, ids=lambda one: one.kind)
def test_a_mechanism_says_what_it_is_good_for_and_is_tried_with_every_rule(
    mechanism: type[Mechanism],
) -> None:
    assert mechanism.kind in OPTIONS
    assert set(OPTIONS[mechanism.kind]) <= set(mechanism.model_fields)
    assert mechanism.story
    assert STORIES[mechanism.kind] == mechanism.story
    if issubclass(mechanism, Staged) and mechanism is not mechanisms.ChoiceThenAllocation:
        assert re.search(r"[\u4e00-\u9fff].* / [a-z]", mechanism.promise)


@settings(max_examples=60, deadline=None, derandomize=True)
@given(scenarios(), st.data())
def test_a_goal_counts_a_plan_as_its_placements_add_up(given_: object, data: st.DataObject) -> None:
    market = Market.from_scenario(given_)  # type: ignore[arg-type]
    posts = st.integers(-1, len(market.capacity) - 1)
    plan = np.array(data.draw(st.lists(posts, min_size=market.size, max_size=market.size)), np.int64)
    for parameters in GOALS:
        goal = next(member for member in goals.GOALS if member.kind == parameters["kind"])
        made = goal.model_validate({key: value for key, value in parameters.items() if key != "kind"})
        for part in made.parts(market):
            total = 0
            for person, post in enumerate(plan.tolist()):
                one, other = np.array([person]), np.array([post])
                counted = (
                    part.counts(market, one, other, market.ranks(one, other))
                    if post >= 0
                    else [part.unplaced(market)[person]]
                )
                total += int(counted[0])
            assert part.counted(market, plan) == total
            reached = [level for level, step in part.steps(market) if step.value(market, plan) == 0]
            assert part.value(market, plan) == min(reached, default=part.value(market, plan))


def test_an_unlisted_post_may_not_count_less_than_a_listed_one() -> None:
    from optimizer import assign

    given_ = scenario(
        [{"graduate": "A"}], [{"post": "X"}], [("A", 3, "X")], goals=[{"kind": "total-rank", "unlisted": 2}]
    )
    with pytest.raises(InputFaults, match="最大志愿序 3"):
        assign(given_)


NUMBERS = [
    (member, field.alias or name)
    for member in (*rules.RULES, *goals.GOALS, *rotation_rules.RULES, *rotation_goals.GOALS)
    for name, field in member.model_fields.items()
    if re.search("int|float", str(field.annotation)) and not str(field.annotation).startswith("dict")
]


@pytest.mark.parametrize(("member", "name"), NUMBERS, ids=lambda given_: getattr(given_, "kind", given_))
@pytest.mark.parametrize("value", [10**30, -(10**30), -1, float("inf"), float("nan"), 1e-20])
def test_every_number_has_bounds(member: type[Rule] | type[Goal], name: str, value: float) -> None:
    """What is accepted nevertheless is a distance: any number of kilometres is one."""
    if (member.kind, name, value) == ("partners", "within", 1e-20):
        assert member(**{name: value})
        return
    with pytest.raises(ValidationError, match=name):
        member(**{name: value})


@pytest.mark.parametrize(
    "member", [*rules.RULES, *goals.GOALS, *rotation_rules.RULES, *rotation_goals.GOALS], ids=lambda m: m.kind
)
def test_every_parameter_is_said_in_chinese(member: type[Rule] | type[Goal]) -> None:
    for name, field in member.model_fields.items():
        word = field.alias or name
        if word != "rules":
            value = {"党员": True} if word in ("group", "limits") else 2
            assert re.match(r"[\u4e00-\u9fff]", spoken({word: value}, own_words(member))), word


@pytest.mark.parametrize(
    "member", [*rules.RULES, *goals.GOALS, *rotation_rules.RULES, *rotation_goals.GOALS], ids=lambda m: m.kind
)
def test_what_applies_is_a_chinese_sentence_without_names_of_parameters(
    member: type[Rule] | type[Goal],
) -> None:
    assert not re.search("[A-Za-z]", applied(member.model_construct()))


def test_what_applies_names_what_is_left_as_it_is() -> None:
    assert applied(AvoidHome()) == "回避户籍地（按村）：不去户籍所在的地方"
    assert applied(AvoidHome(level="county")).startswith("回避户籍地（按县区）")
    quota = GroupQuota(group={"gender": "女"}, areas=["西镇"], minimum=4)
    assert applied(quota) == "人员配额（性别=女，地区 西镇，不少于 4）：各地方某类人员的人数"
