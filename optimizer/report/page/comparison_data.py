"""What a page says of a comparison, as plain public data: figures side by side, and who gains or loses by group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
import pandas as pd

from optimizer.fairness.compare import Comparison
from optimizer.fairness.groups import groups, title
from optimizer.fairness.ways import chinese
from optimizer.report.comparison_lines import figure
from optimizer.report.page.assignment_charts import GROUPS
from optimizer.report.page.bilingual import Said, english, sides
from optimizer.report.page.hidden import Hidden


def compared(comparison: Comparison, hidden: Hidden, fewest: int) -> dict[str, Any]:
    """The comparison without anybody's number; groups of fewer than `fewest` people are not told."""
    return {
        "names": [way(name) for name in comparison.names],
        "said": [hidden.text(comparison.chinese), hidden.text(comparison.english)],
        "notes": [hidden.text(note) for note in comparison.notes],
        "metrics": [_metric(comparison, row) for row in comparison.table.to_dict("records")],
        "changes": changes(comparison).to_numpy().tolist(),
        "groups": list(_groups(comparison, fewest)),
    }


def way(name: str) -> Said:
    """What a plan is called."""
    return Said(chinese(name), english(name))


def changes(comparison: Comparison) -> pd.DataFrame:
    """How many gain and lose under every plan after the first."""
    counts = comparison.people.groupby(["plan", "change"]).size().unstack(fill_value=0)
    return counts.reindex(index=list(comparison.names[1:]), columns=["gains", "loses"], fill_value=0)


def _metric(comparison: Comparison, row: dict[Any, Any]) -> list[Any]:
    """Key, title, meaning, a figure per plan, the positions of the best (none where all are alike)."""
    values = [float(row[name]) for name in comparison.names]
    shown = [figure(value, row["unit"]) for value in values]
    known = [value for value in values if value == value]
    best = {"higher": max, "lower": min}.get(row["better"])
    goal = best(known) if best is not None and len(set(shown)) > 1 else None
    return [
        row["metric"], sides(row["title"]), sides(row["meaning"]), shown,
        [at for at, value in enumerate(values) if value == goal],
    ]  # fmt: skip


def _groups(comparison: Comparison, fewest: int) -> Iterator[list[Any]]:
    """What the group is by, its name, its people, and how many of them gain and lose under each further plan."""
    market = comparison.plans[0].market
    known = {name: at for at, name in enumerate(market.graduates)}
    person = comparison.people["graduate"].map(known).to_numpy(np.int64)
    plan = comparison.people["plan"].to_numpy()
    change = comparison.people["change"].to_numpy()
    for by in GROUPS:
        found = groups(market, by)
        if found is None or len(found[0]) < 2:
            continue
        sizes = np.bincount(found[1][comparison.plans[0].people], minlength=len(found[0]))
        for at, name in enumerate(found[0]):
            if sizes[at] >= max(fewest, 1):
                inside = found[1][person] == at
                counts = [
                    [int((inside & (plan == other) & (change == word)).sum()) for word in ("gains", "loses")]
                    for other in comparison.names[1:]
                ]
                yield [sides(title(by)), sides(name), int(sizes[at]), counts]
