"""The whole way in one go: assign, compare, rotate, write a run."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd

from optimizer.assignment.assign import assign
from optimizer.assignment.outcome import Outcome
from optimizer.errors import Impossible, LimitReached
from optimizer.exchange.whole import refuse_existing
from optimizer.fairness.compare import Comparison, compare
from optimizer.fairness.ways import by_mechanism
from optimizer.report.rotation_run import write_rotation
from optimizer.report.rotation_words import progress_line
from optimizer.report.run import write_run
from optimizer.report.words import telling
from optimizer.rotation.plan_one import Found
from optimizer.rotation.rotate import rotate
from optimizer.rotation.timetable import Timetable
from optimizer.scenario.model import Scenario


@dataclass(frozen=True)
class Whole:
    """What came out: the outcome where there are posts, the timetable where `[rotation]` is set, the comparison where
    one was asked for; `late` where the time was over for some townships' rotation, which is missing then."""

    outcome: Outcome | None
    timetable: Timetable | None
    comparison: Comparison | None
    late: bool = False

    @property
    def limited(self) -> bool:
        """Whether any part of it was cut short by a limit."""
        parts = (self.outcome, self.timetable)
        open_ = any(part is not None and part.status == "limit" for part in parts)
        return self.late or open_ or (self.comparison is not None and bool(self.comparison.limited))


def whole_way(
    scenario: Scenario,
    folder: Path,
    *,
    source: Path | None = None,
    mechanisms: Sequence[str] = (),
    force: bool = False,
    workers: int = 1,
    seconds: float = 600.0,
    told: Callable[[str], None] = lambda line: None,
    stop: str | Path = "",
) -> Whole:
    """Do everything the settings ask for and write the run; `mechanisms` are those to compare with the scenario's own.

    `told` hears a line as things are done. `stop` names a file: once it is there, what is being sought ends with the
    best plan so far, further mechanisms are not compared, and the run is written. Raises Impossible where the assignment, or a township's rotation, has
    no plan; nothing is written then, and of the second it carries all else (`planned`).
    """
    refuse_existing(folder, force)
    how: dict[str, Any] = {"workers": workers, "seconds": seconds, "stop": stop}
    if not scenario.places and scenario.settings.rotation is not None:
        only, late = _rotated(scenario, None, told, how)
        if only is None:
            raise LimitReached("时限内没有排出任何乡镇 / no township was planned in time")
        write_rotation(only, folder, source=source, force=force)
        return Whole(None, only, None, late)
    outcome = assign(scenario, progress=telling(told), **how)
    comparison = _compared(scenario, outcome, mechanisms, told, how) if mechanisms else None
    timetable: Timetable | None = None
    late = False
    if scenario.settings.rotation is not None:
        placed = outcome.placements[outcome.placements["post"] != ""]
        try:
            timetable, late = _rotated(scenario, placed, told, how)
        except Impossible as no:
            no.planned = Whole(outcome, no.planned, comparison)
            raise
    told("写结果 writing the run")
    write_run(outcome, folder, source=source, force=force, timetable=timetable, comparison=comparison)
    return Whole(outcome, timetable, comparison, late)


def _rotated(
    scenario: Scenario, placed: pd.DataFrame | None, told: Callable[[str], None], how: Mapping[str, Any]
) -> tuple[Timetable | None, bool]:
    """The timetable as far as the time allows, and whether it was over for some townships."""
    try:
        return rotate(scenario, placed, progress=_by_town(told), **how), False
    except LimitReached as late:
        told(str(late))
        return late.planned, True


def _by_town(told: Callable[[str], None]) -> Callable[[str, Found], None]:
    return lambda town, found: told(progress_line(town, found))


def _compared(
    scenario: Scenario,
    outcome: Outcome,
    mechanisms: Sequence[str],
    told: Callable[[str], None],
    how: dict[str, Any],
) -> Comparison | None:
    """The scenario's own plan beside those of other mechanisms; None where none of them has a plan."""
    own = scenario.settings.assignment.mechanism
    found, notes = by_mechanism(scenario, mechanisms, told=lambda name: told(f"安置 assign: {name}"), **how)
    plans = {own: outcome, **{name: plan for name, plan in found.items() if name != own}}
    for note in notes:
        told(note)
    if len(plans) < 2 or (how["stop"] and Path(how["stop"]).exists()):
        return None
    told("比较 compare")
    return compare(plans, notes=notes, workers=how["workers"], seconds=how["seconds"])
