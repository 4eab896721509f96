"""Checking one's own row: the files are those of the manifest, and code and number find the row, or nothing does."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

import pandas as pd

from optimizer.errors import UsageError
from optimizer.exchange.manifest import digest
from optimizer.exchange.whole import MARK
from optimizer.publication.codes import row_digest


def own_row(bundle: Path, code: str, graduate: str) -> Mapping[str, str] | None:
    """What a bundle shows of this graduate, by column (`post` "" and nothing else: no post), None where it shows nothing.

    Raises UsageError where the folder is no bundle.
    """
    try:
        listed, left = (
            pd.read_csv(bundle / name, dtype="str", keep_default_na=False)
            for name in ("list.csv", "unplaced.csv")
        )
        rows = [{str(name): str(cell) for name, cell in row.items()} for row in listed.to_dict("records")]
        without = set(left["digest"])
        found = [row for row in rows if row_digest(code, graduate, row["post"]) == row["digest"]]
    except (OSError, KeyError, pd.errors.ParserError, pd.errors.EmptyDataError) as wrong:
        raise UsageError(f"{bundle} 不是公示包 / is no published bundle") from wrong
    if found:
        return found[0]
    return {"post": ""} if row_digest(code, graduate, "") in without else None


def altered(bundle: Path) -> list[str]:
    """The files of a bundle that are not as its manifest declares them; raises UsageError where it is no bundle."""
    try:
        told = json.loads((bundle / MARK).read_text("utf-8"))
        outputs: dict[str, str] = told["outputs"]
        if told["status"] != "published":
            raise UsageError(f"{bundle} 是结果，不是公示包 / is a run and no published bundle")
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise UsageError(f"{bundle} 不是公示包 / is no published bundle") from wrong
    there = {path.relative_to(bundle).as_posix(): path for path in bundle.rglob("*") if path.is_file()}
    names = sorted({*outputs, *there} - {MARK})
    return [name for name in names if name not in there or digest(there[name]) != outputs.get(name)]
