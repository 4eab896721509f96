"""What a sweep is asked for: grids, metrics, the frontier; or every fault of them at once."""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError

from optimizer.assignment.market import Market
from optimizer.errors import Fault, InputFaults
from optimizer.fairness.lotteries import seeds
from optimizer.fairness.metrics import STANDARD
from optimizer.scenario.model import Scenario
from optimizer.scenario.nearest import advice
from optimizer.scenario.settings import Strict
from optimizer.scenario.validation import sentences
from optimizer.sweeping.checks import MANY, grid_faults
from optimizer.sweeping.dials import LOTTERY, shown

PLACE = "sweep.toml"
LARGEST = 100_000
METRICS = {metric.name: metric for metric in STANDARD}
_USUAL = ("mean-standing", "justified-envy")


class SweepSettings(Strict):
    """`sweep.toml`: the scenario, the grids of dials, the metrics asked for, and the two weighed on the frontier."""

    scenario: str = ""
    name: str = ""
    metrics: list[str] = Field(default_factory=lambda: [one.name for one in STANDARD if not one.solves])
    frontier: list[str] | None = None
    seconds: float = Field(default=600.0, gt=0, allow_inf_nan=False)
    grid: list[dict[str, Any]] = Field(default_factory=list)


@dataclass(frozen=True)
class Run:
    """One row of a sweep before it is run: its number from 1, its key, and the position of every dial."""

    row: int
    key: str
    dials: Mapping[str, Any]


@dataclass(frozen=True)
class Request:
    """A sweep without faults: the scenario, the runs, the metrics by name, the two of the frontier, the limit."""

    scenario: Scenario
    settings: SweepSettings
    runs: tuple[Run, ...]

    @property
    def metrics(self) -> tuple[str, ...]:
        """The metrics asked for, in their order."""
        return tuple(self.settings.metrics)

    @property
    def frontier(self) -> tuple[str, str] | None:
        """The two metrics that are weighed against each other; the usual two where nothing else is said."""
        asked = self.settings.frontier
        if asked is None:
            return (_USUAL[0], _USUAL[1]) if set(_USUAL) <= set(self.metrics) else None
        return (asked[0], asked[1]) if asked else None

    @property
    def dials(self) -> tuple[str, ...]:
        """Every dial that any grid turns, in the order in which they are first named."""
        return tuple(dict.fromkeys(dial for run in self.runs for dial in run.dials))


def requested(scenario: Scenario, given: SweepSettings | Mapping[str, Any], place: str = PLACE) -> Request:
    """The request that settings stand for; raises InputFaults with every fault."""
    settings, faults = read_settings(given, place)
    faults += request_faults(scenario, settings, place)
    if faults:
        raise InputFaults(faults)
    return Request(scenario, settings, _runs(scenario, settings))


def read_settings(
    given: SweepSettings | Mapping[str, Any], place: str = PLACE
) -> tuple[SweepSettings, list[Fault]]:
    """The settings as far as they can be read, and what is wrong with their names and types."""
    if isinstance(given, SweepSettings):
        return given, []
    try:
        return SweepSettings.model_validate(dict(given)), []
    except ValidationError as wrong:
        lines = sentences(wrong, SweepSettings)
        faults = [Fault(place, 0, line.path, line.value, line.problem, line.mend) for line in lines]
        bad = {line.path.partition(".")[0] for line in lines}
        return SweepSettings.model_validate(
            {key: one for key, one in given.items() if key not in bad}
        ), faults


def request_faults(scenario: Scenario | None, settings: SweepSettings, place: str = PLACE) -> list[Fault]:
    """Everything wrong with metrics, grids, dials and values; without a scenario as far as can be told."""
    faults = _metric_faults(settings, place)
    if not settings.grid:
        faults.append(
            Fault(place, 0, "grid", "", "没有 [[grid]] / no grid", "加一个 [[grid]]，写上旋钮 / add one")
        )
    size = sum(_size(grid) for grid in settings.grid)
    if size > LARGEST:
        problem = f"共 {size} 次，至多 {LARGEST} 次 / {size} runs, at most {LARGEST}"
        faults.append(Fault(place, 0, "grid", str(size), problem, "减少取值 / give fewer values"))
    market = Market.from_scenario(scenario) if scenario is not None and size <= LARGEST else None
    for at, grid in enumerate(settings.grid, 1):
        faults += grid_faults(scenario, market, grid, f"grid[{at}]", place)
    return list(dict.fromkeys(faults))


def _metric_faults(settings: SweepSettings, place: str) -> list[Fault]:
    faults = []
    for path, names in (("metrics", settings.metrics), ("frontier", settings.frontier or [])):
        for at, name in enumerate(names):
            problem, mend = "", ""
            if name not in METRICS:
                problem, mend = "没有这个指标 / unknown metric", advice(name, list(METRICS))
            elif name in names[:at]:
                problem, mend = "同一项写了两次 / the same is given twice", "删去一项 / delete one"
            elif path == "frontier" and METRICS[name].better == "neither":
                problem, mend = (
                    "不分好坏，不能权衡 / neither high nor low is better",
                    "换一个指标 / another metric",
                )
            elif path == "frontier" and name not in settings.metrics:
                problem, mend = "不在 metrics 之中 / is not among metrics", "加进 metrics / add it to metrics"
            if problem:
                faults.append(Fault(place, 0, f"{path}[{at + 1}]", name, problem, mend))
    if not settings.metrics:
        faults.append(
            Fault(place, 0, "metrics", "[]", "没有指标 / no metric", "至少写一个 / name at least one")
        )
    if settings.frontier is not None and len(settings.frontier) not in (0, 2):
        problem = "要正好两个指标 / exactly two metrics"
        value = str(len(settings.frontier))
        faults.append(
            Fault(place, 0, "frontier", value, problem, 'frontier = ["mean-standing", "justified-envy"]')
        )
    return faults


def _size(grid: Mapping[str, Any]) -> int:
    """How many runs a grid stands for."""
    counts: list[int] = [
        values if dial == MANY else len(values) for dial, values in grid.items() if _counts(dial, values)
    ]
    return math.prod(counts)


def _counts(dial: str, values: Any) -> bool:
    """Whether values can be counted; what cannot is told as a fault of its own."""
    return isinstance(values, int if dial == MANY else list)


def _expanded(scenario: Scenario, grid: Mapping[str, Any]) -> dict[str, Sequence[Any]]:
    """The grid with `lotteries = N` written out as N seeds hashed from the committed one."""
    known = dict(grid)
    many = known.pop(MANY, None)
    if many is not None:
        known[LOTTERY] = seeds(scenario.settings.scenario.seed, many)
    return known


def _runs(scenario: Scenario, settings: SweepSettings) -> tuple[Run, ...]:
    """Every combination once, numbered in the order in which the grids say them."""
    digest = scenario.digest()
    found: dict[str, Mapping[str, Any]] = {}
    for grid in settings.grid:
        known = _expanded(scenario, grid)
        for values in itertools.product(*known.values()):
            dials = dict(zip(known, values, strict=True))
            found.setdefault(shown(dials), dials)
    return tuple(
        Run(row, hashlib.sha256(f"{digest}|{said}".encode()).hexdigest()[:16], dials)
        for row, (said, dials) in enumerate(found.items(), 1)
    )
