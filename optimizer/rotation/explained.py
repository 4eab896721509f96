"""Why a township cannot be planned: the smallest set of rows that quarrel, and the cheapest mends that work."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property, partial
from itertools import islice
from typing import ClassVar

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.plural import counted
from optimizer.rotation import closures
from optimizer.rotation.block import sparse, term
from optimizer.rotation.cohort import Cohort
from optimizer.rotation.counted import counted_members, counted_rules
from optimizer.rotation.folded import folded
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.mends import mends
from optimizer.rotation.plan_one import Task
from optimizer.rotation.rules.base import Rule
from optimizer.scenario.members import said
from optimizer.solver import highs
from optimizer.solver.conflict import UNSETTLED, Conflict, Member, Named
from optimizer.solver.lexicographic import anything, optimum
from optimizer.solver.program import Integers, Program, Rows, Stage
from optimizer.solver.quarrel import only, quarrel

_FEW = 8
_MANY = 40
_RULES, _ROWS, _SHUT, _PATIENCE = 0.4, 0.4, 0.1, 60.0
"""Shares of the seconds left, and seconds at most: for which rules quarrel, then for which of their rows, then for each
closed unit; the rest is for the ways out."""


class Announced(Rule):
    """What was fixed beforehand stays."""

    kind: ClassVar[str] = "cells"
    chinese: ClassVar[str] = "已定轮岗"
    meaning: ClassVar[str] = "已定的轮岗不得变动 / what is fixed stays"


class SomewhereToBe(Rule):
    """Whoever is there has a unit."""

    kind: ClassVar[str] = "units"
    chinese: ClassVar[str] = "人人有单位"
    meaning: ClassVar[str] = "没有单位开放 / no unit is open"


def explained(task: Task) -> Conflict:
    """The smallest conflict of a cohort that has no plan; raises EngineDisagreement where there is one.

    The seconds of the task's limits are for the whole explanation. Where they do not settle which rows quarrel, the
    rules that do are named as wholes; where counting alone knows it, the rules and what is counted.
    """
    task = replace(task, limits=task.limits.begun())
    case = _Case(task)
    rules = counted_rules(task)
    if rules and highs.run(case.program, case.guide, task.limits, whole=False).status != "infeasible":
        return _by_words(task, rules)
    whole = [np.array(numbers, np.int64) for numbers in case.by_rule]
    found = quarrel(case.program, whole, case.guide, task.limits.part(_RULES, _PATIENCE), refuted=True)
    if found is None:
        raise EngineDisagreement("引擎称无解，但找到了完整方案 / called infeasible, yet a plan exists")
    if found.settled:
        rows = [np.array([row]) for group in found.groups for row in group.tolist()]
        every = np.concatenate([np.zeros(0, np.int64), *whole])
        kept = only(case.program, every, rows)
        found = quarrel(kept, rows, case.guide, task.limits.part(_ROWS, _PATIENCE), refuted=True) or found
    numbers = [row for group in found.groups for row in group.tolist()]
    closed = case.closed(numbers, found.settled)
    owners = list(dict.fromkeys(case.owner(row) for row in numbers))
    ways, open_ = mends(task, owners, case.cells(numbers), closed)
    if not found.settled:
        open_ += (UNSETTLED,)
    alone = found.settled or len(numbers) <= _MANY
    told = case.members(numbers) if alone else case.in_bulk(numbers)
    nowhere = islice(_nowhere(task), 1)  # one month is enough
    members = (
        (*told, *closures.members(task.cohort, closed if found.settled else {}))
        if numbers
        else tuple(nowhere)
    )
    return Conflict(members, found.proof, ways, open_)


def _by_words(task: Task, rules: list[Rule]) -> Conflict:
    """The conflict where counting refutes what adding rows up does not: only a search could tell rows apart, and long."""
    ways, open_ = mends(task, rules, (), {})
    return Conflict(tuple(counted_members(task, rules)), "counting", ways, (*open_, UNSETTLED))


def _nowhere(task: Task) -> Iterator[Member]:
    """The months in which people are there and every unit is closed, whatever the rules."""
    cohort = task.cohort
    for month in np.flatnonzero(cohort.open.any(axis=0) & (cohort.high <= 0).all(axis=0)).tolist():
        label = f"{cohort.months[month]} 没有单位开放，却有 {int(cohort.open[:, month].sum())} 人在岗"
        yield Member(SomewhereToBe(), label, f"{label} / no unit is open, people are there")


@dataclass(frozen=True, eq=False)
class _Case:
    """All that is asked of a cohort as rows that can be left out, each with its owner."""

    task: Task

    @cached_property
    def _form(self) -> Formulation:
        return Formulation(self.task.cohort, self.task.rules, (), bare=True)

    @cached_property
    def _fixed(self) -> tuple[Integers, Rows]:
        """The cells that are announced, and a row for each."""
        cohort, grid = self.task.cohort, self._form.grid
        cells = np.argwhere((cohort.fixed >= 0) & cohort.open)
        person, month = cells.T
        labels = [
            f"{cohort.people[p]} {cohort.months[m]} 已定在{cohort.units[cohort.fixed[p, m]]}"
            for p, m in cells.tolist()
        ]
        columns = grid.column[person, month, cohort.fixed[person, month]]
        return cells, sparse([term(np.arange(len(cells)), columns)], 1, 1, labels)

    @cached_property
    def program(self) -> Program:
        """The program with the announced cells as its last rows."""
        program = self._form.program
        return replace(program, rows=Rows.stack([program.rows, self._fixed[1]]))

    @property
    def guide(self) -> Integers:
        """Any plan will do."""
        return np.zeros(self.program.count, np.int64)

    @cached_property
    def by_rule(self) -> list[list[int]]:
        """The rows that each rule asks for, and at last the announced cells; those without rows are left out."""
        start, found = self._form.seats.count, []
        for block in self._form.blocks:
            found.append((block.demands() + start).tolist())
            start += block.rows.count
        found.append(list(range(start, start + self._fixed[1].count)))
        return [numbers for numbers in found if numbers]

    @cached_property
    def _owners(self) -> dict[int, Named]:
        start, found = self._form.seats.count, dict[int, Named]()
        for rule, block in zip(self.task.rules, self._form.blocks, strict=True):
            found |= dict.fromkeys(range(start, start + block.rows.count), rule)
            start += block.rows.count
        return found

    def owner(self, row: int) -> Named:
        """The rule that a row belongs to."""
        return self._owners.get(row) or Announced()

    def cells(self, rows: Sequence[int]) -> list[tuple[int, int]]:
        """Person and month of the announced cells among these rows."""
        first = self.program.rows.count - self._fixed[1].count
        return [(int(p), int(m)) for row in rows if row >= first for p, m in [self._fixed[0][row - first]]]

    def closed(self, numbers: Sequence[int], settled: bool) -> closures.Shut:
        """The closed units that these rows need to quarrel; without a settled quarrel, all closed in their months."""
        cohort = self.task.cohort
        every = closures.shut(cohort, range(len(cohort.months)))
        if not every:
            return {}
        if not numbers:
            return closures.shut(cohort, np.flatnonzero((cohort.high <= 0).all(axis=0)).tolist())
        other, rows = self._again(closures.opened(cohort, every), numbers)
        entries = np.isin(other.program.rows.row, rows)
        columns = other.program.rows.column[entries]
        grid = other._form.grid
        found = closures.shut(cohort, grid.month[columns[columns < grid.count]].tolist())
        return closures.needed(cohort, found, partial(self._quarrels, numbers)) if settled else found

    def _again(self, cohort: Cohort, numbers: Sequence[int]) -> tuple[_Case, list[int]]:
        """The case of a cohort that differs a little, and the rows in it that ask for the same."""
        asked = {(self.owner(row), self.program.rows.labels[row]) for row in numbers}
        other = _Case(replace(self.task, cohort=cohort))
        labels, every = other.program.rows.labels, [row for part in other.by_rule for row in part]
        return other, [row for row in every if (other.owner(row), labels[row]) in asked]

    def _quarrels(self, numbers: Sequence[int], cohort: Cohort) -> bool:
        """Whether these demands, and those of their rules on the units opened in this cohort, quarrel too, or time did
        not tell."""
        other, same = self._again(cohort, numbers)
        grid, rows = other._form.grid, other.program.rows
        fresh = np.zeros(other.program.count, bool)
        fresh[: grid.count] = (self.task.cohort.high <= 0)[grid.unit, grid.month]
        touched = {*rows.row[fresh[rows.column]].tolist()}
        owners = {self.owner(row) for row in numbers}
        every = [row for part in other.by_rule for row in part]
        kept = {*same, *(row for row in every if row in touched and other.owner(row) in owners)}
        part = only(other.program, np.array(every, np.int64), [np.array([row]) for row in sorted(kept)])
        return anything(part, other.guide, self.task.limits.part(_SHUT, _PATIENCE)).status != "proved"

    def members(self, numbers: Sequence[int]) -> Iterator[Member]:
        """A sentence for each row: what it asks for, and what can be had while the others hold; of many rows, those that
        are alike in one."""
        rows = self.program.rows
        if len(numbers) > _FEW or self.task.limits.over:
            owners = [self.owner(row) for row in numbers]
            for rule in dict.fromkeys(owners):
                own = [rows.labels[row] for row, its in zip(numbers, owners, strict=True) if its == rule]
                yield from (Member(rule, label, label) for label in folded(own))
            return
        for row in numbers:
            label, low, high = rows.labels[row], int(rows.low[row]), int(rows.high[row])
            others = [number for number in numbers if number != row]
            most = self._extreme(row, others, -1) if low > 0 else None
            least = self._extreme(row, others, 1) if low <= 0 else None
            while_ = "其余各条满足时" if others else "按规则"
            sentence = label
            if most is not None and most < low:
                sentence += f"：{while_}至多 {most} / at most {most} can be had"
            elif least is not None and least > high:
                sentence += f"：{while_}至少 {least} / at least {least} come"
            yield Member(self.owner(row), label, sentence)

    def in_bulk(self, numbers: Sequence[int]) -> Iterator[Member]:
        """A sentence for each rule of these rows, with how many they are."""
        owners = [self.owner(row) for row in numbers]
        for rule in dict.fromkeys(owners):
            name = said(rule) if isinstance(rule, Rule) else rule.chinese
            many = owners.count(rule)
            yield Member(
                rule,
                "",
                f"{name}：共 {many} 条要求，未能逐条查清 / {counted(many, 'demand')}, not told apart in time",
            )

    def _extreme(self, row: int, others: Sequence[int], sign: int) -> int | None:
        """The least (sign 1) or most (-1) that a row can sum to while these others hold; None = not settled."""
        rows, every = self.program.rows, np.concatenate([np.array(part) for part in self.by_rule])
        part = only(self.program, every, [np.array([other]) for other in others])
        weights = np.zeros(self.program.count, np.int64)
        entries = rows.row == row
        weights[rows.column[entries]] = sign * rows.value[entries]
        found = optimum(part, Stage("extreme", weights), self.task.limits)
        return sign * found.stages[0].value if found.status == "proved" else None
