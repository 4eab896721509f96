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
        for month, name in ((self.first_month, "first_month"), (self.last_month, "last_month")):
            wrong += known.month_faults((month,), name)
        if self.last_month and self.first_month > self.last_month:
            problem = f"早于起始月 {self.first_month} / is before the first month {self.first_month}"
            mend = "改正月份 / mend the month"
            wrong += (Fault("scenario.toml", 0, "last_month", self.last_month, problem, mend),)
        return wrong

    def notices(self, known: Known) -> tuple[str, ...]:
        """People who serve in different townships: they never meet, so that the rule is not about them."""
        towns = {who: known.serving[who] for who in self.people if known.serving.get(who)}
        alone = [who for who, town in towns.items() if list(towns.values()).count(town) < 2]
        if len(set(towns.values())) < 2 or not alone:
            return ()
        told = "、".join(f"{who}（{towns[who]}）" for who in alone)
        return (
            f"{told} 与其余各人不在同一乡镇，对其不起作用 / serve in another township than the others: the rule is not "
            "about them",
        )
