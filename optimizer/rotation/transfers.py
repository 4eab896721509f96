"""Where everybody served before: the months of whoever was transferred belong to the township they were spent in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from optimizer.rotation.cohort import Flags, Former
from optimizer.scenario.frames import rows
from optimizer.scenario.months import number

_COLUMNS = ["graduate", "township", "month", "unit"]


def last_served(cells: pd.DataFrame) -> pd.DataFrame:
    """The township of everybody in their last month of a timetable: `graduate`, `township`."""
    ordered = cells.sort_values("month", kind="stable")
    there = ordered[ordered["township"] != ""]
    return there.drop_duplicates("graduate", keep="last")[["graduate", "township"]]


@dataclass(frozen=True, eq=False)
class Transfers:
    """The months that people spent in another township than they serve in now: `_COLUMNS`, and their names."""

    rows: pd.DataFrame
    names: Mapping[str, str]

    @staticmethod
    def of(cells: pd.DataFrame | None, first: str, people: pd.DataFrame) -> Transfers:
        """From the cells of a timetable before the month `first`, and the people (`graduate`, `name`, `township`) of now.

        A township in which nobody serves any more has no timetable: months spent there stay with the person.
        """
        names = {who: name or who for who, name in rows(people, "graduate", "name")}
        serving = dict(rows(people, "graduate", "township"))
        if cells is None or "township" not in cells or not _any_moved(cells, serving):
            return Transfers(pd.DataFrame(columns=_COLUMNS, dtype="str"), names)
        now = cells["graduate"].map(serving)
        moved = (cells["month"] < first) & cells["township"].isin({*people["township"]}) & now.notna()
        return Transfers(cells.loc[moved & (cells["township"] != now), _COLUMNS], names)

    def elsewhere(self, people: Sequence[str], months: Sequence[str]) -> Flags | None:
        """Which months these people of one township spent in another one; None = none at all."""
        spent = self.rows[self.rows["graduate"].isin(people) & (self.rows["month"] >= months[0])]
        if spent.empty:
            return None
        found = np.zeros((len(people), len(months)), bool)
        person, month = _places(spent, people, months)
        found[person, month] = True
        return found

    def former(
        self,
        township: str,
        units: Sequence[str],
        months: Sequence[str],
        known: Mapping[tuple[str, str], str],
    ) -> Former | None:
        """Who served in this township before; what the tables themselves fixed (`known`) outweighs the timetable."""
        spent = self.rows[(self.rows["township"] == township) & (self.rows["month"] >= months[0])]
        if spent.empty:
            return None
        people = sorted({*spent["graduate"]})
        person, month = _places(spent, people, months)
        said = [known.get((who, when), unit) for who, when, unit in rows(spent, "graduate", "month", "unit")]
        here = np.zeros((len(people), len(months)), bool)
        plan = np.full(here.shape, -1)
        here[person, month] = True
        plan[person, month] = pd.Index(units).get_indexer(pd.Index(said))
        return Former(people, [self.names[who] for who in people], here, plan)


def _any_moved(cells: pd.DataFrame, serving: Mapping[str, str]) -> bool:
    """Whether anybody has a cell of another township than theirs of now; asked first, for it is quick."""
    return any(serving.get(who, town) != town for who, town in rows(cells, "graduate", "township"))


def _places(
    spent: pd.DataFrame, people: Sequence[str], months: Sequence[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Person and month of every row."""
    month = np.array([number(text) for text in spent["month"]], np.int64) - number(months[0])
    person = pd.Index(people).get_indexer(pd.Index(spent["graduate"]))
    return person, month
