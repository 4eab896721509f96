"""A run as its files tell it, and nothing else: manifest, certificate, inputs, tables."""

from __future__ import annotations

import csv
import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.errors import Fault, UsageError
from optimizer.evidence.findings import Unsound
from optimizer.exchange.folder import SETTINGS, read_settings, read_tables
from optimizer.exchange.inputs import INPUTS
from optimizer.exchange.neutral import plain
from optimizer.exchange.whole import MARK
from optimizer.scenario.intake import take_in
from optimizer.scenario.model import Scenario

CERTIFICATE = "certificate.json"
COMMITMENT = "commitment.json"


def sha256(path: Path) -> str:
    """The sha-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    """An object of a JSON file; raises ValueError where a key stands twice, for readers differ in which they believe."""
    found = dict(pairs)
    if len(found) != len(pairs):
        keys = [key for key, _ in pairs]
        twice = "、".join(sorted(key for key in found if keys.count(key) > 1))
        raise ValueError(f"{twice} 写了两次 / stands there twice")
    return found


@dataclass(frozen=True, eq=False)
class RunFiles:
    """The files of a run folder, each read once; raises Unsound where one cannot be read."""

    path: Path

    @staticmethod
    def of(path: str | Path) -> RunFiles:
        """The files in a folder; raises UsageError where it holds no manifest."""
        folder = Path(path)
        if not (folder / MARK).is_file():
            raise UsageError(f"{folder} 不是结果文件夹 / is no run folder: no {MARK}")
        return RunFiles(folder)

    @cached_property
    def names(self) -> frozenset[str]:
        """All files by their path in the folder; what desktops leave behind does not count."""
        found = (path for path in self.path.rglob("*") if path.is_file())
        return frozenset(
            path.relative_to(self.path).as_posix() for path in found if not path.name.startswith((".", "~$"))
        )

    def json(self, name: str) -> Any:
        """A JSON file; raises Unsound where it is none."""
        try:
            return json.loads((self.path / name).read_text("utf-8"), object_pairs_hook=once)
        except (OSError, ValueError) as wrong:
            raise Unsound(f"{name} 读不出 / cannot be read: {wrong}") from wrong

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """The manifest."""
        return self._mapping(MARK)

    @cached_property
    def certificate(self) -> dict[str, Any]:
        """The certificate."""
        return self._mapping(CERTIFICATE)

    @cached_property
    def metrics(self) -> dict[str, Any]:
        """The metrics."""
        return self._mapping("metrics.json")

    def _mapping(self, name: str) -> dict[str, Any]:
        found = self.json(name)
        if not isinstance(found, dict):
            raise Unsound(f"{name} 不是对象 / is no object")
        return found

    def table(self, name: str, columns: Sequence[str]) -> pd.DataFrame:
        """A CSV file as text, "" = blank; raises Unsound where it has other columns than these."""
        try:
            with (self.path / name).open(encoding="utf-8", newline="") as file:
                header, *rows = csv.reader(file, strict=True)
        except (OSError, ValueError, csv.Error) as wrong:
            raise Unsound(f"{name} 读不出 / cannot be read: {wrong}") from wrong
        if header != list(columns):
            raise Unsound(f"{name} 的列不对 / other columns than {', '.join(columns)}")
        odd = [at for at, row in enumerate(rows, 2) if len(row) != len(columns)]
        if odd:
            raise Unsound(f"{name} 第 {odd[0]} 行的格数不对 / row {odd[0]} has more or fewer cells")
        return pd.DataFrame(rows, columns=list(columns), dtype="str").map(plain)

    @cached_property
    def scenario(self) -> Scenario:
        """The scenario in `inputs/`; raises Unsound with its first faults."""
        folder = self.path / INPUTS
        if not folder.is_dir():
            raise Unsound(f"没有 {INPUTS}/ / there is no folder {INPUTS}")
        faults: list[Fault] = []
        taken = take_in(read_tables(folder, faults, []), read_settings(folder, faults, []), SETTINGS)
        told = [*faults, *taken.faults]
        if told or taken.scenario is None:
            raise Unsound("输入有错 / the inputs are faulty: " + "；".join(str(one) for one in told[:3]))
        return taken.scenario
