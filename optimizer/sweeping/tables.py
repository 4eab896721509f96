"""What the rows of a sweep say together: settings numbered, intervals over seeds, the frontier marked."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from optimizer.fairness.ways import chinese as chinese_name
from optimizer.sweeping.dials import MECHANISM, SEEDS, shown, title
from optimizer.sweeping.frontier import frontier
from optimizer.sweeping.request import METRICS, Request


def set_dials(request: Request) -> list[str]:
    """The dials that make a setting: all but the seeds."""
    return [dial for dial in request.dials if dial not in SEEDS]


def marked(request: Request, rows: pd.DataFrame) -> pd.DataFrame:
    """The rows with the number of their setting, and whether they are on the frontier of their seeds."""
    numbers: dict[str, int] = {}
    dials = set_dials(request)
    said = [shown({dial: run.dials[dial] for dial in dials if dial in run.dials}) for run in request.runs]
    setting = [numbers.setdefault(one, len(numbers) + 1) for one in said]
    efficient = np.zeros(len(rows), bool)
    if request.frontier is not None:
        for at in _same_seeds(request):
            efficient[at] = _efficient(request, rows.iloc[at])
    table = rows.copy()
    table.insert(2, "setting", setting)
    table.insert(3, "frontier", efficient)
    return table


def _same_seeds(request: Request) -> list[list[int]]:
    """The positions of the runs that share their seeds: the same people, wishes and lottery."""
    worlds: dict[str, list[int]] = {}
    for at, run in enumerate(request.runs):
        seeds = {dial: run.dials[dial] for dial in SEEDS if dial in run.dials}
        worlds.setdefault(shown(seeds), []).append(at)
    return list(worlds.values())


def _efficient(request: Request, table: pd.DataFrame) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    if request.frontier is None:
        return np.zeros(len(table), bool)
    one, other = request.frontier
    return frontier(table[one].tolist(), table[other].tolist(), (METRICS[one], METRICS[other]))


def settings_table(request: Request, table: pd.DataFrame) -> pd.DataFrame:
    """A row per setting: dials, runs, failed runs, whether on the frontier, and the mean of every metric."""
    groups = table.groupby("setting", sort=True)
    found = (
        groups[set_dials(request)].first() if set_dials(request) else pd.DataFrame(index=list(groups.groups))
    )
    found.index.name = "setting"
    runs, failed = groups.size(), table["placements"].eq("").groupby(table["setting"]).sum()
    means = {name: groups[name].agg(lambda values: _mean(values.tolist())) for name in request.metrics}
    made = found.reset_index().assign(
        runs=runs.tolist(), failed=failed.astype("int64").tolist(), frontier=False
    )
    made = pd.concat(
        [made, *(pd.Series(values.to_numpy(), name=name) for name, values in means.items())], axis=1
    )
    seeds = _seeds(request, table)
    made.insert(list(made.columns).index("failed") + 1, "seeds", seeds)
    flags = np.zeros(len(made), bool)
    for one in set(seeds):
        whole = np.flatnonzero((made["failed"].to_numpy() == 0) & (made["seeds"].to_numpy() == one))
        flags[whole] = _efficient(request, made.iloc[whole])
    return made.assign(frontier=flags)


def _seeds(request: Request, table: pd.DataFrame) -> list[int]:
    """A number per setting; settings of the same number had the same seeds, so that their means can be compared."""
    worlds: dict[int, set[str]] = {}
    for setting, run in zip(table["setting"].tolist(), request.runs, strict=True):
        seeds = shown({dial: run.dials[dial] for dial in SEEDS if dial in run.dials})
        worlds.setdefault(setting, set()).add(seeds)
    numbers: dict[frozenset[str], int] = {}
    return [numbers.setdefault(frozenset(one), len(numbers) + 1) for _, one in sorted(worlds.items())]


def comparable(settings: pd.DataFrame) -> pd.DataFrame:
    """The settings that can be compared: a plan in every run, and the same seeds; of several groups the largest."""
    whole = settings[settings["failed"] == 0]
    if not len(whole):
        return whole
    sizes = whole.groupby("seeds", sort=True).size()
    return whole[whole["seeds"] == sizes.idxmax()]


def intervals(request: Request, table: pd.DataFrame) -> pd.DataFrame:
    """A row per setting and metric: how many runs have a figure, and the lowest, mean and highest of them."""
    rows = []
    for setting, some in table.groupby("setting", sort=True):
        for name in request.metrics:
            values = [value for value in some[name].tolist() if not math.isnan(value)]
            if values:
                rows.append((setting, name, len(values), min(values), _mean(values), max(values)))
    return pd.DataFrame(rows, columns=["setting", "metric", "runs", "lowest", "mean", "highest"])


def _mean(values: list[float]) -> float:
    """The mean of the figures that are there, the same in whatever order they are added."""
    known = [value for value in values if not math.isnan(value)]
    return math.fsum(known) / len(known) if known else math.nan


def called(request: Request, settings: pd.DataFrame, *, chinese: bool = False) -> list[str]:
    """A name for every setting: the positions of its dials, for readers of either language."""
    dials = [dial for dial in set_dials(request) if dial in settings]
    rows = settings[dials].to_dict("records") if dials else [{}] * len(settings)
    return [
        ", ".join(_position(str(dial), value, chinese) for dial, value in row.items() if not pd.isna(value))
        or "—"
        for row in rows
    ]


def _position(dial: str, value: object, chinese: bool) -> str:
    if dial == MECHANISM:
        return chinese_name(str(value)) if chinese else str(value)
    return f"{title(dial).split(' / ')[0]} {_short(value)}" if chinese else f"{dial} = {_short(value)}"


def _short(value: object) -> str:
    return f"{value:g}" if isinstance(value, int | float) and not isinstance(value, bool) else shown(value)
