"""The change notices of a repaired rotation, verified: none is missing, none is untrue."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from optimizer.evidence.findings import Finding, judged
from optimizer.evidence.folder import RunFiles
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.timetable import Town

_KINDS = {
    (True, True): ("moved", "transfer"),
    (True, False): ("left", "absent", "transfer"),
    (False, True): ("joined", "returned", "transfer"),
    (False, False): (),
}
"""What a notice may be called, by whether there was a unit before and is one after."""


def changes(run: RunFiles, towns: Sequence[Town], every: Sequence[Cohort]) -> Finding:
    """Every notice is about a cell that differs from what was published, and every such cell has its notice."""
    table = run.table(
        "changes.csv", ("graduate", "name", "township", "month", "before", "after", "kind", "why")
    )
    wrong: list[str] = []
    listed: dict[tuple[str, str], Any] = {
        (str(row.graduate), str(row.month)): row for row in table.itertuples(index=False)
    }
    new = _never_published(run, every)
    for town in towns:
        cohort, units = town.cohort, [*town.cohort.units, ""]
        wrong += _late(town, listed)
        for person, name in enumerate(cohort.people):
            for month in range(cohort.first, len(cohort.months)):
                before, after = units[cohort.earlier[person, month]], units[town.plan[person, month]]
                row = listed.pop((name, cohort.months[month]), None)
                gone = row is not None and not before and row.before not in units
                if row is None and before != after and cohort.months[month] not in new:
                    wrong.append(f"{name} {cohort.months[month]} 变了却无通知 / changed without a notice")
                elif row is not None and not (
                    row.after == after
                    and row.kind in _KINDS[bool(row.before), bool(after)]
                    and (gone or row.before == before != after)
                ):
                    wrong.append(
                        f"{name} {cohort.months[month]}: {row.before} → {row.after} 不实 / is not so"
                    )
    last = max((cohort.months[-1] for cohort in every), default="")
    over = [key for key, row in listed.items() if row.kind == "dropped" and not row.after and key[1] > last]
    listed = {key: row for key, row in listed.items() if key not in over}
    there = {*run.scenario.graduates["graduate"]}
    wrong += [f"{who} {month} 无此变动 / there is no such change" for who, month in listed if who in there]
    said = (
        ["通知的原因要重新求解才能核对 / why cells had to change needs a solver to be checked"]
        if len(table)
        else []
    )
    return judged("changes", "变动通知 the notices", wrong, said)


def _never_published(run: RunFiles, every: Sequence[Cohort]) -> set[str]:
    """The months to be planned in which nobody had any unit before: they are new, and no change."""
    known = {*run.scenario.cells["month"]}
    return {month for cohort in every for month in cohort.months if month not in known}


def _late(town: Town, listed: dict[tuple[str, str], Any]) -> Iterator[str]:
    """Notices of months that had passed or were announced, taken from the list: they may only tell an absence."""
    cohort = town.cohort
    for person, name in enumerate(cohort.people):
        for month in range(cohort.begin, cohort.first):
            row = listed.pop((name, cohort.months[month]), None)
            absent = row is not None and not row.after and row.kind in ("left", "absent")
            if row is not None and not (absent and town.plan[person, month] < 0):
                yield f"{name} {cohort.months[month]}: {row.before} → {row.after} 不实 / is not so"
