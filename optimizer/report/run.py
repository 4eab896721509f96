"""The run folder of an assignment: inputs, placements, metrics, diary, workbook, manifest; whole or not at all."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.assignment.outcome import Outcome
from optimizer.evidence.book import write_book
from optimizer.evidence.certificate import certificate
from optimizer.evidence.claims import sealed
from optimizer.evidence.folder import CERTIFICATE, COMMITMENT
from optimizer.evidence.written import write_json
from optimizer.exchange.inputs import write_inputs
from optimizer.exchange.manifest import inputs, write_manifest
from optimizer.exchange.neutral import csv_text
from optimizer.exchange.whole import write_whole
from optimizer.fairness.compare import Comparison
from optimizer.report.comparison_folder import fill_comparison
from optimizer.report.page.assignment_page import PAGE, write_page
from optimizer.report.results_workbook import write_results
from optimizer.report.rotation_run import fill_rotation
from optimizer.report.tables import joined
from optimizer.rotation.timetable import Timetable

ROTATION, COMPARISON = "rotation", "comparison"


def write_run(
    outcome: Outcome,
    folder: Path,
    *,
    source: Path | None = None,
    force: bool = False,
    changes: pd.DataFrame | None = None,
    commitment: Mapping[str, Any] | None = None,
    timetable: Timetable | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Write the run of an outcome that has a scenario; `source` is where the scenario was loaded from,
    `changes` are those of a repair, `commitment` is what was published before the day. A timetable and a
    comparison that go with it stand on its workbook's sheets and whole in `rotation/` and `comparison/`.

    Raises UsageError where the folder holds something already (a run is replaced with `force`).
    """
    if outcome.scenario is None:
        raise TypeError("a bare market has no names to show")
    fill = partial(
        fill_run,
        outcome,
        given=inputs(source),
        changes=changes,
        commitment=commitment,
        timetable=timetable,
        comparison=comparison,
    )
    write_whole(folder, fill, force)


def fill_run(
    outcome: Outcome,
    part: Path,
    *,
    given: dict[str, str],
    changes: pd.DataFrame | None = None,
    commitment: Mapping[str, Any] | None = None,
    timetable: Timetable | None = None,
    comparison: Comparison | None = None,
) -> None:
    """Write all files into an empty folder; `given` are the digests of the input."""
    scenario = outcome.scenario
    assert scenario is not None
    told = joined(outcome)
    columns = [*outcome.placements.columns, "village", "township", "county"]
    _csv(told[columns], part / "placements.csv")
    _csv(outcome.diary, part / "diary.csv")
    if outcome.chances is not None:
        _csv(outcome.chances.frame(outcome.market), part / "chances.csv")
    metrics = {"summary": outcome.summary, "stages": [asdict(stage) for stage in outcome.stages]}
    text = json.dumps({"status": outcome.status, **metrics}, ensure_ascii=False, indent=2) + "\n"
    (part / "metrics.json").write_text(text, encoding="utf-8")
    if changes is not None:
        _csv(changes, part / "changes.csv")
    write_inputs(scenario, part)
    write_book(scenario, part)
    write_json(sealed(certificate(outcome), part), part / CERTIFICATE)
    if commitment is not None:
        write_json(commitment, part / COMMITMENT)
    write_results(outcome, part / "workbook.xlsx", changes, timetable, comparison)
    write_page(outcome, part / PAGE, changes, comparison)
    if timetable is not None:
        (part / ROTATION).mkdir()
        fill_rotation(timetable, part / ROTATION, given)
    if comparison is not None:
        (part / COMPARISON).mkdir()
        fill_comparison(comparison, part / COMPARISON)
    write_manifest(outcome, part, given)


def _csv(frame: pd.DataFrame, path: Path) -> None:
    path.write_bytes(csv_text(frame).encode())
