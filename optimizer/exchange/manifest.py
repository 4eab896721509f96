"""The manifest of a run: what went in, what came out, with which versions; no clock and no paths."""

from __future__ import annotations

import hashlib
import json
import platform
from collections.abc import Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from optimizer.assignment.outcome import Outcome
from optimizer.exchange.whole import MARK
from optimizer.rotation.timetable import Timetable
from optimizer.scenario.model import Scenario

_LIBRARIES = ("chuyan", "highspy", "icalendar", "numpy", "ortools", "pandas", "scipy", "xlsxwriter")
_TABLES = (".csv", ".toml")


def digest(path: Path) -> str:
    """The sha-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def inputs(source: Path | None) -> dict[str, str]:
    """The digests of a scenario's files: of the workbook, or of the settings and tables in the folder."""
    if source is None:
        return {}
    if source.is_file():
        return {source.name: digest(source)}
    return {path.name: digest(path) for path in sorted(source.iterdir()) if path.suffix in _TABLES}


def write_manifest(outcome: Outcome, folder: Path, given: dict[str, str]) -> None:
    """Write the manifest of everything in the folder; `given` are the digests of the input."""
    _write(outcome.scenario, outcome.status, outcome.market.seed, folder, given)


def write_conflict_manifest(scenario: Scenario, folder: Path, given: dict[str, str]) -> None:
    """Write the manifest of a folder that says why nothing is possible."""
    _write(scenario, "impossible", scenario.settings.scenario.seed, folder, given)


def write_timetable_manifest(timetable: Timetable, folder: Path, given: dict[str, str]) -> None:
    """Write the manifest of a rotation's folder."""
    scenario = timetable.scenario
    _write(scenario, timetable.status, scenario.settings.scenario.seed, folder, given)


def write_comparison_manifest(plans: Mapping[str, str], folder: Path) -> None:
    """Write the manifest of a folder that compares plans; `plans` are the digests of their scenarios by name."""
    _seal(folder, {"status": "compared", "plans": dict(plans)})


def write_sweep_manifest(scenario: Scenario, name: str, folder: Path) -> None:
    """Write the manifest of a finished sweep's folder."""
    _seal(folder, {"status": "swept", "name": name, "scenario_digest": scenario.digest()})


def write_publication_manifest(name: str, run: str, folder: Path) -> None:
    """Write the manifest of a published bundle; `run` is the digest of the manifest of the run it comes from."""
    _seal(folder, {"status": "published", "scenario": name, "run": run})


def _write(scenario: Scenario | None, status: str, seed: int, folder: Path, given: dict[str, str]) -> None:
    known: dict[str, Any] = {
        "status": status,
        "scenario": scenario.settings.scenario.name if scenario else "",
        "scenario_digest": scenario.digest() if scenario else "",
        "seed": seed,
        "inputs": given,
    }
    settings = scenario.settings.model_dump(mode="json", exclude_none=True) if scenario else {}
    _seal(folder, known, {"settings": settings})


def _seal(folder: Path, known: dict[str, Any], more: Mapping[str, Any] | None = None) -> None:
    """Write what is known, the digest of every file in the folder, the versions, and what else there is."""
    outputs = {
        path.relative_to(folder).as_posix(): digest(path)
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }
    versions = {"python": platform.python_version()} | {name: version(name) for name in _LIBRARIES}
    content = {**known, "outputs": outputs, "versions": versions, **(more or {})}
    text = json.dumps(content, ensure_ascii=False, indent=2) + "\n"
    (folder / MARK).write_text(text, encoding="utf-8")
