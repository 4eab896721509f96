"""Checking one's own row: the code and the number find it, or nothing does."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from optimizer.errors import UsageError
from optimizer.publication.codes import row_digest


def own_row(bundle: Path, code: str, graduate: str) -> str | None:
    """The post at which a bundle lists this graduate, "" where it says that there is none, None where it says neither.

    Raises UsageError where the folder is no bundle.
    """
    try:
        listed, left = (
            pd.read_csv(bundle / name, dtype="str", keep_default_na=False)
            for name in ("list.csv", "unplaced.csv")
        )
        rows = list(zip(listed["post"], listed["digest"], strict=True))
        without = set(left["digest"])
    except (OSError, KeyError, pd.errors.ParserError, pd.errors.EmptyDataError) as wrong:
        raise UsageError(f"{bundle} 不是公示包 / is no published bundle") from wrong
    for post, digest in rows:
        if row_digest(code, graduate, post) == digest:
            return str(post)
    return "" if row_digest(code, graduate, "") in without else None
