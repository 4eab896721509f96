"""A run read back from its folder: the scenario in `inputs/`, and the outcome that was written."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from optimizer.assignment.market import Market
from optimizer.assignment.outcome import Outcome
from optimizer.errors import UsageError
from optimizer.exchange.inputs import INPUTS
from optimizer.exchange.load import load
from optimizer.exchange.manifest import digest
from optimizer.exchange.neutral import plain
from optimizer.exchange.published import PLACEMENTS, TIMETABLE, read_placements
from optimizer.exchange.whole import MARK
from optimizer.solver.program import Integers
from optimizer.solver.solution import StageResult

_DIARY, _METRICS = "diary.csv", "metrics.json"


def is_run(path: Path) -> bool:
    """Whether a path is a run folder rather than a scenario."""
    return (path / MARK).is_file()


def read_run(path: str | Path) -> Outcome:
    """The outcome in a run folder, by its files alone.

    Raises UsageError where the folder is no run, has no plan, carries no inputs, or where a file read here is
    not the one that its manifest declares.
    """
    run = Path(path)
    if (run / TIMETABLE).is_file() and not (run / PLACEMENTS).is_file():
        raise UsageError(
            f"{run} 是轮岗结果，没有安置：compare、publish 等用于安置结果，轮岗的比较在其 workbook.xlsx / is a rotation and "
            "places nobody: compare, publish and the like are for placements; townships are compared in its workbook.xlsx"
        )
    manifest = declared(run, (PLACEMENTS, _DIARY, _METRICS))
    if manifest["status"] == "impossible":
        raise UsageError(f"{run} 没有方案（无可行方案） / has no plan: nothing was possible")
    scenario = load(run / INPUTS)
    market = Market.from_scenario(scenario)
    table = _in_order(run, read_placements(run), market)
    placed = pd.Index(market.posts).get_indexer(pd.Index(table["post"]))
    unknown = table.loc[(placed < 0) & (table["post"] != ""), "post"].tolist()
    if unknown:
        raise UsageError(f"{run / PLACEMENTS}: 没有岗位 / no such posts: {'、'.join(unknown[:8])}")
    metrics = json.loads((run / _METRICS).read_text("utf-8"))
    stages = tuple(StageResult(**stage) for stage in metrics["stages"])
    return Outcome(
        market, scenario, placed, _placements(market, placed, table), _diary(run), stages, manifest["status"]
    )


def declared(run: Path, names: Sequence[str]) -> Mapping[str, Any]:
    """The manifest of a run, once these files and its inputs are known to be the ones that it declares.

    Raises UsageError where they are not, and where the folder is no run or carries no inputs.
    """
    try:
        found: dict[str, Any] = json.loads((run / MARK).read_text("utf-8"))
        outputs: dict[str, str] = found["outputs"]
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise UsageError(f"{run} 不是结果文件夹 / is no run folder") from wrong
    read = [name for name in outputs if name in names or name.startswith(f"{INPUTS}/")]
    changed = [name for name in read if not (run / name).is_file() or digest(run / name) != outputs[name]]
    if changed:
        raise UsageError(
            f"{run}: 与 {MARK} 不符的文件 / files that are not the ones declared: {', '.join(changed)}"
        )
    if found["status"] != "impossible" and f"{INPUTS}/scenario.toml" not in outputs:
        raise UsageError(f"{run} 没有 {INPUTS}/，请重新安置 / carries no {INPUTS}/: assign again")
    return found


def _in_order(run: Path, table: pd.DataFrame, market: Market) -> pd.DataFrame:
    """The rows of the placements in the market's order; raises UsageError where other people stand there."""
    rows = pd.Index(table["graduate"]).get_indexer(pd.Index(market.graduates))
    if len(table) != market.size or (rows < 0).any():
        raise UsageError(f"{run / PLACEMENTS}: 人员与 {INPUTS}/ 不同 / other people than in {INPUTS}/")
    return table.take(rows.tolist()).reset_index(drop=True)


def _placements(market: Market, placed: Integers, table: pd.DataFrame) -> pd.DataFrame:
    """The placements as `assign` makes them; ranks are worked out anew."""
    everybody = np.arange(market.size)
    rank = market.ranks(everybody, placed) * (placed >= 0)
    return pd.DataFrame(
        {
            "graduate": np.array(market.graduates, object),
            "post": table["post"].to_numpy(object),
            "rank": pd.arrays.IntegerArray(rank, rank == 0),
            "stage": table["stage"].to_numpy(object),
            "order": everybody + 1,
            "reason": _plain(table["reason"].tolist()),
        }
    )


def _plain(cells: Sequence[str]) -> np.ndarray[tuple[int], np.dtype[np.object_]]:
    return np.array([plain(cell) for cell in cells], object)


def _diary(run: Path) -> pd.DataFrame:
    table = pd.read_csv(run / _DIARY, dtype="str", keep_default_na=False)
    told = {name: pd.Series(_plain(table[name].tolist()), dtype=object) for name in table if name != "step"}
    return pd.DataFrame({"step": table["step"].astype("int64"), **told})
