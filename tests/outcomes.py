"""A small outcome that has everything a report may meet: pins, refusals, empty posts, unplaced people, formulas."""

from __future__ import annotations

from builders import scenario

from optimizer import Outcome, Scenario, assign


def small() -> Scenario:
    people = [
        {"graduate": "g1", "name": "=1+1", "major": "080901"},
        {"graduate": "g2", "name": "张小三"},
        {"graduate": "g3", "name": "@李四", "accepts_allocation": False},
        {"graduate": "g4", "name": "+王五"},
        {"graduate": "g5", "name": "-赵六", "accepts_allocation": False},
        {"graduate": "g6", "name": "\t钱七"},
    ]
    places = [("甲县", "东镇"), ("甲县", "东镇"), ("甲县", "西镇"), ("乙县", "南镇")]
    posts = [
        {"post": f"p{number}", "village": f"={number}村", "county": county, "township": township}
        for number, (county, township) in enumerate(places, 1)
    ]
    posts[3]["capacity"] = 3
    posts.append(
        {"post": "p5", "village": "远村", "county": "乙县", "township": "南镇", "reserved_for": "党员=是"}
    )
    wishes = [("g1", 1, "p1"), ("g2", 1, "p1"), ("g2", 2, "p2"), ("g3", 1, "p1"), ("g4", 1, "p3")]
    rules = [{"kind": "reserved-post"}]
    return scenario(people, posts, wishes, pins=[("g6", "p4")], rules=rules, options={"share": 0.5})


def small_outcome() -> Outcome:
    return assign(small())
