"""Timetables balanced for carry-over: a search of its own finds them, the kernel proves what can be proved.

Stated as rows, the balance needs a column for every change of every person, and neither relaxation nor search
gets far with so many. So the other goals are solved without those columns; designs and a walk look among the
plans that reach them; and what they find is where the kernel sets out from, with all columns.

No lottery could be proved on such programs. The search is the drawing instead: by the committed seed, over
people sorted by id, among all plans that reach the goals before, whichever engine settled those.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from optimizer.errors import EngineDisagreement
from optimizer.rotation.carry_over.closest import closest
from optimizer.rotation.carry_over.follow_ups import Steps
from optimizer.rotation.carry_over.walk import board, walk
from optimizer.rotation.cohort import Cohort, Plan
from optimizer.rotation.formulation import Formulation
from optimizer.rotation.goals.base import Goal
from optimizer.rotation.goals.carry_over import CarryOver
from optimizer.solver import lexicographic
from optimizer.solver.program import Integers, Limits, Program, Stage
from optimizer.solver.reaching import kept, reaching
from optimizer.solver.solution import Dual, Solution, StageResult, Status

_WORK = 2.0
_NEAR, _FAR = 0.22, (0.35, 0.25, 0.45)
_ROUND = 120_000


@dataclass(frozen=True, eq=False)
class Balanced:
    """What is to be found, `form`, one of whose goals is the `balance`; and how hard to try."""

    form: Formulation
    balance: CarryOver
    limits: Limits
    engine: str | None

    @property
    def _cohort(self) -> Cohort:
        return self.form.cohort

    @property
    def _seed(self) -> str:
        return f"{self._cohort.seed}|carry-over|{self._cohort.township}"

    @cached_property
    def _place(self) -> int:
        return list(self.form.goals).index(self.balance)

    @cached_property
    def _others(self) -> list[Goal]:
        return [goal for goal in self.form.goals if goal is not self.balance]

    @cached_property
    def _bare(self) -> Formulation:
        """The same without the balance."""
        return Formulation(self._cohort, self.form.rules, self._others)

    def solved(self) -> tuple[Formulation, Solution]:
        """The best plan, and the formulation that its values belong to.

        Where there is no other goal a design may do. Else the balance is sought behind all others. If nothing
        is uneven then, it has cost them nothing, and the order does not matter. Else it is sought in its place, from the plan that was found.
        """
        bare, limits = self._bare, self.limits.begun()
        designed = self._designed()
        if designed is not None:
            return self._proved((), bare.program, designed, limits)
        first = lexicographic.solve(bare.program, bare.stages, bare.lottery, limits, self.engine)
        if first.values is None:
            return bare, first
        known, last = first.stages[: len(self._others)], len(self._others)
        drawn = bare.plan(first.values)
        left = reaching(bare.program, bare.stages, first.values, limits)
        plan = self._sought(left, drawn, None)
        if self._place == last or self.balance.value(self._cohort, plan) == 0:
            return self._proved(known, left, plan, limits, first.duals)
        left = reaching(bare.program, bare.stages[: self._place], first.values, limits)
        sought = self._sought(left, drawn, plan)
        return self._proved(known[: self._place], left, sought, limits, first.duals)

    def _designed(self) -> Plan | None:
        """A design in which nothing is uneven and no rule broken, where no other goal has a say."""
        program = self._bare.program
        plan = closest(board(program, self._bare.grid.column).allowed, self._seed)
        values = self._bare.values(plan)
        even = not self._others and self.balance.value(self._cohort, plan) == 0
        return plan if even and values is not None and program.admits(values) else None

    def _proved(
        self,
        known: tuple[StageResult, ...],
        left: Program,
        plan: Plan,
        limits: Limits,
        duals: tuple[Dual, ...] = (),
    ) -> tuple[Formulation, Solution]:
        """What the kernel says of a plan: of the balance, then of the goals behind those that are `known`.

        Only cells that the known goals leave open have columns: often they are few, and all can be searched.
        """
        allowed = board(left, self._bare.grid.column).allowed
        goals = [*self._others, self.balance]
        whole = Formulation(self._cohort, self.form.rules, goals, within=allowed)
        start, program = whole.values(plan), whole.program
        if start is None:
            raise EngineDisagreement("方案不在所余之内 / the plan found is not among those that are left")
        for stage in whole.stages[: len(known)]:
            program = kept(program, stage, start)
        stages = [whole.stages[-1], *whole.stages[len(known) : -1]]
        limits = replace(limits, work=min(limits.work, _WORK))
        rest = lexicographic.solve(program, stages, None, limits, self.engine, start=start)
        results = [*known, *rest.stages[1:]]
        results.insert(self._place, rest.stages[0])
        status: Status = "limit" if any(result.proof == "open" for result in results) else "proved"
        values = start if _as_good(stages, start, rest.values) else rest.values
        return whole, Solution(values, tuple(results), status, unique=False, duals=duals[: len(known)])

    def _sought(self, left: Program, plan: Plan, near: Plan | None) -> Plan:
        """The most even plan that designs and a walk find in what is left, at worst `plan`; `near` is a good one."""
        cohort, balance, form = self._cohort, self.balance, self._bare
        known, steps = board(left, form.grid.column), Steps.of(cohort)
        weigh, seed = _weights(cohort, balance), self._seed

        def keeps(tried: Plan) -> bool:
            values = form.values(tried)
            return values is not None and left.admits(values)

        best, value = plan, balance.value(cohort, plan)
        designed = closest(known.allowed, seed)
        fits = np.take_along_axis(known.allowed, np.maximum(designed, 0)[:, :, None], axis=2)[:, :, 0]
        starts = [start for start in (near, np.where(fits, designed, plan)) if start is not None]
        for number in range(-(-balance.moves // _ROUND) if value else 0):
            close = number < len(starts)
            start, heat = (starts[number], _NEAR) if close else (plan, _FAR[number % len(_FAR)])
            found = walk(known, start, steps, weigh, f"{seed}|{number}", heat, _ROUND, keeps)
            if found is not None and balance.value(cohort, found) < value:
                best, value = found, balance.value(cohort, found)
            if not value:
                break
        return best


def _as_good(stages: list[Stage], start: Integers, found: Integers | None) -> bool:
    """Whether the start reaches in every stage what was found: then the plan that was drawn stays."""
    if found is None:
        return True
    return all(int(stage.weights @ start) == int(stage.weights @ found) for stage in stages)


def _weights(cohort: Cohort, balance: CarryOver) -> list[list[list[int]]]:
    """What each number of follow-ups of each pair counts; nothing outside the pairs to be balanced."""
    counts = np.arange(cohort.shape[0] * cohort.shape[1] + 2) - balance.even(cohort)
    counted = (counts * (counts - 1) // 2).tolist()
    free = [0] * len(counted)
    return [[counted if pair else free for pair in line] for line in balance.pairs(cohort).tolist()]
