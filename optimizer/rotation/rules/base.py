"""What a rule of the rotation is: parameters, its rows over a cohort's columns, and its plain check."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

import numpy as np
from pydantic import BaseModel, ConfigDict, Field

from optimizer.errors import Fault
from optimizer.rotation.block import Block, no_rows, sparse, term
from optimizer.rotation.cohort import Cohort, Flags, Plan
from optimizer.rotation.grid import Grid
from optimizer.rotation.known import Known
from optimizer.solver.program import Rows


@dataclass(frozen=True)
class Breach:
    """One breach of a plan in words, and by how many units the rule's rows are missed."""

    sentence: str
    amount: int = 1


class Rule(BaseModel):
    """Something that every plan must honour. One file each; `kind` is its name in `scenario.toml`.

    A rule of single cells overrides `allows`; any other overrides `rows`, or `block` where it needs columns
    of its own. `breaches` finds the same in a finished plan by plain arithmetic. What lies wholly in months
    that can no longer be planned is nobody's breach.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    usage: ClassVar[str] = ""
    sense: ClassVar[str] = ""
    """What it asks for, where its parameters stand beside it with their values; "" = as `usage` has it."""
    meaning: ClassVar[str]

    weight: int | None = Field(default=None, ge=1, le=1000)
    """None = it must hold; a number = the mild form: what each breach counts in the goal mild-rules."""

    def __hash__(self) -> int:
        return hash((self.kind, self.model_dump_json()))

    def allows(self, cohort: Cohort) -> Flags | None:
        """Which cells (people, months, units) are possible; None = all of them."""
        return None

    def rows(self, cohort: Cohort, grid: Grid) -> Rows:
        """The rule's rows over the grid's columns, each with its label."""
        allowed = self.allows(cohort)
        if allowed is None:
            return no_rows()
        person, unit = np.nonzero(((grid.column >= 0) & ~allowed).any(axis=1))
        column = np.where(allowed, -1, grid.column)[person, :, unit]
        labels = [
            f"{cohort.people[p]} 不得在{cohort.units[u]}"
            for p, u in zip(person.tolist(), unit.tolist(), strict=True)
        ]
        return sparse([term(np.arange(len(person))[:, None], column)], 0, 0, labels)

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """The rows, with own columns where the rule needs some."""
        return Block(grid.count, self.rows(cohort, grid))

    def breaches(self, cohort: Cohort, plan: Plan) -> Iterator[Breach]:
        """Every breach of a finished plan, by plain arithmetic, without looking at `rows`."""
        raise TypeError(f"{self.kind} has no check")

    def check(self, cohort: Cohort, plan: Plan) -> tuple[str, ...]:
        """Every breach of a finished plan as a sentence."""
        return tuple(breach.sentence for breach in self.breaches(cohort, plan))

    def counted_out(self, cohort: Cohort, rules: Sequence[Rule]) -> Iterator[str]:
        """What adding up refutes before anything is searched, given all rules."""
        yield from ()

    def faults(self, known: Known) -> tuple[Fault, ...]:
        """Units, people, months or columns that the rule names and nobody knows; a fault's column is the parameter."""
        return ()

    def notices(self, known: Known) -> tuple[str, ...]:
        """What is written well and yet says nothing, in sentences."""
        return ()


def where(cohort: Cohort, person: int, month: int) -> str:
    """A person and a month, as sentences begin."""
    return f"{cohort.people[person]} {cohort.months[month]}"
