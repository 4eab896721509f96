"""A small county, the grid that the tests of sweeps turn, and cheap metrics."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import optimizer
from optimizer.exchange.folder import write_folder
from optimizer.sweeping.request import Request, requested

METRICS = ["placed", "mean-standing", "justified-envy"]
GRID: list[dict[str, Any]] = [
    {"share": [0.0, 0.5, 1.0], "lotteries": 4},
    {"mechanism": ["popular", "deferred-acceptance"], "list_length": [2, 4], "wishes_seed": [1, 2, 3]},
]
TOML = """
scenario = "county"
name = "试"
metrics = ["placed", "mean-standing", "justified-envy"]

[[grid]]
share = [0.0, 0.5, 1.0]
lotteries = 4

[[grid]]
mechanism = ["popular", "deferred-acceptance"]
list_length = [2, 4]
wishes_seed = [1, 2, 3]
"""


@cache
def county() -> optimizer.Scenario:
    """66 people for 60 villages."""
    return optimizer.generate(graduates=66, villages=60, wishes=6, seed=5)


@cache
def request() -> Request:
    """The grid over the county."""
    return requested(county(), {"grid": GRID, "metrics": METRICS})


@cache
def whole() -> optimizer.Sweep:
    """The sweep that nothing interrupted."""
    return optimizer.sweep(county(), GRID, metrics=METRICS)


def on_disk(folder: Path, text: str = TOML) -> Path:
    """A sweep.toml with its scenario beside it."""
    write_folder(county(), folder / "county")
    path = folder / "sweep.toml"
    path.write_text(text, "utf-8")
    return path
