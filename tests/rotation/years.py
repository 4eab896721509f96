"""Small cohorts made by hand, all plans they have, and the rules and goals that the tests take up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import product
from typing import Any

import numpy as np
import pandas as pd

from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.kinds import section
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following


def year(
    people: int | Sequence[Mapping[str, Any]] = 3,
    units: Sequence[Mapping[str, Any]] = ({"unit": "A"}, {"unit": "B"}, {"unit": "C"}),
    months: int = 3,
    rules: Sequence[Mapping[str, Any]] = (),
    goals: Sequence[Mapping[str, Any]] = (),
    seed: int = 7,
    without: Sequence[str] = (),
    **tables: Sequence[Mapping[str, Any]],
) -> Scenario:
    """A scenario of one township whose year starts in 2024-07; `tables` are rows of the other tables."""
    given = [{"graduate": f"p{at + 1}"} for at in range(people)] if isinstance(people, int) else people
    rows = [{"township": "东镇", **person} for person in given]
    frames = {name: pd.DataFrame(table) for name, table in tables.items() if table}
    settings = {
        "scenario": {"name": "试", "seed": seed},
        "rotation": {
            "start": "2024-07",
            "months": months,
            "without": list(without),
            "rules": [dict(rule) for rule in rules],
            "goals": [dict(goal) for goal in goals],
        },
    }
    return Scenario.from_frames(
        pd.DataFrame(rows), units=pd.DataFrame([dict(unit) for unit in units]), settings=settings, **frames
    )


def cohort(*arguments: Any, **given: Any) -> Cohort:
    """The only cohort of such a scenario."""
    scenario = year(*arguments, **given)
    (found,) = cohorts(scenario, section(scenario, None), None)
    return found


def plans(given: Cohort) -> Iterator[Plan]:
    """Every plan in which whoever is there has an open unit, and what is past or fixed stays."""
    choices = []
    people, months, units = given.shape
    for person, month in product(range(people), range(months)):
        fixed = int(given.fixed[person, month])
        if not given.open[person, month]:
            choices.append([fixed if month < given.first else -1])
        elif fixed >= 0:
            choices.append([fixed])
        else:
            choices.append([unit for unit in range(units) if given.high[unit, month] > 0])
    for chosen in product(*choices):
        yield np.array(chosen, np.int64).reshape(people, months)


MONTHS = following("2024-07", 12)
