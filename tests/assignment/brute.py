"""Tiny random scenarios, and every plan of them enumerated: the oracle of the assignment tests."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product
from typing import Any

import numpy as np
from builders import scenario
from hypothesis import strategies as st

from optimizer.assignment.checks import breaches
from optimizer.assignment.kinds import Kinds
from optimizer.assignment.market import Market
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Integers

MAJORS = ("080901", "090101", "120203")
DEMANDS = ("", "08", "0901;1202")
AREAS = ("140321101001", "140321101002", "140321102001", "140322101001")
RULES: tuple[dict[str, Any], ...] = (
    {"kind": "eligible-major"},
    {"kind": "avoid-home"},
    {"kind": "avoid-home", "level": "township"},
    {"kind": "applied-county"},
    {"kind": "reserved-post"},
    {"kind": "fill-every-post"},
    {"kind": "fill-every-post", "seats": "one"},
    {"kind": "group-quota", "group": {"party_member": True}, "minimum": 1},
    {"kind": "group-quota", "group": {"major": ["08", "12"]}, "per": "county", "minimum": 1, "maximum": 2},
    {"kind": "group-quota", "group": {"党员": "否", "major": "08"}, "areas": ["140321101"], "maximum": 0},
    {"kind": "group-quota", "areas": ["平定县", "140321101"], "maximum": 1},
    {"kind": "partners"},
    {"kind": "partners", "per": "county"},
    {"kind": "area-capacity", "limits": {"140321101": 2, "平定县": 3}},
    {"kind": "partners", "within": 6.5},
    {"kind": "partners", "within": 30.0},
    {"kind": "floor", "rank": 2},
    {"kind": "floor", "people": ["G0", "G1"], "rank": 1},
    {"kind": "floor", "earlier": True},
    {"kind": "score-spread", "tolerance": 0.5},
    {"kind": "score-spread", "tolerance": 1.0, "per": "county"},
    {"kind": "hardship-share"},
    {"kind": "hardship-share", "by": "党员", "hardship": 3, "most": 0.34},
    {"kind": "apart", "people": ["G0", "G1"]},
    {"kind": "apart", "people": ["G0", "G1", "G2"], "per": "post"},
)
GOALS: tuple[dict[str, Any], ...] = (
    {"kind": "most-placed"},
    {"kind": "total-rank"},
    {"kind": "total-rank", "unlisted": 9, "unplaced": 4},
    {"kind": "total-rank", "unlisted": 8, "unfit": 9},
    {"kind": "major-fit"},
    {"kind": "most-wished"},
    {"kind": "rank-profile"},
    {"kind": "rank-profile", "from": "worst"},
    {"kind": "worst-rank"},
    {"kind": "least-change"},
    {"kind": "reserve-order"},
    {"kind": "keep-placed"},
    {"kind": "distance"},
    {"kind": "distance", "by": "kilometres"},
    {"kind": "score-balance"},
    {"kind": "score-balance", "per": "county", "step": 0.3},
    {"kind": "hardship-balance"},
    {"kind": "hardship-balance", "by": "党员"},
    {"kind": "mild-rules"},
)
_GUARD = {"guard": (True, False)}
_SAY = {**_GUARD, "order": ("priority", "fit")}
OPTIONS: dict[str, dict[str, tuple[Any, ...]]] = {
    "choice-then-allocation": {"share": (0.0, 0.5, 1.0), **_GUARD},
    "deferred-acceptance": {"proposing": ("graduates", "posts"), **_SAY},
    "immediate-acceptance": _SAY,
    "optimal": {},
    "parallel": {"bands": ([1, 2], [2, 1], [3], [1, 1, 1]), **_SAY},
    "popular": _GUARD,
    "probabilistic-serial": _GUARD,
    "random-serial-dictatorship": _GUARD,
    "top-trading-cycles": _SAY,
}


@st.composite
def scenarios(draw: st.DrawFn, mechanism: str | None = None, largest: int = 5) -> Scenario:
    """Ties, incomplete lists, areas as targets, capacities above one, people who do not accept, pins."""
    people, places = draw(st.integers(1, largest)), draw(st.integers(1, 4))
    graduates = [
        {
            "graduate": f"G{number}",
            "score": float(draw(st.integers(60, 63))),
            "gender": draw(st.sampled_from(("男", "女"))),
            "major": draw(st.sampled_from(MAJORS)),
            "home": draw(st.sampled_from(("", *AREAS))),
            "county": draw(st.sampled_from(("", "", "140321", "盂县"))),
            "party_member": draw(st.booleans()),
            "accepts_allocation": draw(st.booleans()),
        }
        for number in range(people)
    ]
    posts = [
        {
            "post": f"P{number}",
            "area": AREAS[number],
            "township": AREAS[number][:9],
            "county": "盂县" if AREAS[number].startswith("140322") else "平定县",
            "majors": draw(st.sampled_from(DEMANDS)),
            "capacity": draw(st.integers(0, 2)),
            "hardship": number + 2,
            "longitude": 113.5 + 0.07 * number,
            "latitude": 37.8 + 0.05 * number * number,
            "reserved_for": draw(st.sampled_from(("", "", "党员=是"))),
        }
        for number in range(places)
    ]
    targets = [*(str(post["post"]) for post in posts), *sorted({AREAS[at][:9] for at in range(places)})]
    wishes = [
        (f"G{number}", draw(st.integers(1, 3)), target)
        for number in range(people)
        for target in draw(st.lists(st.sampled_from(targets), max_size=3, unique=True))
    ]
    if people > 1 and draw(st.booleans()):
        graduates[0]["partner"], graduates[1]["partner"] = "G1", "G0"
    pins = draw(st.sampled_from((None, None, 0)))
    drawn = draw(st.lists(st.sampled_from(RULES), max_size=3, unique_by=lambda rule: rule["kind"]))
    drawn = [{**rule, "weight": 1 + number} if draw(st.integers(0, 3)) == 0 else rule
             for number, rule in enumerate(drawn)]  # fmt: skip
    earlier = [(f"G{number}", f"P{number % places}", 1 + number % 2) for number in range(0, people, 2)]
    chosen = mechanism or draw(st.sampled_from(("optimal", "choice-then-allocation")))
    options = {name: draw(st.sampled_from(values)) for name, values in OPTIONS[chosen].items()}
    own = draw(st.lists(st.tuples(st.integers(0, places - 1), st.integers(0, people - 1), st.integers(1, 3)),
                        max_size=6, unique_by=lambda row: row[:2]))  # fmt: skip
    return scenario(
        graduates,
        posts,
        wishes,
        pins=() if pins is None else [("G0", "P0")],
        earlier=earlier,
        priorities=[(f"P{post}", f"G{person}", rank) for post, person, rank in own],
        mechanism=chosen,
        options=options,
        rules=[rule for rule in drawn if fits(rule, people, places)],
        goals=draw(st.lists(st.sampled_from(GOALS), max_size=3, unique_by=lambda goal: goal["kind"])),
    )


def fits(rule: dict[str, Any], people: int, places: int) -> bool:
    """Whether the people and areas that a rule names are there."""
    named = [*rule.get("areas", ()), *rule.get("limits", ())]
    known = {*(area[:9] for area in AREAS[:places]), "平定县"}
    return len(rule.get("people", ())) <= people and set(named) <= known


def plans(market: Market, kinds: Kinds, start: Integers) -> Iterator[Integers]:
    """Every plan that keeps who is placed in `start` and breaks nothing."""
    choices = [
        [int(post)] if post >= 0 else range(-1, len(market.capacity))  # keep, or anything
        for post in start
    ]
    for combination in product(*choices):
        plan = np.array(combination, np.int64)
        if not breaches(market, kinds.rules, plan):
            yield plan


def key(market: Market, kinds: Kinds, plan: Integers) -> tuple[int, ...]:
    """The goals' values in order, smaller is better."""
    parts = [part for goal in kinds.goals for part in goal.parts(market)]
    return tuple((-1 if part.maximise else 1) * part.value(market, plan) for part in parts)


def serial(market: Market, kinds: Kinds, start: Integers, count: int, guarded: bool) -> Integers:
    """The stage of choice by the book: try each listed post, ask by enumeration whether all can be completed."""
    plan = start.copy()
    rules = [rule for rule in kinds.rules if rule.traits(market) is not None]
    for person in range(count):
        if plan[person] >= 0:
            continue
        for wish in range(market.start[person], market.start[person + 1]):
            tried = plan.copy()
            tried[person] = market.wish_post[wish]
            if breaches(market, rules, np.where(market.pins >= 0, market.pins, tried)):
                continue
            if guarded and next(plans(market, kinds, tried), None) is None:
                continue
            plan = tried
            break
    return plan
