"""The price of a pin (指定的代价): the whole assignment again without it, what every goal would be and who would be where."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd

from optimizer.assignment.assign import assign
from optimizer.errors import Impossible, LimitReached
from optimizer.reasons.case import Case
from optimizer.reasons.explanation import Move, Price


def pin_price(case: Case, person: int) -> Price | None:
    """What changes without this person's pin, the pinned person first; None where no plan was found then.

    Of every goal the value with the pin and the value without it. The day of choice is repeated too, so that this is
    what would have happened.
    """
    name, pins = case.market.graduates[person], case.scenario.pins
    return _changed(case, person, pins[pins["graduate"] != name].reset_index(drop=True))


def price_if_pinned(case: Case, person: int, post: int) -> Price | None:
    """What would change if the organisation pinned this person to this post; None where no plan was found then."""
    pin = {
        "graduate": case.market.graduates[person],
        "post": case.market.posts[post],
        "reason": "试 trial",
        "author": "雏雁",
        "time": "",
    }
    pins = case.scenario.pins
    return _changed(
        case, person, pd.concat([pins, pd.DataFrame([pin]).astype(pins.dtypes)], ignore_index=True)
    )


def _changed(case: Case, person: int, pins: pd.DataFrame) -> Price | None:
    """The whole assignment again with other pins: the goals that change, and everybody who moves."""
    market = case.market
    try:
        other = assign(replace(case.scenario, pins=pins), seconds=case.limits.seconds)
    except (Impossible, LimitReached):
        return None
    names = [*market.posts, ""]
    order = [person, *(one for one in np.flatnonzero(other.placed != case.placed).tolist() if one != person)]
    moves = tuple(
        Move(
            market.graduates[one],
            names[case.placed[one]],
            names[other.placed[one]],
            case.rank(one, int(case.placed[one])),
            case.rank(one, int(other.placed[one])),
        )
        for one in order
        if other.placed[one] != case.placed[one]
    )
    goals = tuple(
        (part.name, now, then)
        for goal in case.kinds.goals
        for part in goal.parts(market)
        for now, then in [(part.value(market, case.placed), part.value(market, other.placed))]
        if now != then
    )
    return Price(goals, moves, "certified" if other.status == "proved" else "open")
