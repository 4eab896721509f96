"""What the kernel answers: the columns' values, and for every stage what is reached and what is proved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from optimizer.solver.program import Integers

Proof = Literal["certified", "proved by search", "open"]
Status = Literal["proved", "limit", "infeasible", "unknown"]


@dataclass(frozen=True)
class StageResult:
    """One stage: its value, the bound that arithmetic certifies, and what is proved of the value.

    "certified": row duals alone prove that no plan is better. "proved by search": the engine's search
    says so, the duals prove only `bound`. "open": a limit was hit in between.
    """

    name: str
    value: int
    bound: int
    proof: Proof
    engine: str


@dataclass(frozen=True)
class Dual:
    """What a stage's bound rests on: one integer a row of the program that the stage was asked of, in units of
    `1 / scale`.

    For a worst case `step` is the place of the level that these duals rule out (-1 = they rule out none). None
    as `rows` = no duals: the columns' bounds alone.
    """

    rows: Integers | None
    scale: int
    step: int | None = None


@dataclass(frozen=True)
class Solution:
    """The values of all columns (None unless found), the stages in order, and the status.

    "proved": every stage is optimal given those before it. "limit": feasible, but a stage is open.
    "infeasible": no values satisfy the rows. "unknown": a limit was hit before anything was found.
    `unique` says that the last stage is proved to leave one plan only. `duals` are those of every stage, so that
    anybody can work out the bounds again.
    """

    values: Integers | None
    stages: tuple[StageResult, ...]
    status: Status
    unique: bool
    duals: tuple[Dual, ...] = ()
