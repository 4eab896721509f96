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
class Solution:
    """The values of all columns (None unless found), the stages in order, and the status.

    "proved": every stage is optimal given those before it. "limit": feasible, but a stage is open.
    "infeasible": no values satisfy the rows. "unknown": a limit was hit before anything was found.
    `unique` says that the last stage is proved to leave one plan only.
    """

    values: Integers | None
    stages: tuple[StageResult, ...]
    status: Status
    unique: bool
