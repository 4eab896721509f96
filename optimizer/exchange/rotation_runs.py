"""A rotation's run read back from its folder: the scenario in `inputs/`, and the timetable that was written."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from optimizer.errors import UsageError
from optimizer.exchange.inputs import INPUTS
from optimizer.exchange.load import load
from optimizer.exchange.published import TIMETABLE, read_timetable
from optimizer.exchange.runs import declared
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.cohorts import cohorts
from optimizer.rotation.kinds import build, section
from optimizer.rotation.timetable import Timetable, Town
from optimizer.rotation.transfers import last_served
from optimizer.solver.solution import StageResult

_METRICS, _CERTIFICATE = "metrics.json", "certificate.json"


def read_rotation(path: str | Path) -> Timetable:
    """The timetable in a run folder, by its files alone.

    Raises UsageError where the folder is no rotation, carries no inputs, or where a file read here is not the one
    that its manifest declares.
    """
    run = Path(path)
    declared(run, (TIMETABLE, _METRICS, _CERTIFICATE))
    scenario, cells = load(run / INPUTS), read_timetable(run)
    used = section(scenario, None)
    said = json.loads((run / _CERTIFICATE).read_text("utf-8"))
    first, since = str(said["first"]), str(said["since"])
    found = cohorts(scenario, used, last_served(cells), first, since, cells)
    record = json.loads((run / _METRICS).read_text("utf-8"))["townships"]
    here = [cohort for cohort in found if cohort.township in record]
    towns = tuple(_town(cohort, cells, record[cohort.township]) for cohort in here)
    return Timetable(scenario, build(used), towns)


def _town(cohort: Cohort, cells: pd.DataFrame, record: Mapping[str, Any]) -> Town:
    stages = tuple(StageResult(**stage) for stage in record["stages"])
    return Town(cohort, _plan(cohort, cells), stages, record["status"])


def _plan(cohort: Cohort, cells: pd.DataFrame) -> Plan:
    """A unit per person and month, -1 = none; raises UsageError for units that the township does not have."""
    known = cells["graduate"].isin(cohort.people) & cells["month"].isin(cohort.months)
    mine = cells[known & (cells["township"] == cohort.township)]
    unit = pd.Index(cohort.units).get_indexer(pd.Index(mine["unit"]))
    wrong = mine.loc[(unit < 0) & (mine["unit"] != ""), "unit"].unique().tolist()
    if wrong:
        raise UsageError(f"{cohort.township}: 没有单位 / no such units: {'、'.join(wrong[:8])}")
    plan = np.full((len(cohort.people), len(cohort.months)), -1)
    person = pd.Index(cohort.people).get_indexer(pd.Index(mine["graduate"]))
    plan[person, pd.Index(cohort.months).get_indexer(pd.Index(mine["month"]))] = unit
    return plan if cohort.elsewhere is None else np.where(cohort.elsewhere, cohort.fixed, plan)
