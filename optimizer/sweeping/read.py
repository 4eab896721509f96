"""Read a sweep: sweep.toml with the scenario it names, every fault of both at once; or a finished sweep's folder."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.exchange.folder import decoded
from optimizer.exchange.load import read
from optimizer.scenario.model import Scenario
from optimizer.sweeping.request import PLACE, Request, SweepSettings, read_settings, request_faults, requested

TABLE = "table.parquet"


def is_finished(path: Path) -> bool:
    """Whether a path is the folder of a finished sweep."""
    return (path / TABLE).is_file() and (path / PLACE).is_file()


def read_sweep(path: str | Path) -> Request:
    """The request in a `sweep.toml`, or in a folder that holds one; raises InputFaults with every fault.

    The scenario is looked for beside the file, unless its path is absolute.
    """
    file = Path(path) / PLACE if Path(path).is_dir() else Path(path)
    if not file.is_file() or file.suffix.lower() != ".toml":
        raise UsageError(f"找不到扫描文件 {file} / there is no sweep.toml here: {file}")
    settings, faults = read_settings(_mapping(file), file.name)
    scenario = _scenario(file, settings, faults)
    faults += request_faults(scenario, settings, file.name)
    if faults or scenario is None:
        raise InputFaults(faults)
    return requested(scenario, settings, file.name)


def _mapping(file: Path) -> dict[str, Any]:
    """What the file says; raises InputFaults where it is no text or no TOML."""
    faults: list[Fault] = []
    text = decoded(file, faults, [])
    try:
        found: dict[str, Any] = tomlkit.parse(text or "").unwrap()
    except TOMLKitError as wrong:
        line = getattr(wrong, "line", 0)
        problem = f"不是 TOML / not TOML: {wrong}"
        faults.append(Fault(file.name, line, "", "", problem, "改正这一行 / mend this line"))
    if faults:
        raise InputFaults(faults)
    return found


def _scenario(file: Path, settings: SweepSettings, faults: list[Fault]) -> Scenario | None:
    """The scenario that is swept; what is wrong with it joins the other faults."""
    mend = 'scenario = "scenarios/yangquan"'
    if not settings.scenario:
        problem = "没有写场景 / the scenario is missing"
        faults.append(Fault(file.name, 0, "scenario", "", problem, mend))
        return None
    try:
        taken = read(file.parent / settings.scenario)
    except UsageError as wrong:
        faults.append(Fault(file.name, 0, "scenario", settings.scenario, str(wrong), mend))
        return None
    faults += taken.faults
    if taken.scenario is not None and not taken.scenario.places:
        problem = "没有岗位，无可安置 / has no posts, so nobody can be placed"
        faults.append(Fault(file.name, 0, "scenario", settings.scenario, problem, mend))
        return None
    return taken.scenario
