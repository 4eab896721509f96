"""Timetables written down by hand, for what reads them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.kinds import build, section
from optimizer.rotation.timetable import Timetable, Town
from optimizer.scenario.model import Scenario


def written(scenario: Scenario, lines: Mapping[str, Sequence[str]]) -> Timetable:
    """The timetable in which everybody is in the units of their line, one letter each or one id; "-" = absent."""
    used = section(scenario, None)
    towns = []
    for cohort in cohorts(scenario, used, None):
        place = {unit: at for at, unit in enumerate(cohort.units)} | {"-": -1}
        plan = np.array([[place[letter] for letter in lines[who]] for who in cohort.people], np.int64)
        towns.append(Town(cohort, plan, (), "proved"))
    return Timetable(scenario, build(used), tuple(towns))
