"""The page of a rotation: rules and figures, a grid per township, what is proved, and its own checks."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pandas as pd

from optimizer.report.interventions import of_rotation
from optimizer.report.page.bilingual import Said, english, sides
from optimizer.report.page.document import write_document
from optimizer.report.page.hidden import Hidden
from optimizer.report.page.rotation_chart import units_seen
from optimizer.report.page.rotation_data import public
from optimizer.report.page.rule_texts import rule_texts
from optimizer.report.page.stage_rows import StageRow, stage_rows
from optimizer.report.rotation_words import CHANGES, goal_name
from optimizer.rotation.metrics import METRICS
from optimizer.rotation.names import people_names
from optimizer.rotation.timetable import Timetable
from optimizer.solver.solution import StageResult

_SCRIPTS = ("grid.js", "rotation_checks.js", "rotation.js")
Stages = Sequence[tuple[str, Sequence[StageRow]]]


def write_rotation_page(timetable: Timetable, path: Path, changes: pd.DataFrame | None = None) -> None:
    """Write the page of a timetable, with the changes of a repair where there was one."""
    towns = [town.cohort for town in timetable.towns]
    hidden = Hidden.of(
        [person for cohort in towns for person in cohort.people],
        [name for cohort in towns for name in people_names(cohort)],
        timetable.scenario.settings.published,
    )
    kinds = timetable.kinds
    context = {
        "metrics": [
            (
                Said(one.chinese, one.english),
                f"{one.value(timetable):.4g}",
                _unit(one.unit),
                Said(one.meaning, one.meaning_english),
            )
            for one in METRICS
        ],
        "rules": rule_texts(kinds.rules, hidden),
        "goals": rule_texts(kinds.goals, hidden),
        "intervened": [sides(hidden.text(text)) for text in of_rotation(timetable).split("；") if text],
        "charts": [units_seen(timetable)],
        "stages": _stages(timetable),
        "scenario_digest": timetable.scenario.digest(),
        "certificate": (path.parent / "certificate.json").is_file(),
        "changes": _changes(changes, hidden),
    }
    write_document(path, "rotation.html", _SCRIPTS, public(timetable, hidden), context)


def _unit(text: str) -> Said:
    """What stands as 月 months; % is the same in both."""
    chinese, _, other = text.partition(" ")
    return Said(chinese, other or chinese)


def _stages(timetable: Timetable) -> Stages:
    """The goals of every township; lotteries, which only make the plan unique, are left to the files."""
    return [
        (town.cohort.township, stage_rows([stage for stage in town.stages if not _drawn(stage)], goal_name))
        for town in timetable.towns
    ]


def _drawn(stage: StageResult) -> bool:
    return stage.name.startswith("lottery")


def _changes(changes: pd.DataFrame | None, hidden: Hidden) -> Sequence[tuple[str, str, Said, str, str, Said]]:
    """The rows of a repair's notices: who, which month, what, from where, to where, why."""
    if changes is None:
        return []
    columns = ["graduate", "month", "kind", "before", "after", "why"]
    return [
        (hidden.text(who), month, Said(CHANGES[kind], english(kind)), before, after, sides(hidden.text(why)))
        for who, month, kind, before, after, why in changes[columns]
        .astype(str)
        .itertuples(index=False, name=None)
    ]
