"""A feasibility question asked again and again: one relaxation kept in HiGHS, bounds changed in place.

The simplex starts from the last basis, so that an answer costs a few pivots. "No" is believed only where the
dual ray, rounded to integers, refutes the rows in exact arithmetic (Farkas' lemma).
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, Literal

import numpy as np

from optimizer.solver import highs
from optimizer.solver.bound import exact_bound
from optimizer.solver.program import Integers, Limits, Program

_SCALES = (1, 12, 2**10, 2**20)
_CLOSE = 1e-6
_DIVES = 40


class Warm:
    """The relaxation of a program whose bounds of columns and rows may be moved between two questions."""

    def __init__(self, program: Program, limits: Limits) -> None:
        self._program = program
        self._highs: Any = highs.kept(program, limits)

    def ask(
        self, upper: Integers, low: Integers, high: Integers, *, fresh: bool = False
    ) -> tuple[Literal["whole", "refuted", "open"], Integers]:
        """With these upper bounds and row bounds: "whole" and values that do, "refuted" and the refuting duals, or "open".

        "open" also where the relaxation has a solution, but not in whole numbers; then the array is empty.
        A `fresh` answer does not depend on what was asked before.
        """
        self._move(upper, low, high)
        if fresh:
            self._highs.clearSolver()
        self._highs.run()
        status = highs.status(self._highs)
        if status == "optimal":
            values = self._whole()
            if values is not None:
                return "whole", values
        elif status == "infeasible":
            duals = self._refutation()
            if duals is not None:
                return "refuted", duals
        return "open", np.zeros(0, np.int64)

    def _move(self, upper: Integers, low: Integers, high: Integers) -> None:
        """Change only the bounds that differ from those of the last question."""
        before, rows = self._program, self._program.rows
        columns = np.flatnonzero(upper != before.upper).astype(np.int32)
        if len(columns):
            given = (before.lower[columns].astype(float), upper[columns].astype(float))
            self._highs.changeColsBounds(len(columns), columns, *given)
        moved = np.flatnonzero((low != rows.low) | (high != rows.high)).astype(np.int32)
        if len(moved):
            given = (low[moved].astype(float), high[moved].astype(float))
            self._highs.changeRowsBounds(len(moved), moved, *given)
        self._program = before.bounded(before.lower, upper, replace(rows, low=low, high=high))

    def _whole(self) -> Integers | None:
        """Whole values at the vertex found, or at one that a short dive leads to, what is fractional fixed in turn."""
        lower, upper = self._program.lower.astype(float), self._program.upper.astype(float)
        fixed: list[int] = []
        try:
            for _ in range(_DIVES):
                floats = np.array(self._highs.getSolution().col_value)
                values: Integers = np.rint(floats).astype(np.int64)
                off = np.abs(floats - values)
                off[fixed] = 0
                if off.max(initial=0) < _CLOSE:
                    return values if self._program.admits(values) else None
                column = int(np.argmax(off))
                fixed.append(column)
                for whole in (np.ceil(floats[column]), np.floor(floats[column])):
                    self._highs.changeColBounds(column, whole, whole)
                    self._highs.run()
                    if highs.status(self._highs) == "optimal":
                        break
                else:
                    return None
        finally:
            for column in fixed:
                self._highs.changeColBounds(column, lower[column], upper[column])
        return None

    def _refutation(self) -> Integers | None:
        """Integer duals by which every solution would have a value above nothing, though nothing is all it costs."""
        _, there, ray = self._highs.getDualRay()
        if not there or not len(ray):
            return None
        floats = np.asarray(ray) / max(float(np.abs(ray).max()), _CLOSE)
        nothing = np.zeros(self._program.count, np.int64)
        for scale in _SCALES:
            for sign in (1, -1):
                duals = np.rint(sign * scale * floats).astype(np.int64)
                if exact_bound(self._program, nothing, duals, 1) > 0:
                    return duals
        return None
