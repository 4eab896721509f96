"""The metrics as tables: every township beside the others, every person, and what goes into `metrics.json`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, replace
from typing import Any

import numpy as np
import pandas as pd

from optimizer.rotation.metrics import METRICS
from optimizer.rotation.metrics.facts import at_work, deep, followed, points, visits
from optimizer.rotation.timetable import Timetable, Town

_DIGITS = 4


def overall(timetable: Timetable) -> dict[str, float]:
    """The value of every metric, by name."""
    return {metric.name: _rounded(metric.value(timetable)) for metric in METRICS}


def by_township(timetable: Timetable) -> pd.DataFrame:
    """A row per township, by name: `township`, `people`, `units`, `months`, `absent` (person-months), `status`, the metrics."""
    rows = [
        {
            "township": town.cohort.township,
            "people": len(town.cohort.people),
            "units": len(town.cohort.units),
            "months": len(town.cohort.months) - town.cohort.begin,
            "absent": int((at_work(town) < 0).sum()),
            "status": town.status,
            **overall(replace(timetable, towns=(town,))),
        }
        for town in timetable.towns
    ]
    return pd.DataFrame(rows)


def by_person(timetable: Timetable) -> pd.DataFrame:
    """A row per person, by township and id.

    Columns: `graduate`, `township`, `worked` and `absent` months, `units` seen, `longest` (most months in one
    unit), `deep` months in fitting units, `points` of wishes met, `hoped` and `missed`.
    """
    return pd.DataFrame([row for town in timetable.towns for row in _people(timetable, town)])


def _people(timetable: Timetable, town: Town) -> Iterator[dict[str, Any]]:
    seen, depth = visits(town), deep(timetable.kinds, town)
    met, hoped = points(timetable.kinds, town)
    months = len(town.cohort.months) - town.cohort.begin
    for at, name in enumerate(town.cohort.people):
        worked = int(seen[at].sum())
        yield {
            "graduate": name,
            "township": town.cohort.township,
            "worked": worked,
            "absent": months - worked,
            "units": int((seen[at] > 0).sum()),
            "longest": int(seen[at].max(initial=0)),
            "deep": int(depth[at]),
            "points": int(met[at]),
            "hoped": int(hoped[at]),
            "missed": int(hoped[at] - met[at]),
        }


def worst_off(timetable: Timetable) -> pd.DataFrame:
    """The people of `by_person` who miss most, where anybody misses anything."""
    people = by_person(timetable)
    missed = people["missed"].to_numpy(np.int64)
    worst: pd.DataFrame = people.loc[(missed == missed.max()) & (missed > 0)]
    return worst.reset_index(drop=True)


def successions(timetable: Timetable) -> pd.DataFrame:
    """How often each unit follows each: a row per township and ordered pair of its units, `first`, `second`, `times`."""
    parts = []
    for town in timetable.towns:
        units = np.array(town.cohort.units, object)
        first, second = np.divmod(np.arange(len(units) ** 2), len(units))
        where = {"township": town.cohort.township, "first": units[first], "second": units[second]}
        parts.append(pd.DataFrame({**where, "times": followed(town).ravel()}))
    return pd.concat(parts, ignore_index=True)


def record(timetable: Timetable) -> dict[str, Any]:
    """Everything for `metrics.json`: what the metrics mean, all together, each township with its stages, who is worst off."""
    towns = {row["township"]: row for row in by_township(timetable).to_dict("records")}
    return {
        "status": timetable.status,
        "metrics": {
            metric.name: {
                "chinese": metric.chinese,
                "english": metric.english,
                "unit": metric.unit,
                "better": metric.better,
                "meaning": metric.meaning,
                "meaning_english": metric.meaning_english,
            }
            for metric in METRICS
        },
        "overall": overall(timetable),
        "worst_off": worst_off(timetable)["graduate"].tolist(),
        "townships": {
            name: {key: towns[name][key] for key in towns[name] if key != "township"}
            | {"stages": [asdict(stage) for stage in stages]}
            for name, stages in timetable.stages.items()
        },
    }


def _rounded(value: float) -> float:
    return value if isinstance(value, int) else round(float(value), _DIGITS)
