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
        value = theirs if self._rest(person) < self._rest(other) else theirs + self.unit
        return self.rounded(value)

    def place(self, person: int, value: float) -> int:
        """How many others come up before this person with that score."""
        mine, others = self._rest(person), [one for one in range(len(self._values)) if one != person]
        theirs = [(one, self._values[one]) for one in others]
        return sum(v > value or (v == value and self._rest(one) < mine) for one, v in theirs)

    def rounded(self, value: float) -> float | None:
        """A score with as many decimals as scores have, rounded up; None beyond what the column may hold."""
        found = round(float(np.ceil(round(value / self.unit, 3)) * self.unit), _DECIMALS)
        known = {column.field: column.maximum for column in GRADUATES.columns}
        most = known.get(self.column or "")
        return None if most is not None and found > most else found

    def _rest(self, person: int) -> tuple[float, ...]:
        """What decides between equal scores: smaller comes first."""
        table, keys = self.case.market.graduate_table, []
        for name in self.case.scenario.settings.priority.by[1:]:
            value = float(pd.to_numeric(pd.Series([table[name].iloc[person]]), errors="coerce").iloc[0])
            keys.append(np.inf if value != value else value if name == "lottery" else -value)
        draw = lottery.numbers(self.case.market.seed, "priority", [self.case.market.graduates[person]])
        return (*keys, int(draw[0]))

    def scored(self, person: int, value: float) -> Scenario:
        """The scenario in which this person has another score."""
        table = self.case.scenario.graduates
        who = table["graduate"] == self.case.market.graduates[person]
        changed = table[self.column].mask(who, value)
        return replace(self.case.scenario, graduates=table.assign(**{str(self.column): changed}))
