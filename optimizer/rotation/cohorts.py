"""From a scenario's tables to the cohort of each township; the same whatever the order of the rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import pandas as pd

from optimizer.errors import Fault, InputFaults, UsageError
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.serving import townships
from optimizer.rotation.transfers import Transfers
from optimizer.scenario.model import Scenario
from optimizer.scenario.months import following, number, span
from optimizer.scenario.settings import RotationSettings
from optimizer.scenario.standard_units import units_or_standard
from optimizer.scenario.tables import CELLS
from optimizer.scenario.unit_places import misplaced
from optimizer.solver.program import Integers

_SPLIT = re.compile(r"\s*[;、,，；]\s*")


def cohorts(
    scenario: Scenario,
    settings: RotationSettings,
    placements: pd.DataFrame | None = None,
    first: str = "",
    since: str = "",
    history: pd.DataFrame | None = None,
) -> list[Cohort]:
    """The cohort of every township that takes part, by name; `first` is the first month that can be planned, months
    from `since` to it are announced ("" = there are none).

    `placements` are those of an assignment run (`graduate`, `post`); without them the graduates' own column
    `township` says where they serve; `history` are the cells of a timetable whose townships of months before `first` hold for
    whoever was transferred since. Raises UsageError where neither is there, InputFaults where people or
    posts are unknown.
    """
    town = townships(scenario, placements)
    people = scenario.graduates.assign(township=town)
    people = people[(people["township"] != "") & ~people["township"].isin(settings.without)]
    if not len(people):
        raise UsageError(
            "没有人可排轮岗：报名表要有乡镇列，或给出安置结果 / nobody to rotate: the graduates need a column "
            "township, or give placements"
        )
    _placed_cells(scenario, settings, dict(zip(people["graduate"], people["township"], strict=True)))
    first = first or settings.start
    moved = Transfers.of(history, first, people)
    given = _Given(scenario, settings, first, since or first, people, moved)
    return [given.cohort(name) for name in sorted(set(people["township"]))]


def _placed_cells(scenario: Scenario, settings: RotationSettings, serving: Mapping[str, str]) -> None:
    """Raise InputFaults for fixed cells in units that the townships which placements tell do not have, or not then."""
    asked = scenario.cells[scenario.cells["fixed"].astype(bool) & (scenario.cells["month"] >= settings.start)]
    units = scenario.units, scenario.headcounts
    faults = [
        Fault(
            CELLS.chinese,
            0,
            CELLS.column("unit").chinese,
            str(asked["unit"].iloc[at]),
            f"{asked['graduate'].iloc[at]} {asked['month'].iloc[at]}：{problem}",
            "改单位，或改单位表 / mend the unit, or units",
        )
        for at, _, problem in misplaced(asked, *units, serving)
    ]
    if faults:
        raise InputFaults(faults)


@dataclass(frozen=True)
class _Given:
    """The tables of a scenario, cut to one township at a time."""

    scenario: Scenario
    settings: RotationSettings
    first: str
    since: str
    people: pd.DataFrame
    transfers: Transfers

    @cached_property
    def _by_township(self) -> dict[str, dict[str, pd.DataFrame]]:
        """The rows of every table about people, by table and township."""
        town = self.people.set_index("graduate")["township"]
        tables = {name: self.scenario.table(name) for name in ("cells", "absences", "unit_wishes")}
        found = {
            name: dict(list(table.groupby(table["graduate"].map(town)))) for name, table in tables.items()
        }
        return found | {"people": dict(list(self.people.groupby("township")))}

    def _rows(self, table: str, township: str) -> pd.DataFrame:
        """The rows of one table about the people of one township."""
        if township in self._by_township[table]:
            return self._by_township[table][township]
        return self.scenario.table(table).iloc[:0]

    def cohort(self, township: str) -> Cohort:
        """The cohort of one township."""
        people = self._by_township["people"][township].sort_values("graduate", ignore_index=True)
        names = people["graduate"].tolist()
        cells = self._rows("cells", township)
        start = self.settings.start
        earliest = min([start, *cells["month"]])
        before = number(start) - number(earliest)
        months = following(earliest, before + self.settings.months)
        units = self._units(township)
        low, high = self._headcounts(township, units, months, len(people))
        absent, seated = self._absences(township, names, months)
        first = before + number(self.first) - number(start)
        fixed, earlier = self._cells(cells, names, months, units["unit"].tolist(), first)
        past = np.arange(len(months)) < first
        seated[:, past] &= fixed[:, past] >= 0  # a past month with a unit was worked, or only its seat held
        absent[:, past] = (fixed[:, past] < 0) | seated[:, past]
        wished, monthly = self._wishes(township, names, months, units["unit"].tolist())
        return Cohort(
            township,
            names,
            units["unit"].tolist(),
            months,
            before,
            first,
            low,
            high,
            absent,
            seated,
            fixed,
            earlier,
            _fit(people, units),
            wished,
            monthly,
            self.scenario.settings.scenario.seed,
            people,
            units,
            before + number(self.since) - number(start),
            self.transfers.elsewhere(names, months),
            self.transfers.former(township, units["unit"].tolist(), months, self._known),
        )

    @cached_property
    def _known(self) -> dict[tuple[str, str], str]:
        """The unit of every fixed cell of the tables, by person and month."""
        cells = self.scenario.cells[self.scenario.cells["fixed"].astype(bool)]
        keys = zip(cells["graduate"], cells["month"], strict=True)
        return dict(zip(keys, cells["unit"], strict=True))

    def _units(self, township: str) -> pd.DataFrame:
        """The township's units by id: its own rows instead of those for every township."""
        table = units_or_standard(self.scenario.units)
        table = table[table["township"].isin(["", township])]
        own = table.sort_values(["unit", "township"]).drop_duplicates("unit", keep="last")
        there = own["maximum"].fillna(1) > 0
        return own[there].reset_index(drop=True)

    def _headcounts(
        self, township: str, units: pd.DataFrame, months: list[str], people: int
    ) -> tuple[Integers, Integers]:
        """Least and most people, shapes (units, months): the more exact a row, the later it is laid over."""
        low = np.repeat(units["minimum"].to_numpy(np.int64)[:, None], len(months), axis=1)
        high = np.repeat(units["maximum"].fillna(people).to_numpy(np.int64)[:, None], len(months), axis=1)
        place = {unit: at for at, unit in enumerate(units["unit"].tolist())}
        table = self.scenario.headcounts
        table = table[table["township"].isin(["", township]) & table["unit"].isin(list(place))]
        table = table.sort_values(["township", "first_month", "last_month", "unit"], kind="stable")
        for row in table.itertuples(index=False):
            inside = span(str(row.first_month), str(row.last_month), months)
            at = place[str(row.unit)]
            if row.maximum is not pd.NA:
                high[at, inside] = row.maximum
                low[at, inside] = np.minimum(low[at, inside], high[at, inside])
            if row.minimum is not pd.NA:
                low[at, inside] = row.minimum
        return low, high

    def _absences(self, township: str, names: list[str], months: list[str]) -> tuple[np.ndarray, np.ndarray]:
        """Who is absent when, and whose seat is held; one absence without a seat outweighs one with it."""
        absent, lost = (np.zeros((len(names), len(months)), bool) for _ in range(2))
        place = {name: at for at, name in enumerate(names)}
        for row in self._rows("absences", township).itertuples(index=False):
            inside = span(str(row.first_month), str(row.last_month), months)
            absent[place[str(row.graduate)], inside] = True
            if not row.holds_seat:
                lost[place[str(row.graduate)], inside] = True
        return absent, absent & ~lost

    def _cells(
        self, cells: pd.DataFrame, names: list[str], months: list[str], units: list[str], first: int
    ) -> tuple[Integers, Integers]:
        """What is fixed, and what was planned before, shape (people, months); units that are gone are left out."""
        fixed, earlier = (np.full((len(names), len(months)), -1) for _ in range(2))
        known = cells[cells["unit"].isin(units)]
        person = pd.Index(names).get_indexer(pd.Index(known["graduate"]))
        month = np.array([number(text) for text in known["month"]], np.int64) - number(months[0])
        unit = pd.Index(units).get_indexer(pd.Index(known["unit"]))
        earlier[person, month] = unit
        kept = known["fixed"].to_numpy(bool) | (month < first)
        fixed[person[kept], month[kept]] = unit[kept]
        return fixed, earlier

    def _wishes(
        self, township: str, names: list[str], months: list[str], units: list[str]
    ) -> tuple[Integers, Integers]:
        """Ranks by person and unit, and by person, month and unit."""
        wished = np.zeros((len(names), len(units)), np.int64)
        monthly = np.zeros((len(names), len(months), len(units)), np.int64)
        table = self._rows("unit_wishes", township)
        table = table[table["unit"].isin(units)]
        person = pd.Index(names).get_indexer(pd.Index(table["graduate"]))
        unit = pd.Index(units).get_indexer(pd.Index(table["unit"]))
        rank = table["rank"].to_numpy(np.int64)
        dated = (table["month"] != "").to_numpy()
        wished[person[~dated], unit[~dated]] = rank[~dated]
        inside = (
            dated & table["month"].isin(months[number(self.settings.start) - number(months[0]) :]).to_numpy()
        )
        month = np.array([number(text) for text in table["month"][inside]], np.int64) - number(months[0])
        monthly[person[inside], month, unit[inside]] = rank[inside]
        return wished, monthly


def _fit(people: pd.DataFrame, units: pd.DataFrame) -> Integers:
    """How long a prefix of each person's major each unit asks for, shape (people, units); 0 = none."""
    asked = [[code for code in _SPLIT.split(text) if code] for text in units["majors"].tolist()]
    return np.array(
        [
            [max((len(code) for code in codes if major.startswith(code)), default=0) for codes in asked]
            for major in people["major"].tolist()
        ],
        np.int64,
    ).reshape(len(people), len(units))
