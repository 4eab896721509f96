"""What the metrics count: months at work from the year's start on, by person and unit; points of wishes."""

from __future__ import annotations

import numpy as np

from optimizer.rotation.carry_over.follow_ups import Steps, follow_ups
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.goals.depth import Depth
from optimizer.rotation.goals.fairness import Fairness, WorstOff
from optimizer.rotation.goals.mild_rules import MildRules
from optimizer.rotation.goals.wishes import Wishes
from optimizer.rotation.kinds import Kinds
from optimizer.rotation.rules.base import Rule
from optimizer.rotation.rules.headcount import Headcount
from optimizer.rotation.timetable import Town
from optimizer.solver.program import Integers


def at_work(town: Town) -> Integers:
    """The unit in which each person works in each month of the year, -1 = absent; shape (people, months)."""
    return town.cohort.working(town.plan)[:, town.cohort.begin :]


def visits(town: Town) -> Integers:
    """Months of work of each person in each unit, shape (people, units)."""
    worked = at_work(town)
    return np.stack([(worked == unit).sum(axis=1) for unit in range(len(town.cohort.units))], axis=1)


def deep(kinds: Kinds, town: Town) -> Integers:
    """Months of each person in units that fit the major or the wish, as the goal depth counts them."""
    goal = next((goal for goal in kinds.goals if isinstance(goal, Depth)), Depth())
    fits = goal.counts(town.cohort)[:, town.cohort.begin :].max(axis=1, initial=0)
    months: Integers = (visits(town) * fits).sum(axis=1)
    return months


def points(kinds: Kinds, town: Town) -> tuple[Integers, Integers]:
    """The points of each person's wishes met, and of all their wishes, as the scenario's goals count them."""
    enough = next((goal.enough for goal in kinds.goals if isinstance(goal, Wishes | Fairness)), None)
    wishes = Wishes() if enough is None else Wishes(enough=enough)
    met = np.array(wishes.person_points(town.cohort, town.plan), np.int64)
    return met, WorstOff(enough=wishes.enough).hoped(town.cohort)


def followed(town: Town) -> Integers:
    """How often somebody goes from one unit (row) to another (column), absences passed over; shape (units, units)."""
    return follow_ups(town.plan, Steps.of(town.cohort), len(town.cohort.units))


def bounds(kinds: Kinds, cohort: Cohort) -> tuple[Integers, Integers]:
    """Least and most people that the headcount rules ask for, mild ones too, shapes (units, months).

    Where none asks, the least is 0 and the most everybody.
    """
    low = np.zeros(cohort.low.shape, np.int64)
    high = np.full(cohort.low.shape, len(cohort.people))
    for rule in _every_rule(kinds):
        if isinstance(rule, Headcount):
            units, least, most = rule.bounds(cohort)
            low[units] = np.maximum(low[units], least)
            high[units] = np.minimum(high[units], most)
    return low, high


def _every_rule(kinds: Kinds) -> tuple[Rule, ...]:
    mild = (rule for goal in kinds.goals if isinstance(goal, MildRules) for rule in goal.rules)
    return (*kinds.rules, *mild)
