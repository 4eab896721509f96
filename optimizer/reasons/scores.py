"""How much more of the first column of priority somebody would need to come up before somebody else."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import pandas as pd

from optimizer.assignment import lottery
from optimizer.reasons.case import Case
from optimizer.scenario.model import Scenario
from optimizer.scenario.tables import GRADUATES

_DECIMALS = 6


@dataclass(frozen=True, eq=False)
class Scores:
    """The column that decides first, where it is a score: higher comes first; None = only places can be told."""

    case: Case

    @staticmethod
    def of_case(case: Case) -> Scores:
        """The scores of a case, worked out once."""
        return case.remember(Scores, lambda: Scores(case))

    @cached_property
    def column(self) -> str | None:
        """Its name, or None."""
        by = self.case.scenario.settings.priority.by
        return by[0] if by and by[0] != "lottery" else None

    @cached_property
    def _values(self) -> list[float]:
        table = self.case.market.graduate_table
        return pd.to_numeric(table[self.column], errors="coerce").astype(float).tolist()

    @cached_property
    def unit(self) -> float:
        """The smallest step: one in the last decimal that any score has."""
        known = [value for value in self._values if value == value]
        decimals = next(
            (d for d in range(_DECIMALS) if all(round(value, d) == value for value in known)), _DECIMALS
        )
        return round(0.1**decimals, decimals)

    def of(self, person: int) -> float | None:
        """Somebody's score; None where there is none."""
        value = self._values[person] if self.column else np.nan
        return value if value == value else None

    def before(self, person: int, other: int) -> float | None:
        """The lowest score with which this person comes up before the other; None = cannot be told as a score."""
        theirs, mine = self.of(other), self.of(person)
        if theirs is None or mine is None:
            return None
        value = theirs if self._rest[person] < self._rest[other] else theirs + self.unit
        return self.rounded(value)

    def place(self, person: int, value: float) -> int:
        """How many others come up before this person with that score."""
        values, rest = self._values, self._rest
        others = (one for one in range(len(values)) if one != person)
        return sum(
            values[one] > value or (values[one] == value and rest[one] < rest[person]) for one in others
        )

    def rounded(self, value: float) -> float | None:
        """A score with as many decimals as scores have, rounded up; None beyond what the column may hold."""
        found = round(float(np.ceil(round(value / self.unit, 3)) * self.unit), _DECIMALS)
        known = {column.field: column.maximum for column in GRADUATES.columns}
        most = known.get(self.column or "")
        return None if most is not None and found > most else found

    @cached_property
    def _rest(self) -> list[tuple[float, ...]]:
        """What decides between equal scores, for everybody: smaller comes first."""
        market, keys = self.case.market, []
        for name in self.case.scenario.settings.priority.by[1:]:
            column = pd.to_numeric(market.graduate_table[name], errors="coerce").astype(float)
            keys.append((column if name == "lottery" else -column).fillna(np.inf).tolist())
        draw = lottery.numbers(market.seed, "priority", market.graduates)
        return list(zip(*keys, draw.tolist(), strict=True))

    def scored(self, person: int, value: float) -> Scenario:
        """The scenario in which this person has another score."""
        table = self.case.scenario.graduates
        who = table["graduate"] == self.case.market.graduates[person]
        changed = table[self.column].mask(who, value)
        return replace(self.case.scenario, graduates=table.assign(**{str(self.column): changed}))
