"""Assign: from a scenario, or a bare market, to an outcome that every rule has checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.checks import breaches
from optimizer.assignment.kinds import Kinds, build, checked_settings, rule_faults
from optimizer.assignment.market import Market
from optimizer.assignment.mechanisms.base import Found
from optimizer.assignment.outcome import Outcome, Status
from optimizer.assignment.reasons import reasons
from optimizer.assignment.task import Task
from optimizer.errors import EngineDisagreement, Impossible, InputFaults, UsageError
from optimizer.scenario.model import Scenario
from optimizer.scenario.settings import AssignmentSettings
from optimizer.solver.lexicographic import ENGINES
from optimizer.solver.program import Limits
from optimizer.solver.solution import StageResult

_STAGES = np.array(["unplaced", "allocation", "choice", "pin"], object)


def assign(
    given: Scenario | Market,
    *,
    settings: AssignmentSettings | Mapping[str, Any] | None = None,
    workers: int = 1,
    seconds: float = 600.0,
    engine: str | None = None,
    progress: Callable[[StageResult], None] | None = None,
    stop: str | Path = "",
) -> Outcome:
    """Who goes to which village, by the scenario's mechanism, rules and goals, or by other `settings`.

    `workers` and `seconds` limit a search, never the answer; `engine` forces one of flow, core, mip;
    `progress` is told every stage as it is solved; `stop` names a file: once it is there, the search ends as at its
    limit, with the best plan so far. A bare market has no tables, so only rules and goals
    that need none can be asked of it.

    Raises UsageError for a wrong argument, InputFaults for settings that cannot be honoured, Impossible
    where the rules cannot be met, LimitReached where a limit was hit before any plan was found.
    """
    _check_arguments(workers, seconds, engine)
    scenario = given if isinstance(given, Scenario) else None
    market = given if isinstance(given, Market) else Market.from_scenario(given)
    used = _settings(scenario, settings)
    kinds = build(used)
    faults = rule_faults(kinds, market)
    if faults:
        raise InputFaults(faults)
    limits = Limits(seconds=seconds, workers=workers, stop=str(stop))
    task = Task(market, kinds.rules, kinds.goals, limits, engine, progress or (lambda stage: None))
    if scenario is not None:  # what is written later tells the settings that were used
        scenario = replace(scenario, settings=scenario.settings.model_copy(update={"assignment": used}))
    try:
        found = kinds.mechanism.run(task)
    except Impossible as no:
        no.scenario = scenario
        raise
    wrong = breaches(market, kinds.rules, found.placed)
    if wrong:
        raise EngineDisagreement("\n".join(("方案违反规则 / the plan breaks rules:", *wrong)))
    return _outcome(market, scenario, kinds, found)


def _check_arguments(workers: int, seconds: float, engine: str | None) -> None:
    if workers < 1 or not seconds > 0:
        raise UsageError(
            f"workers = {workers}、seconds = {seconds} 须为正 / workers and seconds must be positive"
        )
    if engine is not None and engine not in ENGINES:
        raise UsageError(f"没有引擎 {engine} / no engine {engine}: {', '.join(ENGINES)}")


def _settings(
    scenario: Scenario | None, settings: AssignmentSettings | Mapping[str, Any] | None
) -> AssignmentSettings:
    if isinstance(settings, AssignmentSettings):
        return settings
    if settings is not None:
        return checked_settings(settings)
    return scenario.settings.assignment if scenario else AssignmentSettings()


def _outcome(market: Market, scenario: Scenario | None, kinds: Kinds, found: Found) -> Outcome:
    """The plan in a planner's words."""
    posts = np.array([*market.posts, ""], object)
    everybody = np.arange(market.size)
    rank = market.ranks(everybody, found.placed) * (found.placed >= 0)
    stage = np.where(found.placed < 0, 0, np.where(market.pins >= 0, 3, np.where(found.chosen, 2, 1)))
    placements = pd.DataFrame(
        {
            "graduate": np.array(market.graduates, object),
            "post": posts[found.placed],
            "rank": pd.arrays.IntegerArray(rank, rank == 0),
            "stage": _STAGES[stage],
            "order": everybody + 1,
            "reason": reasons(market, kinds.rules, found.placed),
        }
    )
    status: Status = "proved" if found.status == "proved" else "limit"
    diary = found.diary.frame(market)
    record = found.record and replace(found.record, refusals=found.diary.refusals)
    return Outcome(
        market, scenario, found.placed, placements, diary, found.stages, status, found.chances, record
    )
