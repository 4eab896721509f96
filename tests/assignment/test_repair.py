"""Repair against enumeration, and its reasons on a case understood by eye."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from brute import key, plans, scenarios
from builders import scenario
from hypothesis import given, settings
from hypothesis import strategies as st

import optimizer
from optimizer import Impossible, Scenario, UsageError
from optimizer.assignment.goals.keep_placed import KeepPlaced
from optimizer.assignment.goals.least_change import LeastChange
from optimizer.assignment.goals.most_placed import MostPlaced
from optimizer.assignment.kinds import Kinds, build
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.optimal import Optimal


def published(**plan: str) -> pd.DataFrame:
    """A published plan by names."""
    return pd.DataFrame({"graduate": list(plan), "post": list(plan.values()), "stage": "choice"}, dtype="str")


CHAIN = scenario(
    [{"graduate": "A"}, {"graduate": "B", "major": "080901"}, {"graduate": "C", "major": "120203"}, {"graduate": "D"}],
    [{"post": "X", "majors": "08"}, {"post": "Y"}],
    [("B", 1, "Y"), ("C", 1, "Y"), ("D", 1, "Y")],
    rules=[{"kind": "eligible-major"}],
)  # fmt: skip


def test_somebody_moves_only_where_the_reserve_cannot_take_the_post() -> None:
    found = optimizer.repair(CHAIN, published(A="X", B="Y", C="", D=""), withdrawn=["A"])
    rows = found.changes.set_index("graduate")
    assert list(rows.index) == ["A", "B", "C"] or list(rows.index) == ["A", "B", "D"]
    assert rows.loc["A", "why"] == "退出 / withdrew"
    assert (rows.loc["B", "before"], rows.loc["B", "after"], rows.loc["B", "kind"]) == ("Y", "X", "moved")
    assert rows.loc["B", "why"].startswith("若留在原岗，安置人数最多（most-placed）的最优值由 2 变为 1")
    by_choice = found.outcome.placements.set_index("graduate")["stage"]
    assert by_choice["B"] == "allocation"


def test_the_reserve_comes_in_by_priority_where_the_scenario_says_so() -> None:
    given_ = scenario([{"graduate": name} for name in "ABC"], [{"post": "X"}], [("B", 2, "X"), ("C", 1, "X")])
    by_goals = optimizer.repair(given_, published(A="X"), absent=["A"])
    ruled = given_.settings.model_copy(
        update={"repair": given_.settings.repair.model_copy(update={"reserve": "priority"})}
    )
    by_order = optimizer.repair(
        Scenario(ruled, *(given_.table(name) for name in ("graduates", "posts", "wishes", "priorities", "pins", "earlier"))),
        published(A="X"),
        absent=["A"],
    )  # fmt: skip
    assert by_goals.changes["graduate"].tolist() == ["A", "C"]  # C wished it more
    assert by_order.changes["graduate"].tolist() == ["A", "B"]  # B comes first by score
    assert by_order.changes["kind"].tolist() == ["left", "reserve"]


def test_corrected_data_name_the_rule_and_announced_people_stay() -> None:
    found = optimizer.repair(CHAIN, published(C="X", B="Y"))
    assert found.changes.set_index("graduate").loc["C", "why"].startswith("X：岗位要求其他专业")
    kept = optimizer.repair(CHAIN, published(A="X", B="Y"), withdrawn=["A"], announced=["B"])
    assert kept.outcome.summary["placed"] == 1
    with pytest.raises(UsageError, match="没有编号 Z"):
        optimizer.repair(CHAIN, published(A="X"), withdrawn=["Z"])
    with pytest.raises(UsageError, match="既退出又不得变动"):
        optimizer.repair(CHAIN, published(A="X"), withdrawn=["A"], announced=["A"])
    with pytest.raises(UsageError, match="没有可保留的岗位"):
        optimizer.repair(CHAIN, published(A="X"), announced=["B"])


def test_who_left_once_stays_away_in_the_next_repair() -> None:
    """A gives X up and C takes it; when C is struck from the table, X must not go back to A."""
    first = optimizer.repair(CHAIN, published(A="X", B="Y"), withdrawn=["A"], announced=["B"])
    assert first.outcome.summary["placed"] == 1
    open_ = scenario([{"graduate": name} for name in "ABC"], [{"post": "X"}], [("A", 1, "X")])
    after = optimizer.repair(open_, published(A="X"), withdrawn=["A"])
    assert after.changes["kind"].tolist() == ["left", "reserve"]
    takes = after.changes["graduate"].tolist()[1]
    kept = open_.graduates[open_.graduates["graduate"] != takes].reset_index(drop=True)
    table = after.outcome.placements[["graduate", "post", "stage"]]
    again = optimizer.repair(replace(open_, graduates=kept), table, gone=["A"])
    third = next(name for name in "BC" if name != takes)
    assert again.changes[["graduate", "kind"]].to_numpy().tolist() == [
        [takes, "left"],
        ["A", "gone"],
        [third, "reserve"],
    ]
    assert again.changes["why"].tolist()[:2] == [
        "报名表中已无此人 / no longer in the table of graduates",
        "此前调整时已离开 / had left in an earlier repair",
    ]
    back = optimizer.repair(open_, table)  # without a word of it A is free to be placed again
    assert back.changes.empty


def test_nobody_moves_for_a_mild_rule() -> None:
    """B may stay at Y, which a mild rule would rather see empty; X has become free."""
    given_ = scenario(
        [{"graduate": "A"}, {"graduate": "B"}],
        [{"post": "X"}, {"post": "Y"}],
        rules=[{"kind": "group-quota", "areas": ["Y"], "maximum": 0, "weight": 5}],
    )
    found = optimizer.repair(given_, published(A="X", B="Y"), withdrawn=["A"])
    assert found.changes["graduate"].tolist() == ["A"]
    assert [stage.name for stage in found.outcome.stages][:3] == [
        "most-placed",
        "least-change",
        "keep-placed",
    ]


@settings(max_examples=80, deadline=None, derandomize=True)
@given(scenarios("optimal", largest=4), st.data())
def test_the_change_is_the_least_of_all_plans(given_: Scenario, data: st.DataObject) -> None:
    try:
        first = optimizer.assign(given_)
    except Impossible:
        return
    gone = data.draw(st.lists(st.sampled_from(given_.graduates["graduate"].tolist()), max_size=1))
    table = first.placements[["graduate", "post", "stage"]]
    if len(gone) == len(table):
        return  # nobody is left
    try:
        found = optimizer.repair(given_, table, withdrawn=gone)
    except Impossible:
        return
    now = found.outcome.scenario
    assert now is not None
    market = Market.from_scenario(now)
    kinds = Kinds(
        Optimal(), build(now.settings.assignment).rules, (MostPlaced(), LeastChange(), KeepPlaced())
    )
    best = min(key(market, kinds, plan) for plan in plans(market, kinds, market.pins))
    assert key(market, kinds, found.outcome.placed) == best
    before = dict(zip(table["graduate"], table["post"], strict=True))
    after = dict(zip(found.outcome.placements["graduate"], found.outcome.placements["post"], strict=True))
    differ = {name for name in before if before[name] != after.get(name, "") or name in gone}
    assert set(found.changes["graduate"]) == differ
    assert all(found.changes["why"].str.len() > 0)
    assert np.isin(found.changes["kind"], ["left", "moved", "lost", "reserve"]).all()


def test_nobody_is_put_out_where_a_move_costs_no_more() -> None:
    """B may not stay at Y. B moves to X, or is put out while D, who wishes for X, comes in: one change either way."""
    given_ = scenario(
        [
            {"graduate": "B", "major": "080901"},
            {"graduate": "C", "major": "120203"},
            {"graduate": "D", "major": "080901"},
        ],
        [{"post": "X", "majors": "08"}, {"post": "Y", "majors": "12"}],
        [("C", 1, "Y"), ("D", 1, "X")],
        rules=[{"kind": "eligible-major"}],
        goals=[{"kind": "total-rank"}],
    )
    found = optimizer.repair(given_, published(B="Y"))
    assert {row.graduate: (row.kind, row.after) for row in found.changes.itertuples()} == {
        "B": ("moved", "X"),
        "C": ("reserve", "Y"),
    }
