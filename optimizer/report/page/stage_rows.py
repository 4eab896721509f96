"""The stages of a plan as rows: what was aimed at, value, bound, and what is proved."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from optimizer.report.page.bilingual import Said, english, sides
from optimizer.report.words import bound, goal_name, proof
from optimizer.solver.solution import StageResult


class StageRow(NamedTuple):
    """One stage in both languages."""

    name: Said
    value: str
    bound: str
    proof: Said
    kind: str


def stage_rows(stages: Sequence[StageResult], named: Callable[[str], str] = goal_name) -> list[StageRow]:
    """A row per stage, in order; `named` gives a goal's name in both languages."""
    return [
        StageRow(
            Said(
                named(stage.name).partition(" ")[0] if named(stage.name) != stage.name else stage.name,
                english(stage.name),
            ),
            f"{stage.value:,}",
            f"{bound(stage):,}",
            sides(proof(stage)),
            stage.proof.replace(" ", "-"),
        )
        for stage in stages
    ]
