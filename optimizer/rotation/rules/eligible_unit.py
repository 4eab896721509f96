"""Eligible unit (单位资格): some units take only people of a fitting major, or of a group."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, ClassVar

import numpy as np
from pydantic import Field

from optimizer.errors import Fault
from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.rotation.known import Known
from optimizer.rotation.rules.base import Breach, Rule
from optimizer.scenario.groups import meeting


class EligibleUnit(Rule):
    """In these `units` (none = all that ask for majors) works only who belongs to the `group`.

    Without a group: whose major the unit asks for; a unit that asks for none is open to everybody.
    """

    kind: ClassVar[str] = "eligible-unit"
    chinese: ClassVar[str] = "单位资格"
    usage: ClassVar[str] = "这些单位（units）只收符合 group 的人；不写 group 则只收专业对口的人"
    sense: ClassVar[str] = "只收符合条件的人；没有写明条件的，只收专业对口的人"
    meaning: ClassVar[str] = "不符合单位的要求 / does not meet what the unit asks for"

    units: list[str] = Field(default_factory=list)
    group: dict[str, Any] = Field(default_factory=dict)

    def _may(self, cohort: Cohort) -> Flags:
        """Who may work where, shape (people, units)."""
        may = np.ones((len(cohort.people), len(cohort.units)), bool)
        majors = cohort.unit_table["majors"].tolist()
        for unit in cohort.named_units(self.units):
            if self.group:
                may[:, unit] = meeting(cohort.people_table, self.group)
            elif majors[unit]:
                may[:, unit] = cohort.fit[:, unit] > 0
        return may

    def allows(self, cohort: Cohort) -> Flags:
        """The same in every month that can be planned."""
        may = np.repeat(self._may(cohort)[:, None, :], len(cohort.months), axis=1)
        may[:, : cohort.first] = True
        return may

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Ask of every person and month."""
        may = self._may(cohort)
        for person, line in enumerate(plan.tolist()):
            for month, unit in enumerate(line):
                if unit >= 0 and month >= cohort.first and not may[person, unit]:
                    name = f"{cohort.people[person]} {cohort.months[month]}"
                    yield Breach(f"{name} 不符合{cohort.units[unit]}的要求 / is not eligible there")

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Unknown units, columns and values."""
        return known.unit_faults(self.units, "units") + known.group_faults(self.group, "group")

    def notices(self, known: Known) -> tuple[str, ...]:
        """A group of nobody."""
        return known.group_notices(self.group)
