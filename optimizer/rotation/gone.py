"""Who was published and is gone from the table of graduates: put back, so that the months they worked stay."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pandas as pd

from optimizer.rotation.events import Events, gone_for_good
from optimizer.rotation.transfers import last_served
from optimizer.scenario.frames import added, rows
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import ABSENCES, GRADUATES


@dataclass(frozen=True, eq=False)
class Gone:
    """The people of a published timetable who are in no township that is planned any more, as published: `graduate`, `name`, `township`,
    and the months (`graduate`, `month`) in which only their seat was held."""

    people: pd.DataFrame
    seats: pd.DataFrame

    @staticmethod
    def of(published: pd.DataFrame, since: str, serving: Mapping[str, str]) -> Gone:
        """Whoever had a unit in the month `since` or after it, served where somebody is planned now (`serving`), and is
        planned nowhere. Nobody, where the timetable tells no townships.
        """
        if {*published["graduate"]} <= {*serving}:
            return Gone(*(pd.DataFrame(columns=list(names), dtype="str") for names in (_PEOPLE, _SEATS)))
        given = published.assign(**{name: "" for name in _COLUMNS if name not in published})
        there = (given["unit"] != "") & (given["month"] >= since)
        cells = given[there & ~given["graduate"].isin([*serving])]
        towns = last_served(cells)
        towns = towns[towns["township"].isin({*serving.values()})]
        people = towns.merge(cells[["graduate", "name"]].drop_duplicates("graduate"), on="graduate")
        held = cells[(cells["state"] == "seat") & cells["graduate"].isin(people["graduate"])]
        return Gone(people.sort_values("graduate", ignore_index=True), held[list(_SEATS)])

    @property
    def serving(self) -> dict[str, str]:
        """The township of each of them at last."""
        return dict(rows(self.people, "graduate", "township"))

    def told(self, events: Events, first: str, earlier: pd.DataFrame | None) -> Events:
        """The events with their departure from the month `first` on, unless it was told before."""
        known = {*events.left, *gone_for_good(earlier, first)}
        return replace(events, left=(*events.left, *(who for who in self.serving if who not in known)))

    def put_back(self, scenario: Scenario) -> Scenario:
        """The scenario with a row for each of them who is not in it; what a timetable does not tell is blank.

        Where people are placed too, a score is needed: 0, and as they accept no allocation, nobody places them.
        """
        if self.people.empty:
            return scenario
        listed = {*scenario.graduates["graduate"]}
        told = bool((scenario.graduates["township"] != "").any())
        score = {"score": 0.0} if scenario.places else {}
        people = [
            {"graduate": who, "name": name, "township": town if told else "", **score}
            for who, name, town in rows(self.people, "graduate", "name", "township")
            if who not in listed
        ]
        seats = [
            {"graduate": who, "first_month": month, "last_month": month, "holds_seat": True}
            for who, month in rows(self.seats, "graduate", "month")
            if who not in listed
        ]
        return replace(
            scenario,
            graduates=added(scenario.graduates, GRADUATES, people),
            absences=added(scenario.absences, ABSENCES, seats),
        )


_COLUMNS = ("name", "township", "state")
_PEOPLE = ("graduate", "township", "name")
_SEATS = ("graduate", "month")
