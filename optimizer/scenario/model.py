"""A scenario: the planner's tables and settings, typed, complete and read-only by custom."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from optimizer.scenario.columns import Table
from optimizer.scenario.frames import empty
from optimizer.scenario.settings import Settings
from optimizer.scenario.tables import ABSENCES, CELLS, HEADCOUNTS, TABLES, UNIT_WISHES, UNITS


def _none(table: Table) -> Callable[[], pd.DataFrame]:
    return lambda: empty(table)


@dataclass(frozen=True)
class Scenario:
    """What a planner gives: one frame per table of `TABLES`, and the settings.

    Each frame has every declared column in its declared order, then further columns; text columns hold str
    ("" = blank), integer columns pandas Int64, number columns float64 (NaN = blank), flags bool. Nobody
    writes into a frame after it is here.
    """

    settings: Settings
    graduates: pd.DataFrame
    posts: pd.DataFrame
    wishes: pd.DataFrame
    priorities: pd.DataFrame
    pins: pd.DataFrame
    earlier: pd.DataFrame
    units: pd.DataFrame = field(default_factory=_none(UNITS))
    headcounts: pd.DataFrame = field(default_factory=_none(HEADCOUNTS))
    unit_wishes: pd.DataFrame = field(default_factory=_none(UNIT_WISHES))
    absences: pd.DataFrame = field(default_factory=_none(ABSENCES))
    cells: pd.DataFrame = field(default_factory=_none(CELLS))

    @staticmethod
    def from_frames(
        graduates: pd.DataFrame,
        posts: pd.DataFrame | None = None,
        wishes: pd.DataFrame | None = None,
        priorities: pd.DataFrame | None = None,
        pins: pd.DataFrame | None = None,
        earlier: pd.DataFrame | None = None,
        settings: Settings | Mapping[str, Any] | None = None,
        **rotation: pd.DataFrame,
    ) -> Scenario:
        """Build a scenario from frames with English or Chinese headers; the frames are copied.

        `rotation` are units, headcounts, unit_wishes, absences and cells. Without posts the graduates need
        a column `township`, and nobody is placed.

        Raises InputFaults with every fault of every frame and setting.
        """
        from optimizer.scenario.intake import scenario_from_frames

        frames = {
            "graduates": graduates,
            "posts": posts,
            "wishes": wishes,
            "priorities": priorities,
            "pins": pins,
            "earlier": earlier,
            **rotation,
        }
        given = {name: frame for name, frame in frames.items() if frame is not None}
        return scenario_from_frames(given, settings if settings is not None else {})

    @property
    def places(self) -> bool:
        """Whether anybody is to be placed; without posts only the rotation can be planned."""
        return bool(len(self.posts))

    def table(self, name: str) -> pd.DataFrame:
        """The frame of one declared table, by its English name."""
        if name not in {table.name for table in TABLES}:
            raise KeyError(name)
        frame: pd.DataFrame = getattr(self, name)
        return frame

    def digest(self) -> str:
        """The sha-256 of what the scenario says, whatever the order of its rows and of the keys in its settings."""
        settings = json.dumps(self.settings.model_dump(mode="json"), sort_keys=True)
        whole = hashlib.sha256(settings.encode())
        for table in TABLES:
            frame = self.table(table.name)
            names = sorted(frame.columns)
            rows = sorted(repr(row) for row in zip(*(frame[name].tolist() for name in names), strict=True))
            whole.update("\n".join([table.name, repr(names), *rows]).encode())
        return whole.hexdigest()
