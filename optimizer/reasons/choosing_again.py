"""Choosing again: the stage of choice repeated with one thing changed, to find what would have had to be different."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

import pandas as pd

from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.staged import Staged
from optimizer.errors import Impossible
from optimizer.reasons.case import Case
from optimizer.scenario.model import Scenario


def chosen_by(case: Case, scenario: Scenario, graduate: str, guarded: bool = True) -> str | None:
    """The post that somebody gets by choice in a changed scenario; "" = none, None = nothing is possible then.

    Without asking the guard it is what the mechanism gives to the wishes alone, which is quicker.
    """
    mechanism, market = case.kinds.mechanism, Market.from_scenario(scenario)
    if not isinstance(mechanism, Staged):
        return ""
    if not guarded:
        mechanism = mechanism.model_copy(update={"guard": False})
    task = replace(case.task, market=market, limits=case.limits.renewed())
    try:
        placed = mechanism.choose(task, market.pins.copy()).placed
    except Impossible:
        return None
    post = int(placed[list(market.graduates).index(graduate)])
    return market.posts[post] if post >= 0 else ""


def last_that_works(most: int, works: Callable[[int], bool], guesses: Iterable[int] = ()) -> int | None:
    """The largest number below `most` that works while the next does not, `most` itself not working; None = 0 does not.

    Where a smaller number always works if a larger does, it is the largest of all. Good guesses spare questions.
    """
    for guess in guesses:
        if 0 <= guess < most and works(guess) and (guess + 1 == most or not works(guess + 1)):
            return guess
    if most < 1 or not works(0):
        return None
    low, high = 0, most
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if works(middle) else (low, middle)
    return low


def listing_first(case: Case, person: int, post: int) -> Scenario:
    """The scenario in which somebody had listed this post before all others."""
    name, target = case.market.graduates[person], case.market.posts[post]
    wishes = case.scenario.wishes
    mine = wishes["graduate"] == name
    later = wishes.assign(rank=wishes["rank"].where(~mine, wishes["rank"] + 1))
    first = later[mine].head(1).assign(rank=1, target=target).astype(wishes.dtypes)
    rest = later[~(mine & (wishes["target"] == target))]
    return replace(case.scenario, wishes=pd.concat([first, rest], ignore_index=True))
