"""A run for the page to show: figures, what is proved, townships, everybody; and two runs compared."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.exchange.runs import read_run
from optimizer.fairness.compare import Comparison, compare
from optimizer.report.statistics import by_area, by_rank
from optimizer.report.summary import figures
from optimizer.report.tables import joined
from optimizer.report.words import STAGES, bound, goal_name, proof
from optimizer.site.answers import calendars

PAGE = "report.html"
_LISTS = ("graduate", "name", "score", "post", "village", "township", "county")


def result(run: Path) -> dict[str, Any]:
    """What to show of a run; one without an assignment has its rotation's workbook alone."""
    files = {"page": (run / PAGE).is_file(), "workbook": (run / "workbook.xlsx").is_file()}
    kept = {"name": run.name, **files, "calendars": calendars(run)}
    manifest = json.loads((run / "manifest.json").read_text("utf-8"))
    if not (run / "placements.csv").is_file():
        return {**kept, "status": manifest["status"], "figures": [], "stages": [], "people": []}
    outcome = read_run(run)
    settings = outcome.scenario.settings if outcome.scenario is not None else None
    people = joined(outcome).sort_values("order")
    towns = by_area(outcome, ["county", "township"])
    return {
        **kept,
        "status": outcome.status,
        "mechanism": settings.assignment.mechanism if settings is not None else "",
        "figures": [
            {"zh": said.chinese, "en": said.english, "value": said.value} for said in figures(outcome)
        ],
        "stages": [
            {
                "goal": goal_name(stage.name),
                "value": stage.value,
                "bound": bound(stage),
                "proof": proof(stage),
            }
            for stage in outcome.stages
        ],
        "ranks": [{"rank": rank, "people": many} for rank, many in by_rank(outcome).items()],
        "towns": [_town(row) for row in towns.to_dict("records")],
        "people": [_person(row) for row in people.to_dict("records")],
    }


def _town(row: dict[Any, Any]) -> dict[str, Any]:
    counts = {name: int(row[name]) for name in ("seats", "placed", "first")}
    where = {name: row.get(name, "") for name in ("county", "township")}
    return {**where, **counts, "mean": _figure(row["mean_rank"]), "lowest": _figure(row["lowest"])}


def _person(row: dict[Any, Any]) -> dict[str, Any]:
    said = {name: "" if pd.isna(row[name]) else row[name] for name in _LISTS}
    rank = "" if pd.isna(row["rank"]) else int(row["rank"])
    return {
        **said,
        "order": int(row["order"]),
        "rank": rank,
        "stage": STAGES[row["stage"]],
        "reason": row["reason"],
    }


def _figure(value: Any) -> float | None:
    return None if pd.isna(value) else round(float(value), 2)


def compared(runs: list[Path]) -> dict[str, Any]:
    """Several runs side by side, the first being the base."""
    plans = {run.name: read_run(run) for run in runs}
    found = compare(plans)
    return {
        "names": list(found.names),
        "zh": found.chinese,
        "en": found.english,
        "metrics": [_metric(found, row) for row in found.table.to_dict("records")],
        "people": found.people["change"].groupby(found.people["plan"]).value_counts().unstack(fill_value=0)
        .rename_axis(None, axis=1).reset_index().to_dict("records"),
    }  # fmt: skip


def _metric(found: Comparison, row: dict[Any, Any]) -> dict[str, Any]:
    title, meaning, verdict = (_both(str(row[name])) for name in ("title", "meaning", "verdict"))
    values = [_figure(row[name]) for name in found.names]
    return {
        "title": title,
        "meaning": meaning,
        "verdict": verdict,
        "unit": _both(str(row["unit"])),
        "values": values,
    }


def _both(text: str) -> dict[str, str]:
    chinese, _, english = text.partition(" / ")
    return {"zh": chinese, "en": english or chinese}
