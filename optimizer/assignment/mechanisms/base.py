"""What a mechanism is: options, what it cannot honour in a market, and how it finds a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from pydantic import BaseModel, ConfigDict

from optimizer.assignment.chances import Chances
from optimizer.assignment.diary import Diary
from optimizer.assignment.market import Flags, Market
from optimizer.assignment.rules.base import Rule
from optimizer.assignment.task import Task
from optimizer.assignment.witness import Record
from optimizer.solver.program import Integers
from optimizer.solver.solution import StageResult, Status


@dataclass(frozen=True)
class Found:
    """A plan (a post per graduate, -1 = none), who got their post by choice, the diary and the stages.

    `chances` are there where the stage of choice was a lottery; `record` is what the stages' bounds rest on.
    """

    placed: Integers
    chosen: Flags
    diary: Diary
    stages: tuple[StageResult, ...]
    status: Status
    chances: Chances | None = None
    record: Record | None = None


class Mechanism(BaseModel):
    """A way to find a plan. One file each; `kind` is its name in `scenario.toml`.

    `story` tells planners how to read its diary.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: ClassVar[str]
    chinese: ClassVar[str]
    story: ClassVar[str] = ""
    uses_priorities: ClassVar[bool] = False

    def objections(self, market: Market) -> tuple[str, ...]:
        """What in this market the mechanism cannot honour, as sentences; asked before it runs."""
        return ()

    def cautions(self, market: Market, rules: Sequence[Rule]) -> tuple[str, ...]:
        """Which of its promises do not hold in this market under these rules, as sentences; asked before it runs."""
        return ()

    def run(self, task: Task) -> Found:
        """Find a plan; raises Impossible where the rules cannot be met."""
        raise TypeError(f"{self.kind} does not say how it runs")
