"""What a rotation found: the unit of every person in every month, and what is proved of it, township by township."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Literal

import numpy as np
import pandas as pd

from optimizer.rotation.cohort import Cohort, Former, Plan
from optimizer.rotation.kinds import Kinds
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Integers
from optimizer.solver.solution import Dual, StageResult

Status = Literal["proved", "limit"]
_STATES = np.array(["planned", "fixed", "seat", "absent", "past"], object)


@dataclass(frozen=True, eq=False)
class Town:
    """One township's plan (a unit per person and month, -1 = absent), its stages in order, its status, and what the bounds rest on
    (see `plan_one.Found`)."""

    cohort: Cohort
    plan: Plan
    stages: tuple[StageResult, ...]
    status: Status
    duals: tuple[Dual, ...] = ()
    bare: bool = False

    def headcounts(self) -> tuple[Integers, Integers]:
        """People at work, and seats taken, of each unit in each month, those who were transferred away since included;
        shapes (units, months)."""
        cohort, shown = self.cohort, self.cohort.here(self.plan)
        before = 0 if cohort.former is None else cohort.counts(cohort.former.plan)
        return cohort.counts(cohort.working(shown)) + before, cohort.counts(shown) + before


@dataclass(frozen=True, eq=False)
class Lost:
    """A township without a plan, and why: "infeasible", or "unknown" where the time was too short."""

    cohort: Cohort
    status: str


@dataclass(frozen=True, eq=False)
class Timetable:
    """A finished timetable. `towns` are by name; `scenario` has the settings that were used; `lost` are the townships
    that have no plan, impossible or not found in time."""

    scenario: Scenario
    kinds: Kinds
    towns: tuple[Town, ...]
    lost: tuple[Lost, ...] = ()
    alone: tuple[str, ...] = ()

    @property
    def status(self) -> Status:
        """ "proved" where every township is, else "limit"."""
        return "proved" if all(town.status == "proved" for town in self.towns) else "limit"

    @property
    def stages(self) -> dict[str, tuple[StageResult, ...]]:
        """Every goal of each township: value, bound, and what is proved."""
        return {town.cohort.township: town.stages for town in self.towns}

    @cached_property
    def cells(self) -> pd.DataFrame:
        """A row per person and month, by township, person and month.

        Columns: `graduate`, `township`, `month`, `unit` ("" = absent) and `state`: planned, fixed (announced),
        seat (absent, the seat is held or was), absent, past (worked before the months that could still change or were announced).
        """
        return pd.concat([_cells(town) for town in self.towns], ignore_index=True)


def _cells(town: Town) -> pd.DataFrame:
    cohort, plan = town.cohort, town.plan
    people, months, _ = cohort.shape
    person, month = np.divmod(np.arange(people * months), months)
    flat = plan.ravel()
    state = np.zeros(people * months, np.int64)
    state[(cohort.fixed >= 0).ravel()] = 1
    state[month < cohort.past] = 4
    state[cohort.seated.ravel()] = 2
    state[flat < 0] = 3
    kept = (month >= cohort.begin) | (flat >= 0)
    if cohort.elsewhere is not None:
        kept &= ~cohort.elsewhere.ravel()
    own = pd.DataFrame(
        {
            "graduate": np.array(cohort.people, object)[person],
            "township": cohort.township,
            "month": np.array(cohort.months, object)[month],
            "unit": np.array([*cohort.units, ""], object)[flat],
            "state": _STATES[state],
        }
    )[kept]
    if cohort.former is None:
        return own
    return pd.concat([own, _former(cohort, cohort.former)]).sort_values(["graduate", "month"], kind="stable")


def _former(cohort: Cohort, former: Former) -> pd.DataFrame:
    """The months that people spent here before they were transferred."""
    person, month = np.nonzero(former.here)
    unit = former.plan[person, month]
    state = np.where(unit < 0, 3, np.where(month < cohort.past, 4, 1))
    return pd.DataFrame(
        {
            "graduate": np.array(former.people, object)[person],
            "township": cohort.township,
            "month": np.array(cohort.months, object)[month],
            "unit": np.array([*cohort.units, ""], object)[unit],
            "state": _STATES[state],
        }
    )
