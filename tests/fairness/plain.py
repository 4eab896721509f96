"""The metrics again, by plain loops over people and posts: the oracle of the fairness tests."""

from __future__ import annotations

import math
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import numpy as np
from brute import scenarios
from hypothesis import assume
from hypothesis import strategies as st

from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.fairness.plan import Plan


@st.composite
def plans(draw: st.DrawFn, largest: int = 5) -> Plan:
    """A tiny market and any placements that keep its capacities, its pins and who does not accept allocation."""
    scenario = draw(scenarios(largest=largest))
    market, rules = Market.from_scenario(scenario), build(scenario.settings.assignment).rules
    left = market.capacity.tolist()
    placed = []
    for person in range(market.size):
        pin = int(market.pins[person])
        options = [post for post, seats in enumerate(left) if seats > 0 and _may(market, rules, person, post)]
        post = pin if pin >= 0 else draw(st.sampled_from([-1, *options, *options]))
        if post >= 0:
            left[post] -= 1
        placed.append(post)
    assume(min(left) >= 0)  # a pin to a post without seats is no plan
    stage = [draw(st.sampled_from(("choice", "allocation"))) if post >= 0 else "unplaced" for post in placed]
    return Plan.made(market, rules, np.array(placed, np.int64), np.array(stage, object))


def _may(market: Market, rules: tuple[Any, ...], person: int, post: int) -> bool:
    return (bool(market.accepts[person]) or rank(market, person, post) > 0) and allowed(
        market, rules, person, post
    )


def rank(market: Market, person: int, post: int) -> int:
    for at in range(int(market.start[person]), int(market.start[person + 1])):
        if market.wish_post[at] == post:
            return int(market.wish_rank[at])
    return 0


def allowed(market: Market, rules: tuple[Any, ...], person: int, post: int) -> bool:
    """By the plain check of every rule over pairs, of a plan with nobody else in it."""
    alone = np.full(market.size, -1)
    alone[person] = post
    return not any(rule.check(market, alone) for rule in rules if rule.traits(market) is not None)


def standing(plan: Plan, person: int, post: int) -> int:
    longest = max([1, *plan.market.wish_rank.tolist()])
    return longest + 2 if post < 0 else rank(plan.market, person, post) or longest + 1


def standings(plan: Plan) -> list[int]:
    return [standing(plan, person, int(plan.placed[person])) for person in range(plan.market.size)]


def wants(plan: Plan, person: int, post: int) -> bool:
    market, own = plan.market, int(plan.placed[person])
    if market.pins[person] >= 0 or not allowed(market, plan.rules, person, post):
        return False
    listed = rank(market, person, post)
    if not listed:
        return own < 0 and bool(market.accepts[person])
    return listed < standing(plan, person, own)


def envy(plan: Plan) -> list[tuple[int, int, int]]:
    """Who wants which post that is held by whom behind them."""
    return [
        (person, post, other)
        for person in range(plan.market.size)
        for post in range(len(plan.market.capacity))
        for other in range(plan.market.size)
        if plan.placed[other] == post and plan.market.pins[other] < 0 and person < other and wants(plan, person, post)
    ]  # fmt: skip


def free(plan: Plan, post: int) -> int:
    return int(plan.market.capacity[post]) - sum(1 for own in plan.placed.tolist() if own == post)


def blocking(plan: Plan) -> set[tuple[int, int]]:
    envied = {(person, post) for person, post, _ in envy(plan)}
    empty = {
        (person, post)
        for person in range(plan.market.size)
        for post in range(len(plan.market.capacity))
        if free(plan, post) > 0 and wants(plan, person, post)
    }
    return envied | empty


def waste(plan: Plan) -> int:
    seats = 0
    for post in range(len(plan.market.capacity)):
        wanting = sum(1 for person in range(plan.market.size) if wants(plan, person, post))
        seats += min(free(plan, post), wanting)
    return seats


def satisfaction(plan: Plan) -> list[Fraction]:
    most = max([1, *plan.market.wish_rank.tolist()]) + 2
    return [Fraction(most + 1 - one, most) for one in standings(plan)]


def gini(plan: Plan) -> Fraction:
    found = satisfaction(plan)
    differences = sum((abs(one - other) for one in found for other in found), Fraction(0))
    return differences / (2 * len(found) * sum(found))


def nash(plan: Plan) -> float:
    product = math.prod(satisfaction(plan), start=Fraction(1))
    return float(product) ** (1 / plan.market.size)


def worst_tenth(plan: Plan) -> Fraction:
    found = sorted(standings(plan), reverse=True)
    tenth = found[: math.ceil(len(found) / 10)]
    return Fraction(sum(tenth), len(tenth))


def mean(values: list[Any]) -> Fraction | None:
    return sum((Fraction(value) for value in values), Fraction(0)) / len(values) if values else None


def spread(groups: dict[Any, list[Any]]) -> Fraction | None:
    means = [found for values in groups.values() if (found := mean(values)) is not None]
    return max(means) - min(means) if len(means) > 1 else None


def grouped(plan: Plan, column: str, amounts: dict[int, Any]) -> dict[Any, list[Any]]:
    cells = plan.market.graduate_table[column].tolist()
    found: dict[Any, list[Any]] = {}
    for person, amount in amounts.items():
        found.setdefault(cells[person], []).append(amount)
    return found


def distances(plan: Plan) -> dict[int, int]:
    found = {}
    homes, areas = plan.market.graduate_table["home"].tolist(), plan.market.post_table["area"].tolist()
    for person, post in enumerate(plan.placed.tolist()):
        if post >= 0 and homes[person]:
            shared = [digits for digits in (6, 9, 12) if homes[person][:digits] == areas[post][:digits]]
            found[person] = 3 - len(shared)
    return found


def hardships(plan: Plan) -> dict[int, int]:
    level = plan.market.post_table["hardship"].tolist()
    return {person: level[post] for person, post in enumerate(plan.placed.tolist()) if post >= 0}


def fits(plan: Plan) -> list[int]:
    majors, demands = plan.market.graduate_table["major"].tolist(), plan.market.post_table["majors"].tolist()
    found = []
    for person, post in enumerate(plan.placed.tolist()):
        if post >= 0 and demands[post]:
            codes = demands[post].split(";")
            levels = [
                sum(
                    1
                    for digits in (2, 4, 6)
                    if len(code) >= digits and majors[person][:digits] == code[:digits]
                )
                for code in codes
            ]
            found.append(max(levels))
    return found


def by_township(plan: Plan) -> dict[Any, list[Any]]:
    scores, towns = plan.market.graduate_table["score"].tolist(), plan.market.post_table["township"].tolist()
    found: dict[Any, list[Any]] = {}
    for person, post in enumerate(plan.placed.tolist()):
        if post >= 0:
            found.setdefault(towns[post], []).append(scores[person])
    return found


def cut_offs(plan: Plan) -> list[float]:
    scores = plan.market.graduate_table["score"].tolist()
    people = [
        [scores[person] for person, own in enumerate(plan.placed.tolist()) if own == post]
        for post in range(len(plan.market.capacity))
    ]
    return sorted(min(found) for found in people if found)


def ranks(plan: Plan) -> list[int]:
    found = [rank(plan.market, person, post) for person, post in enumerate(plan.placed.tolist()) if post >= 0]
    return [one for one in found if one]


def own_choice(plan: Plan) -> Fraction | None:
    ways = [way for way, post in zip(plan.stage.tolist(), plan.placed.tolist(), strict=True) if post >= 0]
    return mean([way == "choice" for way in ways])


VALUES: dict[str, Callable[[Plan], Any]] = {
    "placed": lambda plan: sum(1 for post in plan.placed.tolist() if post >= 0),
    "first-choice": lambda plan: sum(1 for one in ranks(plan) if one == 1),
    "rank-curve": lambda plan: sum(1 for one in ranks(plan) if one <= 3),
    "sent-unlisted": lambda plan: sum(1 for post in plan.placed.tolist() if post >= 0) - len(ranks(plan)),
    "mean-rank": lambda plan: mean(ranks(plan)),
    "worst-rank": lambda plan: max(ranks(plan), default=None),
    "mean-standing": lambda plan: mean(standings(plan)),
    "worst-tenth": worst_tenth,
    "gini": gini,
    "nash-welfare": nash,
    "justified-envy": lambda plan: len({person for person, _, _ in envy(plan)}),
    "blocking-pairs": lambda plan: len(blocking(plan)),
    "waste": waste,
    "standing-gap": lambda plan: spread(grouped(plan, "gender", dict(enumerate(standings(plan))))),
    "hardship": lambda plan: mean(list(hardships(plan).values())),
    "hardship-gap": lambda plan: spread(grouped(plan, "gender", hardships(plan))),
    "distance": lambda plan: mean(list(distances(plan).values())),
    "distance-gap": lambda plan: spread(grouped(plan, "gender", distances(plan))),
    "major-fit": lambda plan: mean(fits(plan)),
    "score-balance": lambda plan: spread(by_township(plan)),
    "cut-off": lambda plan: ((found := cut_offs(plan)) and Fraction(found[(len(found) - 1) // 2])) or None,
    "own-choice": own_choice,
}
"""The value of every metric that needs no other plan to compare with."""
