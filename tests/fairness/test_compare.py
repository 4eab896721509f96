"""Plans side by side, on instances small enough to be understood by eye."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from builders import scenario
from hypothesis import given, settings
from plain import plans, standing

from optimizer import InputFaults, Market, Outcome, UsageError, assign, compare
from optimizer.fairness import changes
from optimizer.fairness.compare import Comparison, named_by
from optimizer.fairness.lotteries import over_lotteries, seeds
from optimizer.fairness.metrics.first_choice import FirstChoice
from optimizer.fairness.metrics.own_choice import OwnChoice
from optimizer.fairness.plan import Plan
from optimizer.fairness.shared import on_what_they_share
from optimizer.fairness.verdict import extremes, verdict
from optimizer.fairness.ways import by_mechanism, chinese, every, with_mechanism

PEOPLE = [{"graduate": name, "score": score} for name, score in (("甲", 90.0), ("乙", 80.0), ("丙", 70.0))]
POSTS = [{"post": name, "village": f"{name}村", "township": "镇", "county": "县"} for name in "XYZ"]
WISHES = [("甲", 1, "X"), ("甲", 2, "Y"), ("乙", 1, "X"), ("丙", 1, "Y"), ("丙", 2, "X")]


def three(**assignment: Any) -> Any:
    """甲 and 乙 want X, 甲 and 丙 would take Y, nobody listed Z."""
    return scenario(PEOPLE, POSTS, WISHES, **assignment)


def serial_and_best() -> Comparison:
    """By choice 甲 has X, 丙 has Y, 乙 is sent to Z; the least total rank is reached with 乙 at X, 甲 at Y, 丙 at Z."""
    goals = [{"kind": "most-placed"}, {"kind": "total-rank"}]
    return compare({"选岗": three(), "名单": _listed(goals)})


def _listed(goals: list[dict[str, str]]) -> Outcome:
    """A plan by pins: 乙 at X, 甲 at Y, 丙 at Z."""
    pins = [("甲", "Y"), ("乙", "X"), ("丙", "Z")]
    return assign(scenario(PEOPLE, POSTS, WISHES, pins=pins, goals=goals))


def test_the_table_says_what_each_plan_is_worth_and_for_whom() -> None:
    found = serial_and_best().table.set_index("metric")
    assert list(found.columns) == ["title", "unit", "better", "选岗", "名单", "verdict", "meaning"]
    assert found.loc["first-choice", ["选岗", "名单"]].tolist() == [2, 1]
    assert found.loc["first-choice", "verdict"] == (
        "对毕业生：选岗 较好，名单 较差 / for graduates: 选岗 better, 名单 worse"
    )
    assert found.loc["mean-standing", ["选岗", "名单"]].tolist() == [pytest.approx(5 / 3), 2]
    assert found.loc["placed", "verdict"] == "相同 / the same"
    assert found.loc["own-choice", "verdict"] == "不分好坏 / neither better nor worse"
    assert found.loc["hardship", "verdict"] == "无法比较 / cannot be compared"
    assert found.loc["score-balance", ["选岗", "名单"]].isna().all()  # one township


def test_person_by_person_who_gains_who_loses_by_how_much_and_why() -> None:
    people = serial_and_best().people.set_index("graduate")
    assert people["change"].to_dict() == {"甲": "loses", "乙": "gains", "丙": "loses"}
    assert people["steps"].to_dict() == {"甲": -1, "乙": 2, "丙": -2}
    assert people.loc["乙", ["before", "after", "after_rank"]].tolist() == ["Z", "X", 1]
    assert pd.isna(people.loc["乙", "before_rank"])
    assert people.loc["甲", "why"] == "X 给了 乙（次序在其后） / X went to 乙, who stands behind them"
    assert people.loc["乙", "why"] == "X 原由 甲 得，此人改为 Y / X was held by 甲, who now has Y"
    assert people.loc["丙", "why"] == "Y 给了 甲（次序在其前） / Y went to 甲, who stands before them"


def test_post_by_post_who_is_there_and_how_strong() -> None:
    posts = serial_and_best().posts.set_index("post")
    assert posts["change"].to_dict() == {"X": "lower scores", "Y": "higher scores", "Z": "lower scores"}
    assert posts["points"].to_dict() == {"X": -10.0, "Y": 20.0, "Z": -10.0}
    assert posts.loc["X", ["before", "after"]].tolist() == ["甲", "乙"]


def test_the_paragraph_of_an_instance_understood_by_eye() -> None:
    found = serial_and_best()
    assert "各方案都安置 3 人。" in found.chinese
    assert "得到第一志愿的人，“选岗”最多（2 人），“名单”最少（1 人）。" in found.chinese
    assert 'First choices are most under "选岗" (2), fewest under "名单" (1).' in found.english
    assert "与“选岗”相比，“名单”使 1 人更好、2 人更差、0 人一样。" in found.chinese
    assert 'Against "选岗", under "名单" 1 fare better, 2 worse and 0 the same.' in found.english
    assert "没有人能靠无损于他人的互换得益" in found.chinese
    assert "pins: 3" in found.english  # the inputs differ, and that is said
    assert "“选岗”都不落后" in found.chinese


def test_the_same_plans_are_said_to_be_the_same() -> None:
    found = compare([three(), three(mechanism="choice-then-allocation", options={"share": 1.0})])
    assert found.names == ("A", "B")
    assert set(found.table["verdict"].str.split(" / ").str[0].str.split("（").str[0]) == {"相同", "无法比较"}
    assert set(found.people["change"]) == {"same"}
    assert set(found.posts["change"]) == {"same people"}
    assert "As many get their first choice in every plan: 2." in found.english
    assert "not all" not in found.english
    assert "leads" not in found.english
    assert "behind in none" not in found.english


def test_two_scenarios_are_compared_on_what_they_share() -> None:
    base = three()
    people = [*PEOPLE[1:], {"graduate": "丁", "score": 99.0}]
    other = scenario(
        people, [*POSTS[:2], {"post": "W"}], [("丁", 1, "X"), ("乙", 1, "Y"), ("丙", 1, "Y"), ("丙", 2, "X")]
    )
    found = compare({"今年": base, "明年": other})
    assert [len(plan.people) for plan in found.plans] == [2, 2]
    assert [len(plan.posts) for plan in found.plans] == [2, 2]
    assert found.people["graduate"].tolist() == ["乙", "丙"]
    by_name = found.people.set_index("graduate")
    assert by_name.loc["乙", "change"] == "not compared"  # wishes Y now
    assert pd.isna(by_name.loc["乙", "steps"])
    assert by_name.loc["丙", "why"] == "Y 给了 乙（次序在其前） / Y went to 乙, who stands before them"
    assert found.posts["post"].tolist() == ["X", "Y"]
    assert "只比较各方案共有的 2 人、2 个岗位" in found.chinese
    assert "1 人志愿不同、不比" in found.chinese
    rows = found.inputs.set_index(["where", "what"])
    assert rows.loc[("graduates", "甲"), "after"] == "无 / not there"
    assert rows.loc[("graduates", "丁"), "before"] == "无 / not there"
    assert set(found.inputs["where"]) == {"graduates", "posts", "wishes"}
    price = found.table.set_index("metric").loc["price", ["今年", "明年"]]
    assert price.isna().all()


def test_the_difference_of_inputs_names_every_cell_and_setting() -> None:
    richer = [{**PEOPLE[0], "score": 91.5, "学历": "硕士"}, *PEOPLE[1:]]
    other = scenario(richer, POSTS, WISHES, rules=[{"kind": "fill-every-post"}])
    found = compare({"一": three(), "二": other}).inputs
    told = {(row.where, row.what, row.column): (row.before, row.after) for row in found.itertuples()}
    assert told[("graduates", "甲", "score")] == ("90.0", "91.5")
    assert told[("graduates", "甲", "学历")] == ("", "硕士")
    assert told[("settings", "assignment.rules.1.kind", "")] == ("", "fill-every-post")
    assert len([key for key in told if key[0] == "settings"]) == 1


def test_a_post_that_is_gone_new_or_forbidden_is_told() -> None:
    wishes = [("甲", 1, "X"), ("甲", 2, "Y")]
    people = [{"graduate": "甲", "home": "140321101001"}]
    both = [{"post": "X", "area": "140321101001"}, {"post": "Y", "area": "140321101002"}]
    whole = scenario(people, both, wishes)
    avoiding = scenario(people, both, wishes, rules=[{"kind": "avoid-home"}])
    found = compare({"一": whole, "二": avoiding})
    assert found.people["why"].tolist() == ["规则不许去 X / a rule forbids X"]
    back = compare({"一": avoiding, "二": whole})
    assert back.people["why"].tolist() == ["X 原来空着 / X had a free seat"]


@settings(max_examples=60, deadline=None, derandomize=True)
@given(plans(), plans())
def test_changes_are_differences_of_standing(one: Plan, other: Plan) -> None:
    """Two plans of one market: the second one's people are put where the first one's market has room for them."""
    twin = Plan.made(one.market, one.rules, one.placed[::-1].copy())
    for row in changes.people("B", one, twin):
        person = one.market.graduates.index(row[1])
        steps = standing(one, person, int(one.placed[person])) - standing(
            one, person, int(twin.placed[person])
        )
        assert row[3] == steps
        assert row[2] == ("gains" if steps > 0 else "loses" if steps < 0 else "same")
    shared = on_what_they_share([one, other])
    assert len(shared[0].people) == min(one.market.size, other.market.size)
    assert shared[0].longest == shared[1].longest == max(one.longest, other.longest)


def test_names_tell_plans_apart() -> None:
    best = three(mechanism="optimal")
    assert named_by([three(), best]) == ["choice-then-allocation", "optimal"]
    assert named_by([three(), three()]) == ["A", "B"]
    assert chinese("choice-then-allocation share = 0.5") == "先选岗后分配 share = 0.5"
    assert chinese("runs") == "runs"


def test_what_cannot_be_compared_is_refused() -> None:
    market = Market.from_scenario(three())
    with pytest.raises(UsageError, match="at least two"):
        compare([three()])
    with pytest.raises(UsageError, match="bare market"):
        compare({"一": assign(market), "二": assign(market)})
    with pytest.raises(UsageError, match="share no graduates"):
        compare({"一": three(), "二": scenario([{"graduate": "戊"}], POSTS)})


def test_mechanisms_on_one_scenario_and_what_is_left_out() -> None:
    given_ = three(options={"share": 0.5})
    found, notes = by_mechanism(
        given_, ["choice-then-allocation", "optimal", "choice-then-allocation  share = 1.0"]
    )
    assert list(found) == ["choice-then-allocation", "optimal", "choice-then-allocation share = 1.0"]
    assert notes == ()
    used = found["choice-then-allocation"].scenario
    assert used is not None
    assert used.settings.assignment.options == {"share": 0.5}
    assert with_mechanism(given_, "optimal").settings.assignment.options == {}
    assert "optimal" in every(["all"])
    assert len(every(["all", "optimal"])) == len(every(["all"]))
    with pytest.raises(InputFaults, match="没有这个 kind"):
        by_mechanism(given_, ["optimum"])
    with pytest.raises(UsageError, match="cannot be read"):
        by_mechanism(given_, ["optimal share"])


def test_a_mechanism_that_finds_no_plan_is_left_out_with_its_reason() -> None:
    """Unguarded, 甲 takes the only post that 丙 may have, and Y cannot be filled."""
    people = [{"graduate": "甲", "major": "09"}, {"graduate": "乙", "major": "08"}]
    posts = [{"post": "X", "majors": "09"}, {"post": "Y"}]
    given_ = scenario(
        people, posts, [("甲", 1, "Y")], rules=[{"kind": "eligible-major"}, {"kind": "fill-every-post"}]
    )
    found, notes = by_mechanism(
        given_, ["choice-then-allocation", "choice-then-allocation guard = false", "optimal"]
    )
    assert list(found) == ["choice-then-allocation", "optimal"]
    assert any("guard = false" in note for note in notes)


def test_other_lotteries_bound_what_hangs_on_the_draw() -> None:
    """甲 and 乙 are equal in all but the lottery and want the same: one of them gets it, whichever way it falls."""
    people = [{"graduate": name, "score": 80.0} for name in ("甲", "乙")]
    given_ = scenario(people, [{"post": "X"}, {"post": "Y"}], [("甲", 1, "X"), ("乙", 1, "X")])
    table = over_lotteries(given_, 8, metrics=[FirstChoice(), OwnChoice()])
    assert table["metric"].tolist() == ["first-choice", "own-choice"]
    assert table.loc[0, ["lowest", "mean", "highest"]].tolist() == [1, 1, 1]
    winners = {
        assign(scenario(people, [{"post": "X"}], [("甲", 1, "X"), ("乙", 1, "X")], seed=seed)).placements[
            "graduate"
        ][0]
        for seed in seeds(7, 8)
    }
    assert winners == {"甲", "乙"}


def test_intervals_stand_beside_the_plans() -> None:
    found = compare({"一": three(), "二": three(mechanism="optimal")}, lotteries=2, metrics=[FirstChoice()])
    assert found.intervals[["plan", "metric", "lotteries"]].to_numpy().tolist() == [
        ["一", "first-choice", 2], ["二", "first-choice", 2],
    ]  # fmt: skip
    assert "2 other lotteries" in found.english


def test_a_verdict_never_ranks_what_is_equal_or_unknown() -> None:
    metric = FirstChoice()
    assert extremes(["A", "B"], [3, 3], metric) == ((), ())
    assert extremes(["A", "B", "C"], [3, None, 4], metric) == (("C",), ("A",))
    assert extremes(["A", "B", "C"], [3, 4, 4], metric) == (("B", "C"), ("A",))
    assert verdict(["A", "B"], [None, 4], metric) == "无法比较 / cannot be compared"
    assert verdict(["A", "B"], [None, 4], metric, ["男 / men", "女 / women"]) == (
        "无法比较 / cannot be compared"
    )
    assert extremes(["A", "B"], [1, 2], OwnChoice()) == ((), ())


def test_a_verdict_names_ways_of_choosing_in_either_language_and_a_group_once() -> None:
    names = ["optimal", "parallel bands = [3]"]
    assert verdict(names, [4, 3], FirstChoice(), ["男 / men", "男 / men"]) == (
        "对毕业生：全局最优 较好，平行志愿 bands = [3] 较差（处境较差：各方案都是男） / "
        "for graduates: optimal better, parallel bands = [3] worse (worse off: men in every plan)"
    )
    assert "全局最优 男，平行志愿 bands = [3] 女" in verdict(
        names, [4, 3], FirstChoice(), ["男 / men", "女 / women"]
    )
