"""What has happened since a timetable was published: told by the planner, and remembered from repair to repair."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import pandas as pd

from optimizer.scenario.frames import rows
from optimizer.scenario.months import label, number

COLUMNS = ("kind", "name", "first_month", "last_month", "reason")
"""`kind` is left, absent or closed, `name` a person's id, or a unit or unit@township; last month "" = to the end;
`reason` is why somebody left, "" = not told."""
_Row = tuple[str, str, str, str, str]


@dataclass(frozen=True)
class Events:
    """What has happened since the timetable was published.

    `left` have gone from the first month that can be planned on; `absent` are ids with their first and last month
    ("" = to the end); `closed` are units, or unit@township, that take nobody any more; `returned` had left, were
    absent, or were closed, by an earlier repair and are back from the first month that can be planned on: ids, units
    (wherever they were closed) or unit@township; `reasons` tell by id why somebody left. Whoever joined stands in the scenario's tables, and so may
    everything else.
    """

    left: tuple[str, ...] = ()
    absent: tuple[tuple[str, str, str], ...] = ()
    closed: tuple[str, ...] = ()
    returned: tuple[str, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)


def happened(events: Events, first: str, earlier: pd.DataFrame | None = None) -> pd.DataFrame:
    """Everything that has happened, `COLUMNS`: the `earlier` events as far as nobody is back, then those told now."""
    known = [] if earlier is None else _rows(earlier)
    told = [
        *(("left", who, first, "", events.reasons.get(who, "")) for who in events.left),
        *(("absent", who, begin, end, "") for who, begin, end in events.absent),
        *(("closed", name, first, "", "") for name in events.closed),
    ]
    kept = [*(row for old in known for row in _until_back(old, events, first)), *told]
    return pd.DataFrame(sorted({*kept}), columns=list(COLUMNS), dtype="str")


def still_away(earlier: pd.DataFrame | None, first: str) -> set[str]:
    """Who had left, or is absent, by earlier events in the month `first` or after it."""
    known = [] if earlier is None else _rows(earlier)
    return {name for kind, name, _, last, _ in known if kind != "closed" and (not last or last >= first)}


def still_closed(earlier: pd.DataFrame | None, first: str) -> set[str]:
    """What is closed, by earlier events, in the month `first` or after it: units and unit@township."""
    known = [] if earlier is None else _rows(earlier)
    return {name for kind, name, _, last, _ in known if kind == "closed" and (not last or last >= first)}


def opens(name: str, closed: str) -> bool:
    """Whether the return of a unit, or unit@township, ends this closure."""
    return name == closed or name == closed.partition("@")[0]


def gone_for_good(earlier: pd.DataFrame | None, first: str) -> set[str]:
    """Who had left by earlier events, in the month `first` or before it, and is not back."""
    known = [] if earlier is None else _rows(earlier)
    return {name for kind, name, begin, last, _ in known if kind == "left" and not last and begin <= first}


def _until_back(row: _Row, events: Events, first: str) -> Iterator[_Row]:
    """An earlier event; of what is back, only the months before `first`."""
    kind, name, begin, end, reason = row
    back = any(opens(one, name) if kind == "closed" else one == name for one in events.returned)
    if not back or (end and end < first):
        yield row
    elif begin < first:
        yield kind, name, begin, label(number(first) - 1), reason


def _rows(table: pd.DataFrame) -> list[_Row]:
    """The rows of a table of events; those written before reasons were remembered have none."""
    told = table if "reason" in table else table.assign(reason="")
    return list(rows(told, *COLUMNS))
