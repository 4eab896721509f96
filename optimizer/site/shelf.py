"""The shelf: the one folder in which everything stands, uploaded workbooks, runs, and what is asked for."""

from __future__ import annotations

import json
import re
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from optimizer.errors import UsageError
from optimizer.exchange.load import WORKBOOKS
from optimizer.exchange.whole import MARK
from optimizer.site.job import Job

BOOKS, RUNS, ASKED, CONFLICT = "报名表", "结果", ".chuyan", "conflict.json"
_UNSAFE = re.compile(r"[^\w\-. （）()]+")
_LONGEST = 80


@dataclass(frozen=True)
class Shelf:
    """A folder of the planner's choice; nothing is ever written beside it."""

    home: Path

    def prepared(self) -> Shelf:
        """The same, its parts made where they are missing."""
        for part in (BOOKS, RUNS, ASKED):
            (self.home / part).mkdir(parents=True, exist_ok=True)
        return self

    def keep(self, name: str, content: bytes) -> Path:
        """Keep an uploaded workbook; the same content under its name is kept once, another gets a number."""
        bare = Path(name.replace("\\", "/")).name
        stem, suffix = _UNSAFE.sub("_", Path(bare).stem).strip("._ ")[:_LONGEST], Path(bare).suffix.lower()
        if suffix not in WORKBOOKS:
            raise UsageError(f"{bare or '?'} 不是工作簿（{'、'.join(WORKBOOKS)}） / is no workbook")
        at = 1
        while True:
            path = self.home / BOOKS / f"{stem or '报名表'}{f'-{at}' if at > 1 else ''}{suffix}"
            if not path.exists():
                part = path.with_name(f".{path.name}.part")
                part.write_bytes(content)
                part.replace(path)
                return path
            if path.read_bytes() == content:
                return path
            at += 1

    def book(self, name: str) -> Path:
        """An uploaded workbook by its name."""
        return self._there(BOOKS, name, lambda path: path.is_file())

    def run(self, name: str) -> Path:
        """A finished run by its name."""
        return self._there(RUNS, name, lambda path: (path / MARK).is_file())

    def _there(self, part: str, name: str, fine: Any) -> Path:
        path = self.home / part / name
        with suppress(ValueError, OSError):  # a name that no file can have
            if Path(name).name == name and not name.startswith(".") and fine(path):
                return path
        raise UsageError(f"没有 {name} / there is no {name}")

    def books(self) -> list[str]:
        """The uploaded workbooks, by name."""
        return sorted(path.name for path in (self.home / BOOKS).iterdir() if path.suffix.lower() in WORKBOOKS)

    def runs(self) -> list[str]:
        """The runs that hold a result, the latest first; an honest no is shown where it was asked for."""
        found = [path.parent for path in (self.home / RUNS).glob(f"*/{MARK}")]
        return sorted((run.name for run in found if not (run / CONFLICT).is_file()), reverse=True)

    def asked(self) -> list[dict[str, Any]]:
        """Every job that was asked for, in order."""
        found = []
        for path in sorted((self.home / ASKED).glob("*.json")):
            with suppress(ValueError):  # cut off by a power failure, or meddled with: it hides no other
                job = Job.model_validate_json(path.read_bytes()).model_dump()
                json.dumps(job, allow_nan=False)  # or the page could not be told of any
                found.append(job)
        return found

    def next_number(self) -> int:
        """A number that no job ever had, one that cannot be read included."""
        taken = [int(path.stem) for path in (self.home / ASKED).glob("*.json") if path.stem.isdecimal()]
        return max(taken, default=0) + 1

    def write(self, job: dict[str, Any]) -> None:
        """Keep a job as it is now, whole or not at all."""
        path = self.job_file(job["number"])
        part = path.with_suffix(".part")
        part.write_text(json.dumps(job, ensure_ascii=False, allow_nan=False), "utf-8")
        part.replace(path)

    def job_file(self, number: int) -> Path:
        """Where a job is kept."""
        return self.home / ASKED / f"{number:04d}.json"

    def log_file(self, number: int) -> Path:
        """Where a job's process writes what went wrong in it."""
        return self.home / ASKED / f"{number:04d}.log"

    def stop_file(self, number: int) -> Path:
        """The file that asks a job for an end."""
        return self.home / ASKED / f"{number:04d}.stop"
