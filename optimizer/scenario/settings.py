"""The settings of a scenario: what `scenario.toml`, or the settings sheet of a workbook, may say.

Rules, goals and the mechanism's options stay plain mappings here; the folder that owns the kinds checks them.
"""

from __future__ import annotations

from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from optimizer.scenario.months import is_month


class Strict(BaseModel):
    """Frozen settings that refuse unknown names."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class ScenarioSettings(Strict):
    """`[scenario]`: the name shown on every output and the seed committed before the day."""

    name: str = "未命名"
    seed: int = Field(default=0, ge=0, lt=2**63)


class PrioritySettings(Strict):
    """`[priority]`: the columns that order the graduates; scores higher first, `lottery` lower first."""

    by: list[str] = Field(default_factory=lambda: ["score", "written_score", "lottery"])


class AssignmentSettings(Strict):
    """`[assignment]`: the mechanism with its options, the rules, and the goals in their order."""

    mechanism: str = "choice-then-allocation"
    options: dict[str, Any] = Field(default_factory=dict)
    rules: list[dict[str, Any]] = Field(default_factory=list)
    goals: list[dict[str, Any]] = Field(
        default_factory=lambda: [{"kind": "most-placed"}, {"kind": "total-rank"}]
    )


class RepairSettings(Strict):
    """`[repair]`: who fills a place that was given up, by "priority" (按次序递补) or as the goals ask ("goals")."""

    reserve: Literal["priority", "goals"] = "goals"


class PublicationSettings(Strict):
    """`[publication]`: what a published list shows of people, and how many must share what is shown.

    `names`: surname (张*三), full, none. `ids`: last-four, full, none. `scores`: none, area (only the lowest of a
    township or county in which at least `group` people serve) or exact (of every post, each person's own too).
    `columns` are further columns of the graduates to show. `k`: whatever is shown of a person is made coarser, or left
    out, until at least so many people share it; 1 = shown as chosen.
    """

    names: Literal["surname", "full", "none"] = "surname"
    ids: Literal["last-four", "full", "none"] = "last-four"
    scores: Literal["none", "area", "exact"] = "area"
    columns: list[str] = Field(default_factory=list)
    k: int = Field(default=1, ge=1, le=1_000_000)
    group: int = Field(default=5, ge=2, le=1_000_000)

    @property
    def open_scores(self) -> bool:
        """Whether each post's own lowest score is shown: where people have to share what is shown, it never is."""
        return self.scores == "exact" and self.k == 1


class RotationSettings(Strict):
    """`[rotation]`: the first month, how many, which townships take no part, the rules, the goals in their order."""

    start: str
    months: int = Field(default=12, ge=1, le=36)
    without: list[str] = Field(default_factory=list)
    rules: list[dict[str, Any]] = Field(
        default_factory=lambda: [{"kind": "headcount"}, {"kind": "no-repeat"}, {"kind": "visit"}]
    )
    goals: list[dict[str, Any]] = Field(default_factory=lambda: [{"kind": "depth"}, {"kind": "wishes"}])

    @field_validator("start")
    @classmethod
    def _a_month(cls, value: str) -> str:
        if not is_month(value):
            raise ValueError("不是月份，写成 2024-07 / not a month; write it like 2024-07")
        return value


class Settings(Strict):
    """Everything a planner sets that is not a table."""

    scenario: ScenarioSettings = Field(default_factory=ScenarioSettings)
    priority: PrioritySettings = Field(default_factory=PrioritySettings)
    assignment: AssignmentSettings = Field(default_factory=AssignmentSettings)
    repair: RepairSettings = Field(default_factory=RepairSettings)
    publication: PublicationSettings | None = None
    rotation: RotationSettings | None = None

    @property
    def published(self) -> PublicationSettings:
        """How results are published; the defaults where nothing is said."""
        return self.publication or PublicationSettings()
