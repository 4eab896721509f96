"""Which rows stand in the way: each may be broken at a price, and the cheapest relaxed plan shows where."""

from __future__ import annotations

import numpy as np

from optimizer.solver import highs
from optimizer.solver.program import Integers, Limits, Program, Rows

_TOLERANCE = 1e-6


def strained(program: Program, asked: Integers, limits: Limits | None = None) -> Integers:
    """The rows among `asked` that a relaxed plan with the least slack breaks (Chinneck 2008, ch. 6).

    No rows: the relaxation can meet them all, or cannot meet the others at all, or a limit was hit. It is a
    hint where to look, no proof.
    """
    rows = program.rows
    many, count = len(asked), program.count
    stretch = int(np.abs(rows.low).max(initial=0) + np.abs(rows.high).max(initial=0)) + count
    numbers = np.arange(many)
    elastic = Rows(
        np.concatenate([rows.row, asked, asked]),
        np.concatenate([rows.column, count + numbers, count + many + numbers]),
        np.concatenate([rows.value, np.ones(many, np.int64), -np.ones(many, np.int64)]),
        rows.low,
        rows.high,
        rows.labels,
    )
    slack = np.zeros(2 * many, np.int64)
    whole = Program(
        np.concatenate([program.lower, slack]), np.concatenate([program.upper, slack + stretch]), elastic
    )
    price = np.concatenate([np.zeros(count, np.int64), slack + 1])
    said = highs.run(whole, price, limits or Limits(), whole=False)
    if said.values is None:
        return np.zeros(0, np.int64)
    used = said.values[count : count + many] + said.values[count + many :]
    return asked[used > _TOLERANCE]
