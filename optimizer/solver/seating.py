"""The cheapest seating where nobody's place hangs on another's but by the seats (Jonker and Volgenant 1987, in scipy)."""

from __future__ import annotations

import numpy as np

from optimizer.solver.program import Integers

_ROOM = 2**50


def seated(cost: Integers, nowhere: Integers, low: Integers, high: Integers, closed: int) -> Integers | None:
    """A place per person (the number of places = nowhere), cheapest in all: as good as floats can tell.

    `cost` (people, places) and `nowhere` (people) are `closed` or more where that cannot be; `low` and `high` are what
    each place takes. None where the numbers are too large for floats.
    """
    from scipy.optimize import linear_sum_assignment

    people, places = cost.shape
    open_ = np.concatenate([cost[cost < closed], nowhere[nowhere < closed]])
    reach = int(np.abs(open_).max(initial=0)) + 1
    never = 4 * reach * (people + 1)
    if never * (people + 1) >= _ROOM * 8:
        return None
    seat = np.repeat(np.arange(places), high)
    needed = np.arange(len(seat)) - np.repeat(np.cumsum(high) - high, high) < low[seat]
    whole = np.where(cost < closed, cost, never)[:, seat] - np.where(needed, 2 * reach * 1, 0)
    home = np.repeat(np.where(nowhere < closed, nowhere, never)[:, None], people, axis=1)
    row, column = linear_sum_assignment(np.hstack([whole, home]).astype(float))
    place = np.append(seat, np.full(people, places))[column]
    result = np.full(people, places)
    result[row] = place
    return result
