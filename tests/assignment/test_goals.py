"""Goals worked out by hand: what a plan is worth, and which plan they choose."""

from __future__ import annotations

from typing import Any

import numpy as np
from builders import scenario

import optimizer
from optimizer.assignment.goals import GOALS
from optimizer.assignment.goals.mild_rules import MildRules
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.scenario.settings import AssignmentSettings

EAST, WEST = "140321101", "140321102"


def posts(*names: str, **more: Any) -> list[dict[str, Any]]:
    """Posts in the eastern township (names in E…) or the western one."""
    return [
        {"post": name, "area": (EAST if name[0] == "E" else WEST) + f"{at:03}", "township": name[0],
         "county": "平定县", **{key: value[at] for key, value in more.items()}}
        for at, name in enumerate(names)
    ]  # fmt: skip


def value(given: optimizer.Scenario, plan: dict[str, str], kind: str, **parameters: Any) -> int:
    """The value of a plan, given by names."""
    market = Market.from_scenario(given)
    placed = np.array(
        [list(market.posts).index(plan[name]) if name in plan else -1 for name in market.graduates]
    )
    return next(goal for goal in GOALS if goal.kind == kind)(**parameters).value(market, placed)


def plan(given: optimizer.Scenario, **settings: Any) -> dict[str, str]:
    """The plan that is found, by names."""
    table = optimizer.assign(given, settings={"mechanism": "optimal", **settings}).placements
    return {row.graduate: row.post for row in table.itertuples() if row.post}


def test_score_balance_adds_the_areas_up() -> None:
    people = [
        {"graduate": name, "score": score} for name, score in zip("ABCD", (90, 80, 70, 60), strict=True)
    ]
    given = scenario(people, posts("E1", "E2", "W1", "W2"))
    uneven = {"A": "E1", "B": "E2", "C": "W1", "D": "W2"}
    assert value(given, uneven, "score-balance") == 20 + 20  # mean 75: +15 +5 here, -5 -15 there
    assert value(given, uneven, "score-balance", step=10.0) == 3 + 1  # 1.5, 0.5, -0.5, -1.5 rounded up
    found = plan(given, goals=[{"kind": "most-placed"}, {"kind": "score-balance"}])
    assert {frozenset(name for name in found if found[name][0] == side) for side in "EW"} == {
        frozenset("AD"),
        frozenset("BC"),
    }


def test_hardship_is_shared_between_men_and_women() -> None:
    people = [{"graduate": name, "gender": sex} for name, sex in zip("ABCD", "男男女女", strict=True)]
    given = scenario(people, posts("E1", "E2", "W1", "W2", hardship=(1, 2, 4, 5)))
    piled = {"A": "E1", "B": "E2", "C": "W1", "D": "W2"}
    assert value(given, piled, "hardship-balance") == 30 + 30  # mean 3.0: -2 -1 and +1 +2 levels, in tenths
    found = plan(given, goals=[{"kind": "most-placed"}, {"kind": "hardship-balance"}])
    assert value(given, found, "hardship-balance") == 0


def test_distance_by_levels_and_by_kilometres() -> None:
    given = scenario(
        [{"graduate": "A", "home": EAST + "000"}, {"graduate": "B", "home": EAST}, {"graduate": "C"}],
        posts("E1", "E2", "W1", longitude=(113.0, 113.0, 114.0), latitude=(38.0, 38.1, 38.0)),
    )
    assert value(given, {"A": "E1"}, "distance") == 0
    assert value(given, {"A": "E2"}, "distance") == 1
    assert value(given, {"B": "E1"}, "distance") == 1  # only the township is known
    assert (
        value(given, {"A": "W1", "C": "E1"}, "distance") == 2
    )  # in the county; an unknown home counts nothing
    assert value(given, {"A": "E2"}, "distance", by="kilometres") == 11  # a tenth of a degree to the north
    assert value(given, {"B": "E1"}, "distance", by="kilometres") == 6  # from the middle of E1 and E2
    assert value(given, {"A": "W1"}, "distance", by="kilometres") == 88  # a degree to the east at 38 north


def test_the_worst_rank_is_traded_for_first_choices() -> None:
    given = scenario(
        [{"graduate": name} for name in "ABC"],
        posts("E1", "E2", "E3"),
        [("A", 1, "E1"), ("A", 2, "E2"), ("B", 1, "E1"), ("B", 2, "E3"), ("C", 1, "E3"), ("C", 2, "E1"), ("C", 3, "E2")],
    )  # fmt: skip
    fewest = plan(given, goals=[{"kind": "most-placed"}, {"kind": "worst-rank"}])
    assert fewest in ({"A": "E2", "B": "E1", "C": "E3"}, {"A": "E2", "B": "E3", "C": "E1"})
    assert value(given, fewest, "worst-rank") == 2
    assert value(given, {"A": "E1", "B": "E3", "C": "E2"}, "worst-rank") == 3
    assert value(given, {"A": "E3"}, "worst-rank") == 4  # unlisted counts one more than the last rank


def test_least_change_moves_whom_it_costs_least_to_move() -> None:
    given = scenario(
        [{"graduate": "A"}, {"graduate": "B"}],
        posts("E1", "E2"),
        earlier=[("A", "E1", 1), ("B", "E1", 3)],
    )
    found = plan(given, goals=[{"kind": "most-placed"}, {"kind": "least-change"}])
    assert found == {"A": "E2", "B": "E1"}
    assert value(given, found, "least-change") == 1
    assert value(given, {}, "least-change") == 4


def test_a_mild_rule_gives_way_as_little_as_can_be() -> None:
    given = scenario(
        [{"graduate": name, "party_member": name != "A"} for name in "ABC"], posts("E1", "E2", "W1")
    )
    goals = [{"kind": "most-placed"}]
    quota = {"kind": "group-quota", "group": {"party_member": True}, "minimum": 2}
    outcome = optimizer.assign(
        given, settings={"mechanism": "optimal", "rules": [{**quota, "weight": 5}], "goals": goals}
    )
    # two party members, two townships that want two each: two are missing wherever they go
    assert [(stage.name, stage.value) for stage in outcome.stages][:2] == [
        ("most-placed", 3),
        ("mild-rules", 10),
    ]
    home = scenario([{"graduate": "A", "home": EAST + "000"}], posts("E1"))
    rules = [{"kind": "avoid-home", "weight": 2}, {"kind": "fill-every-post", "weight": 7}]
    before = plan(home, rules=rules, goals=goals)
    after = plan(home, rules=[{**rules[0], "weight": 9}, rules[1]], goals=[{"kind": "mild-rules"}, *goals])
    assert (before, after) == ({"A": "E1"}, {})


def mild(given: optimizer.Scenario, plan: dict[str, str], **rule: Any) -> int:
    """What one mild rule of weight 1 counts in a plan, given by names."""
    settings = AssignmentSettings.model_validate({"rules": [{**rule, "weight": 1}]})
    rules = next(goal.rules for goal in build(settings).goals if isinstance(goal, MildRules))
    return value(given, plan, "mild-rules", rules=rules)


def test_a_breach_counts_people_and_not_the_units_of_a_formula() -> None:
    couple = scenario(
        [{"graduate": "A", "partner": "B"}, {"graduate": "B", "partner": "A"}],
        posts("E1", "E2", "W1", longitude=(113.0, 113.001, 114.0), latitude=(38.0, 38.0, 38.0)),
    )
    for rule in ({"kind": "partners"}, {"kind": "partners", "within": 5}):
        assert mild(couple, {"A": "E1", "B": "E2"}, **rule) == 0
        assert mild(couple, {"A": "E1", "B": "W1"}, **rule) == 1  # one couple apart
        assert mild(couple, {"A": "W1", "B": "E1"}, **rule) == 1
        assert mild(couple, {"A": "E1"}, **rule) == mild(couple, {"B": "E1"}, **rule) == 1
    women = scenario(
        [{"graduate": name, "gender": "女"} for name in "ABC"], posts("E1", "E2", "W1", hardship=(5, 5, 1))
    )
    everywhere = {"A": "E1", "B": "E2", "C": "W1"}
    assert (
        mild(women, everywhere, kind="hardship-share", most=0.34) == 1
    )  # two of three are hard: one too many
    assert mild(women, everywhere, kind="hardship-share", most=0.0) == 2
    scores = scenario([{"graduate": "A", "score": 90.0}, {"graduate": "B", "score": 70.0}], posts("E1", "W1"))
    apart = {"A": "E1", "B": "W1"}  # the mean is 80: each township lies ten points off
    assert mild(scores, apart, kind="score-spread", tolerance=7.0) == 3 + 3
    assert mild(scores, apart, kind="score-spread", tolerance=9.5) == 1 + 1  # half a point, rounded up
