"""The posts of a synthetic scenario: real villages of Yangquan, made-up demands."""

from __future__ import annotations

from importlib import resources

import numpy as np
import pandas as pd

_INITIALS = {"城区": "CQ", "矿区": "KQ", "郊区": "JQ", "平定县": "PD", "盂县": "YX"}
_ASKING = 0.3
_RESERVED = 0.025
_WIDE = 3


def villages() -> pd.DataFrame:
    """The 620 villages: area, village, township, county; sources stand beside the data."""
    return _data("villages.csv")


def majors() -> pd.DataFrame:
    """The undergraduate majors: code and name."""
    return _data("majors.csv")


def _data(name: str) -> pd.DataFrame:
    with resources.files("optimizer.scenario").joinpath("data", name).open(encoding="utf-8") as file:
        return pd.read_csv(file, dtype=str)


def make_posts(count: int, supply: list[str], rng: np.random.Generator) -> pd.DataFrame:
    """One post in each of `count` villages; who asks for majors asks for classes that graduates have.

    `supply` are the graduates' majors. Villages are drawn evenly where fewer than all are wanted.
    """
    every = villages()
    kept = np.sort(rng.choice(len(every), count, replace=False))
    table = every.iloc[kept].reset_index(drop=True)
    number = table.groupby("county").cumcount() + 1
    steepness = {town: rng.normal(3.0, 0.9) for town in sorted(set(table["township"]))}
    hardship = table["township"].map(steepness).to_numpy(float) + rng.normal(0, 0.6, count)
    classes = [code[:4] for code in supply]
    asking = rng.random(count) < _ASKING
    demands = [
        "、".join(sorted(set(rng.choice(classes, rng.integers(_WIDE, 2 * _WIDE)).tolist()))) if asks else ""
        for asks in asking.tolist()
    ]
    reserved = (rng.random(count) < _RESERVED) & ~asking
    return pd.DataFrame(
        {
            "post": table["county"].map(_INITIALS) + number.map("{:03d}".format),
            "village": table["village"],
            "township": table["township"],
            "county": table["county"],
            "area": table["area"],
            "capacity": 1,
            "majors": demands,
            "hardship": np.clip(np.rint(hardship), 1, 5).astype(int),
            "reserved_for": np.where(reserved, "党员=是", ""),
        }
    )
