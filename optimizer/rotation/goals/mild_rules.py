"""Mild rules (柔性规则): rules with a weight are kept as far as can be."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, ClassVar

import numpy as np
from pydantic import SkipValidation, field_validator

from optimizer.rotation.block import Block, Terms, sparse
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.grid import Grid
from optimizer.rotation.rules.base import Rule
from optimizer.scenario.members import unwritten
from optimizer.solver.program import Integers, Rows


class MildRules(Goal):
    """Minimise the breaches of all rules that have a `weight`, each times its weight.

    A breach counts by how many units it misses what the rule asks for. A scenario need not list it: it
    comes first then.
    """

    kind: ClassVar[str] = "mild-rules"
    chinese: ClassVar[str] = "柔性规则违反最少"
    usage: ClassVar[str] = "带 weight 的柔性规则违反最少，weight 越大越重"
    sense: ClassVar[str] = "违反下列柔性规则最少"

    rules: SkipValidation[tuple[Rule, ...]] = ()

    @field_validator("rules", mode="before")
    @classmethod
    def _not_written(cls, value: Any) -> Any:
        return unwritten(value, Rule)

    def __hash__(self) -> int:
        return hash((self.kind, self.rules))

    def block(self, cohort: Cohort, grid: Grid) -> Block:
        """The rules' own columns, then a column for what each of their rows lacks and one for what is too much."""
        blocks = [rule.block(cohort, grid) for rule in self.rules]
        offsets = np.cumsum([grid.count, *(len(block.upper) for block in blocks)])
        rows = Rows.stack([block.shifted(int(at)) for block, at in zip(blocks, offsets, strict=False)])
        first = np.cumsum([0, *(block.rows.count for block in blocks)])
        asked = np.concatenate(
            [np.zeros(0, np.int64), *(b.demands() + at for b, at in zip(blocks, first, strict=False))]
        )
        price = np.concatenate(
            [
                np.zeros(0, np.int64),
                *(
                    np.full(len(b.demands()), rule.weight or 1)
                    for b, rule in zip(blocks, self.rules, strict=True)
                ),
            ]
        )
        elastic, most = _elastic(rows, asked, int(offsets[-1]))
        inner = int(offsets[-1]) - grid.count
        weights = np.concatenate([np.zeros(grid.count + inner, np.int64), price, price])
        upper = np.concatenate([*(block.upper for block in blocks), most, most]).astype(np.int64)
        owns = tuple(block.own for block in blocks)
        return Block(
            grid.count,
            elastic,
            upper,
            partial(_own, grid, owns, rows, asked),
            weights,
            np.zeros(rows.count, bool),
        )

    def value(self, cohort: Cohort, plan: Plan) -> int:
        """Add up what every rule's breaches count."""
        return sum(
            (rule.weight or 1) * breach.amount
            for rule in self.rules
            for breach in rule.breaches(cohort, plan)
        )


def _elastic(rows: Rows, asked: Integers, start: int) -> tuple[Rows, Integers]:
    """The rows with two columns for each that is asked for, and what no row can be missed by more than."""
    many = np.arange(len(asked))
    one = np.ones(len(asked), np.int64)
    terms = [
        Terms(rows.row, rows.column, rows.value),
        Terms(asked, start + many, one),
        Terms(asked, start + len(asked) + many, -one),
    ]
    reach = np.zeros(rows.count, np.int64)
    np.add.at(reach, rows.row, np.abs(rows.value))
    most = (reach + np.abs(rows.low) + np.abs(rows.high))[asked]
    return sparse(terms, rows.low, rows.high, rows.labels), most


def _own(
    grid: Grid, owns: Sequence[Callable[[Plan], Integers]], rows: Rows, asked: Integers, plan: Plan
) -> Integers:
    """The rules' own columns in a plan, and what each row misses."""
    cells = grid.values(plan)
    if cells is None:
        raise ValueError("the plan uses a cell that has no column")
    values = np.concatenate([cells, *(own(plan) for own in owns)])
    total = np.zeros(rows.count, np.int64)
    np.add.at(total, rows.row, rows.value * values[rows.column])
    lack, much = np.maximum(rows.low - total, 0)[asked], np.maximum(total - rows.high, 0)[asked]
    return np.concatenate([values[grid.count :], lack, much])
