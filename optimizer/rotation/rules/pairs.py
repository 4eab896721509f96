"""What rules about named people share: who they are here, and the months the rule holds in."""

from __future__ import annotations

from pydantic import Field

from optimizer.errors import Fault
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.known import Known
from optimizer.rotation.rules.base import Rule
from optimizer.scenario.months import span


class PeopleRule(Rule):
    """A rule about the `people` named, from `first_month` to `last_month` ("" = from the start, to the end)."""

    people: list[str] = Field(default_factory=list)
    first_month: str = ""
    last_month: str = ""

    def months(self, cohort: Cohort) -> list[int]:
        """The months that it holds in and that can be planned."""
        inside = span(self.first_month, self.last_month, list(cohort.months))
        return [at for at, there in enumerate(inside.tolist()) if there and at >= cohort.first]

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Fewer than two people, unknown people, and months outside the year."""
        wrong: tuple[Fault, ...] = ()
        if len(set(self.people)) < 2:
            problem = "至少写两个人 / name two people at least"
            wrong = (
                Fault(
                    "scenario.toml",
                    0,
                    "people",
                    "、".join(self.people),
                    problem,
                    "补上编号 / add ids",
                ),
            )
        wrong += known.people_faults(self.people, "people")
        return wrong + known.month_faults((self.first_month, self.last_month), "first_month")
