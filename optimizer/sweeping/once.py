"""One run of a sweep: dials turned, assigned, measured; a row whatever happens."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from optimizer.assignment.assign import assign
from optimizer.assignment.kinds import build
from optimizer.assignment.market import Market
from optimizer.assignment.outcome import Outcome
from optimizer.errors import ChuyanError, Impossible, LimitReached
from optimizer.fairness.metrics import STANDARD
from optimizer.fairness.plan import Plan
from optimizer.scenario.model import Scenario
from optimizer.sweeping.dials import LENGTH, longest, shortened, shown, turned
from optimizer.sweeping.request import Request, Run

Row = dict[str, Any]


@dataclass(frozen=True)
class Task:
    """All that one run needs, so that it can be worked on anywhere."""

    scenario: Scenario
    run: Run
    metrics: tuple[str, ...]
    seconds: float

    @staticmethod
    def of(request: Request, run: Run) -> Task:
        """The task of one run."""
        return Task(request.scenario, run, request.metrics, request.settings.seconds)


def work(task: Task) -> Row:
    """The row of one run: its dials and settings, how it ended, and the figures of its plan.

    `status` is proved, limit (a limit was hit; the figures are of the plan at hand, if there is one),
    impossible, or error; `why` says more. Figures are read on everybody's whole list, also where only a part
    could be handed in, and on the scale of the scenario's longest list, so that rows can be compared.
    """
    given = turned(task.scenario, task.run.dials)
    asked = shortened(given, task.run.dials)
    row: Row = {
        "row": task.run.row,
        "key": task.run.key,
        "status": "",
        "why": "",
        **task.run.dials,
        **dict.fromkeys(task.metrics),
        "placements": "",
        "scenario": asked.digest(),
        "settings": shown(given.settings.model_dump(mode="json", exclude_none=True, exclude={"rotation"})),
    }
    try:
        outcome = assign(asked, seconds=task.seconds)
    except ChuyanError as wrong:
        return row | {"status": _status(wrong), "why": _why(wrong)}
    plan = _on_whole_lists(outcome, given, task)
    values = {name: _METRICS[name].value(plan) for name in task.metrics}
    figures = {name: None if value is None else float(value) for name, value in values.items()}
    return row | {"status": outcome.status, "placements": _digest(outcome), **figures}


_METRICS = {metric.name: metric for metric in STANDARD}


def _status(wrong: ChuyanError) -> str:
    return {Impossible: "impossible", LimitReached: "limit"}.get(type(wrong), "error")


def _why(wrong: ChuyanError) -> str:
    return "\n".join(wrong.witnesses) if isinstance(wrong, Impossible) else str(wrong)


def _on_whole_lists(outcome: Outcome, given: Scenario, task: Task) -> Plan:
    """The plan as those see it who know what everybody wished, not only what they could hand in."""
    plan = Plan.of(outcome)
    if LENGTH in task.run.dials:
        rules = build(given.settings.assignment).rules
        plan = Plan.made(Market.from_scenario(given), rules, outcome.placed, plan.stage)
    return replace(plan, longest=longest(task.scenario), _memory={})


def _digest(outcome: Outcome) -> str:
    """The sha-256 of who is where."""
    pairs: Mapping[str, str] = dict(
        zip(outcome.placements["graduate"], outcome.placements["post"], strict=True)
    )
    said = "\n".join(f"{graduate} {post}" for graduate, post in sorted(pairs.items()))
    return hashlib.sha256(said.encode()).hexdigest()
