"""What was to be assigned, and how far the choice had come: the same arrays that the allocation began with."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from optimizer.assignment.demands import Demands, read_demands
from optimizer.assignment.formulation import Formulation
from optimizer.assignment.goals.base import Goal
from optimizer.assignment.ledger import Ledger, ledger
from optimizer.assignment.market import Market
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.errors import Fault
from optimizer.evidence.findings import Unsound
from optimizer.scenario.model import Scenario
from optimizer.solver.program import Integers


@dataclass(frozen=True, eq=False)
class Case:
    """A scenario as the verifier reads it: market, rules and goals, the books of all sums."""

    scenario: Scenario

    @cached_property
    def market(self) -> Market:
        """The market of the scenario."""
        return Market.from_scenario(self.scenario)

    @cached_property
    def demands(self) -> Demands:
        """The rules and goals; raises Unsound where they cannot be made."""
        faults: list[Fault] = []
        found = read_demands(self.scenario.settings.assignment, faults)
        faults += [fault for member in found.named.values() for fault in member.faults(self.market)]
        if faults:
            raise Unsound("规则或目标有错 / faulty rules or goals: " + "；".join(map(str, faults[:3])))
        return found

    @cached_property
    def task(self) -> Task:
        """What a mechanism would be given."""
        return Task(self.market, self.demands.rules, self.demands.goals)

    @cached_property
    def books(self) -> Ledger:
        """The sums of all rules that must hold."""
        return ledger(self.market, self.demands.rules)

    @cached_property
    def goals(self) -> list[Goal]:
        """The goals, one for each stage."""
        return [part for goal in self.demands.goals for part in goal.parts(self.market)]

    def formulation(self, chosen: Integers) -> Formulation:
        """The allocation once these people have chosen (a post per graduate, -1 = none)."""
        return self.task.remaining(chosen, self.goals)

    def row_names(self) -> list[str]:
        """What a certificate calls the sums: the rule's number in the settings, and the row's number in the rule."""
        number = {id(rule): at for at, rule in enumerate(self._written, 1)}
        owners = self.books.owners
        first = {id(rule): row for row, rule in reversed(list(enumerate(owners)))}
        return [f"{number[id(rule)]}:{row - first[id(rule)]}" for row, rule in enumerate(owners)]

    @property
    def _written(self) -> list[Rule]:
        return [member for member in self.demands.named.values() if isinstance(member, Rule)]

    def rule_places(self) -> list[tuple[int, Rule]]:
        """The rules that must hold, each with its number in the settings."""
        return [(at, rule) for at, rule in enumerate(self._written, 1) if rule.weight is None]
