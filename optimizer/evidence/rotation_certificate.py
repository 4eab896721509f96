"""The certificate of a timetable: for each township the stages with their duals."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from optimizer.evidence.certificate import engines
from optimizer.evidence.certificate_words import FORMAT
from optimizer.evidence.chain import written
from optimizer.rotation.timetable import Timetable, Town

GIVEN, TOLD = "graduates", "timetable"


def rotation_certificate(timetable: Timetable) -> dict[str, Any]:
    """The certificate as plain data, integers only.

    `first` is the first month that could be planned, `since` the first that has not passed (months between them are
    announced), `serving` says where it is written who serves in which
    township: in the table of graduates, or only in the timetable.
    """
    scenario = timetable.scenario
    own = dict(zip(scenario.graduates["graduate"], scenario.graduates["township"], strict=True))
    given = all(own[name] == town.cohort.township for town in timetable.towns for name in town.cohort.people)
    first = timetable.towns[0].cohort
    return {
        "format": FORMAT,
        "kind": "rotation",
        "seed": scenario.settings.scenario.seed,
        "status": timetable.status,
        "engines": engines({stage.engine for town in timetable.towns for stage in town.stages}),
        "first": first.months[first.first],
        "since": first.months[first.past],
        "serving": GIVEN if given else TOLD,
        "towns": [_town(town) for town in timetable.towns],
    }


def _town(town: Town) -> dict[str, Any]:
    """A township: its stages, the first of them with duals; `bare`: those of the program without the balance."""
    return {
        "township": town.cohort.township,
        "bare": town.bare,
        "stages": [asdict(stage) for stage in town.stages],
        "duals": [written(dual) for dual in town.duals],
    }
