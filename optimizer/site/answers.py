"""What a planner asks of a finished run: why somebody is there, whether it holds, and the calendars to hand out."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from unicodedata import normalize

from optimizer.errors import UsageError
from optimizer.evidence.verify import verify
from optimizer.exchange.runs import read_run
from optimizer.exchange.timetable_calendars import TOWNSHIPS
from optimizer.reasons.explain import explain
from optimizer.report.reason_lines import person_lines
from optimizer.report.run import ROTATION

_SECONDS = 60.0


def why(run: Path, graduate: str) -> dict[str, Any]:
    """Why this graduate has this post and not another, as sentences."""
    return {
        "lines": list(person_lines(explain(read_run(run), normalize("NFKC", graduate), seconds=_SECONDS)))
    }


def checked(run: Path) -> dict[str, Any]:
    """Every property of the run by name, worked out again from its files."""
    found = verify(run)
    told = [
        {"name": one.name, "title": one.title, "verdict": one.verdict, "witnesses": list(one.witnesses)}
        for one in found
    ]
    return {"ok": found.ok, "properties": told}


def calendars(run: Path) -> list[str]:
    """The townships whose calendars stand in the run, each in one file."""
    return sorted(path.stem for path in _archives(run))


def calendar(run: Path, town: str) -> Path:
    """The calendars of one township."""
    for path in _archives(run):
        if path.stem == town:
            return path
    raise UsageError(f"没有 {town} 的日历 / no calendars of {town}")


def _archives(run: Path) -> list[Path]:
    return [path for part in (run, run / ROTATION) for path in (part / TOWNSHIPS).glob("*.zip")]
